import { z } from 'zod'

/** An error as it may be logged. */
export type LoggedError = {
  readonly type: string
  readonly message?: string
  readonly code?: string
  readonly frames?: string
  readonly cause?: LoggedError
}

const Coded = z.object({ code: z.union([z.string(), z.number()]).transform(String) })

/**
 * Query errors quote their parameters, and those hold what people wrote. So a database error is logged by its SQL
 * state, everything else with its message; stack frames always, without the message that stands above them.
 */
export function serializeError(error: unknown): LoggedError {
  const code = Coded.safeParse(error).data?.code
  // pg-boss hands out copies of errors.
  if (!(error instanceof Error)) return { type: typeof error, ...(code && { code }) }
  const quotesData =
    'query' in error || 'routine' in error || error instanceof SyntaxError || error.name === 'ZodError'
  return {
    type: error.name,
    ...(code && { code }),
    ...(quotesData ? {} : { message: error.message }),
    ...(error.stack && { frames: framesOf(error) }),
    ...(error.cause !== undefined && { cause: serializeError(error.cause) }),
  }
}

/** Frames stand at the end, below a message that may itself look like one. */
const framesOf = ({ message, stack = '' }: Error): string =>
  stack
    .slice(Math.max(0, stack.indexOf(message)) + message.length)
    .split('\n')
    .filter((line) => /^ {4}at .*(?:\d+\)?|<anonymous>\)|native\))$/.test(line))
    .slice(0, 8)
    .join('\n')
