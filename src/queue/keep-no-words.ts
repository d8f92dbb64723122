import { type LoggedError, serializeError } from '../telemetry/serialize-error.ts'

/** A job failed, and comes again. What pg-boss keeps of it beside the job; the log has the rest. */
class JobFailedError extends Error {
  override readonly name = 'JobFailedError'
  readonly failure: LoggedError
  /** Something outside was away or refused everybody. */
  readonly isOutage: boolean
  constructor(kind: string, failure: LoggedError, isOutage: boolean) {
    super(kind)
    this.failure = failure
    this.isOutage = isOutage
  }
}

/** Whether another try helps, once something outside is back: nothing that is about this very job. */
export type IsOutage = (error: unknown) => boolean

/**
 * Does a job's work. pg-boss keeps the error of a failed job in its table, and the error of a query quotes what people
 * wrote: so pg-boss gets exactly what the log may hold, and `onFailure` is told all of it.
 */
export async function keepNoWords(
  work: () => Promise<void>,
  onFailure: (kind: string, error: unknown) => void,
  isOutage: IsOutage = () => false,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    const { frames: _frames, ...failure } = serializeError(error)
    const kind = kindOf(failure)
    onFailure(kind, error)
    throw new JobFailedError(kind, failure, isOutage(error))
  }
}

/** `DrizzleQueryError 42P01`: the code may stand with the cause. */
const kindOf = ({ type, code, cause }: LoggedError): string =>
  [type, code ?? cause?.code].filter((part) => part !== undefined).join(' ')
