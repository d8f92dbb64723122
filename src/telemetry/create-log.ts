import { pino } from 'pino'

/** JSON lines, or readable lines on a terminal. Text and names of people are never logged; secrets are cut out. */
export const createLog = (level: string) =>
  pino({
    level,
    redact: [
      'req.headers.authorization',
      'req.headers.cookie',
      'req.headers["x-hub-signature"]',
      '*.email',
      '*.accessToken',
    ],
    ...(process.stdout.isTTY && {
      transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname' } },
    }),
  })

export type Log = ReturnType<typeof createLog>
