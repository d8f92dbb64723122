import type { ToldWindow } from '../../domain/rate-window.ts'

/** A reset that is further off than a minute is none that we know of; nobody waits longer for it. */
const LONGEST_MS = 60_000

/**
 * What an answer says of the rate limit (see `ToldWindow`). The reset is told by Intercom's clock, and so is the `Date`
 * beside it (RFC 9110, 6.6.1): their distance holds whatever our own clock says.
 */
export function readTold({
  headers,
  answeredAtMs,
}: {
  readonly headers: Headers
  readonly answeredAtMs: number
}): ToldWindow | undefined {
  const number = (name: string) => Number(headers.get(name) ?? Number.NaN)
  const limit = number('x-ratelimit-limit')
  const remaining = number('x-ratelimit-remaining')
  const resetMs = number('x-ratelimit-reset') * 1000
  if (!(limit >= 1 && remaining >= 0 && Number.isFinite(resetMs))) return undefined
  const date = Date.parse(headers.get('date') ?? '')
  const endsInMs = resetMs - (Number.isNaN(date) ? answeredAtMs : date)
  return {
    limit: Math.floor(limit),
    remaining: Math.floor(remaining),
    endsInMs: Math.min(Math.max(endsInMs, 0), LONGEST_MS),
  }
}
