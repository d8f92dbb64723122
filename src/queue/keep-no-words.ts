import { type LoggedError, serializeError } from '../telemetry/serialize-error.ts'

/** A job failed, and comes again; the log has the rest. */
class JobFailedError extends Error {
  override readonly name = 'JobFailedError'
}

/**
 * Does a job's work. pg-boss keeps the error of a failed job in its table, and the error of a query quotes what people
 * wrote: so `onFailure` is told all of it, for the log, and pg-boss the kind of the error alone.
 */
export async function keepNoWords(
  work: () => Promise<void>,
  onFailure: (kind: string, error: unknown) => void,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    const kind = kindOf(serializeError(error))
    onFailure(kind, error)
    throw new JobFailedError(kind)
  }
}

/** `DrizzleQueryError 42P01`: the code may stand with the cause. */
const kindOf = ({ type, code, cause }: LoggedError): string =>
  [type, code ?? cause?.code].filter((part) => part !== undefined).join(' ')
