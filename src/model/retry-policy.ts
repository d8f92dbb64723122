import { z } from 'zod'
import type { OpenCall } from './open-call.ts'

const Headers = z.custom<{ get(name: string): string | null }>(
  (value) => typeof value === 'object' && value !== null && 'get' in value,
)

export type ResponseHeaders = z.infer<typeof Headers>

export const HttpError = z.object({
  status: z.number(),
  code: z.string().nullish().catch(undefined),
  headers: Headers.optional().catch(undefined),
})

/**
 * Told of every attempt that failed; throws when there must not be a second one. LangChain's own rule would wait longer
 * than a turn may last, would not repeat a 429 that names no time, and would pay twice for an answer that it cannot read.
 */
export const createRetryPolicy =
  ({ leftMs, refused, status }: OpenCall) =>
  (error: unknown): void => {
    const isTimeout = error instanceof Error && ['TimeoutError', 'AbortError'].includes(error.name)
    // A slow model is slow again, and the time is what is scarce.
    if (isTimeout || refused()) throw error
    const http = HttpError.safeParse(error).data
    if (!http) {
      if (status() === undefined) return
      throw error
    }
    if (http.status === 429) waitAsTold(error, http, leftMs())
    else if (http.status !== 408 && http.status < 500) throw error
  }

/** LangChain waits as long as `retryAfterMs` on the error says, and at least its own pause of one to two seconds. */
function waitAsTold(error: unknown, { code, headers }: z.infer<typeof HttpError>, leftMs: number): void {
  const waitMs = retryAfterMs(headers)
  if (code === 'insufficient_quota' || (waitMs ?? 0) >= leftMs) throw error
  if (waitMs !== undefined && error instanceof Error) Object.assign(error, { retryAfterMs: waitMs })
}

/** How long a server asks to wait, if it does. */
export function retryAfterMs(headers: ResponseHeaders | undefined): number | undefined {
  const exact = headers?.get('retry-after-ms')
  const coarse = headers?.get('retry-after')
  const wait = exact ? Number(exact) : coarse ? secondsOrDate(coarse) : undefined
  return wait !== undefined && wait >= 0 ? wait : undefined
}

const secondsOrDate = (value: string): number =>
  Number.isNaN(Number(value)) ? Date.parse(value) - Date.now() : Number(value) * 1_000
