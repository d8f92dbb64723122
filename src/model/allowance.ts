/** What one turn may still spend on models: HTTP requests, repairs and retries included, and time (DESIGN 7). */
export type Allowance = {
  /** Takes one request; `false` when none is left or the time is up. */
  readonly takeRequest: () => boolean
  /** Milliseconds of model time that are left, 0 at least. */
  readonly leftMs: () => number
  /** Counts time that a call took. */
  readonly spendMs: (ms: number) => void
}

export type AllowanceLimits = { readonly requests: number; readonly timeMs: number }

/** DESIGN 7: never more than 6 HTTP requests and 45 s of model time in a turn; then extractive. */
export const TURN_ALLOWANCE: AllowanceLimits = { requests: 6, timeMs: 45_000 }

export function createAllowance({ requests, timeMs }: AllowanceLimits = TURN_ALLOWANCE): Allowance {
  let requestsLeft = requests
  let msLeft = timeMs
  return {
    takeRequest: () => {
      if (requestsLeft <= 0 || msLeft <= 0) return false
      requestsLeft -= 1
      return true
    },
    leftMs: () => Math.max(0, msLeft),
    spendMs: (ms) => {
      msLeft -= ms
    },
  }
}
