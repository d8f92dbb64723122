import { type DestinationStream, pino } from 'pino'
import { serializeError } from './serialize-error.ts'

/**
 * JSON lines, or readable lines on a terminal. Text and names of people are never logged; secrets are cut out.
 * Writes to standard output, unless told otherwise.
 */
export const createLog = (level: string, out?: DestinationStream) => {
  const options = { level, serializers: { err: serializeError }, redact: REDACTED }
  if (out) return pino(options, out)
  const transport = { target: 'pino-pretty', options: { ignore: 'pid,hostname' } }
  return pino({ ...options, ...(process.stdout.isTTY && { transport }) })
}

const REDACTED = [
  'req.headers.authorization',
  'req.headers.cookie',
  'req.headers["x-hub-signature"]',
  '*.email',
  '*.accessToken',
  '*.clientSecret',
]

export type Log = ReturnType<typeof createLog>
