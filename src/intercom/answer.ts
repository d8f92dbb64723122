import { z } from 'zod'
import { IntercomError, NOT_JSON } from './intercom-error.ts'
import { readTold } from './limit/read-told.ts'
import { RateLimitedError } from './rate-limited-error.ts'

/** What stands above an answer's body. */
export type AnswerFacts = {
  readonly status: number
  readonly headers: Headers
  /** The moments between which it was written, in unix milliseconds of this machine. */
  readonly askedAtMs: number
  readonly answeredAtMs: number
}

/** An answer, whatever it says. A body that is no JSON is `undefined`. */
export type Answer = { readonly status: number; readonly body: unknown; readonly facts: AnswerFacts }

const ErrorList = z.object({ errors: z.array(z.object({ code: z.string() })).min(1) })
const LONGEST_PAUSE_MS = 20_000

/** A window of the rate limit; the shortest that anybody waits is long enough for no tight loop. */
const WINDOW_MS = 10_000
const SHORTEST_WAIT_MS = 1_000

/** Why an answer is none that was hoped for. */
export function errorOf(call: string, { status, body, facts }: Answer): IntercomError {
  if (status !== 429) return new IntercomError(call, status, codeOf(body))
  const waitMs = retryAfterMs(facts.headers) ?? readTold(facts)?.endsInMs ?? WINDOW_MS
  return new RateLimitedError(call, codeOf(body), Math.max(waitMs, SHORTEST_WAIT_MS))
}

/**
 * How long a read is not repeated. `X-RateLimit-Reset` is a unix time in seconds (Intercom docs, "Rate Limiting"); with
 * some calls left, the limit that was hit is another one, such as that of a single endpoint.
 */
export function pauseOf({ status, headers }: AnswerFacts): number {
  if (status !== 429) return 0
  const reset = Number(headers.get('x-ratelimit-reset') ?? 0)
  const untilReset = isUsedUp(headers) && Number.isFinite(reset) ? reset * 1000 - Date.now() : 0
  return Math.min(Math.max(retryAfterMs(headers) ?? untilReset, 0), LONGEST_PAUSE_MS)
}

/** Nothing is left of the window, for nobody. */
export const isUsedUp = (headers: Headers): boolean => headers.get('x-ratelimit-remaining') === '0'

/** `Retry-After` in seconds (RFC 9110, 10.2.3). Intercom does not document it; where it stands, it is meant. */
function retryAfterMs(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return seconds >= 0 ? Math.min(seconds * 1000, LONGEST_PAUSE_MS) : undefined
}

/** `undefined` where a body is no JSON. */
export function parseBody(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const codeOf = (body: unknown): string =>
  body === undefined ? NOT_JSON : (ErrorList.safeParse(body).data?.errors[0]?.code ?? 'no_error_code')

const Coded = z.object({ code: z.string() })
/** Why there was no answer at all. */
export function networkCode(cause: unknown): string {
  const inner = cause instanceof Error ? cause.cause : undefined
  return Coded.safeParse(inner).data?.code ?? (cause instanceof Error ? cause.name : 'unknown')
}
