import { z } from 'zod'
import type { ModelFailure } from './ask-model.ts'
import type { OpenCall } from './open-call.ts'

const HttpError = z.object({ status: z.number() })

/** What an error means, by who gave up and by the HTTP status, never by its words. */
export function failureOf(error: unknown, { wanted, deadline, refused, status }: OpenCall): ModelFailure {
  if (wanted.aborted) return 'aborted'
  if (refused()) return 'allowance_used'
  if (deadline.aborted) return 'timeout'
  const answered = HttpError.safeParse(error).data?.status
  if (answered !== undefined) return failureOfStatus(answered)
  if (error instanceof Error && error.name === 'TimeoutError') return 'timeout'
  // An answer came, all the same: something that is no chat completion.
  return status() === undefined ? 'unreachable' : 'nonsense'
}

function failureOfStatus(status: number): ModelFailure {
  if (status === 429) return 'rate_limited'
  return status === 408 || status >= 500 ? 'unreachable' : 'refused'
}
