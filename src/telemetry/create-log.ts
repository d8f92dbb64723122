import { pino } from 'pino'
import { serializeError } from './serialize-error.ts'

/** JSON lines, or readable lines on a terminal. Text and names of people are never logged; secrets are cut out. */
export const createLog = (level: string) =>
  pino({
    level,
    serializers: { err: serializeError },
    redact: [
      'req.headers.authorization',
      'req.headers.cookie',
      'req.headers["x-hub-signature"]',
      '*.email',
      '*.accessToken',
      '*.clientSecret',
    ],
    ...(process.stdout.isTTY && {
      transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname' } },
    }),
  })

export type Log = ReturnType<typeof createLog>
