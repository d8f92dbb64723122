import { IntercomError } from './intercom-error.ts'

/** The code of a call that our own limiter did not let out. Intercom's own refusal is `rate_limit_exceeded`. */
export const HELD_BACK = 'held_back'

/** A call that was not made, or was answered 429: nothing happened, and it may be made again after `waitMs`. */
export class RateLimitedError extends IntercomError {
  readonly waitMs: number
  constructor(call: string, code: string, waitMs: number) {
    super(call, 429, code)
    this.waitMs = waitMs
  }
}
