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
  const resetMs = readTold(facts)?.endsInMs ?? WINDOW_MS
  return new RateLimitedError(call, codeOf(body), Math.max(resetMs, SHORTEST_WAIT_MS))
}

/** `X-RateLimit-Reset` is a unix time in seconds (Intercom docs, "Rate Limiting"). */
export function pauseOf(headers: Headers): number {
  const reset = Number(headers.get('x-ratelimit-reset') ?? 0)
  if (headers.get('x-ratelimit-remaining') !== '0' || !Number.isFinite(reset)) return 0
  return Math.min(Math.max(reset * 1000 - Date.now(), 0), LONGEST_PAUSE_MS)
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
