/**
 * One window of Intercom's rate limit, as all instances together know it. "10,000 calls/min per app and 25,000 calls/min
 * per workspace by default; spread over 10-second windows (about 1,666 and 4,166 per window)" (Intercom docs, "Rate
 * Limiting"). Private apps share the workspace's pool with each other.
 */
export type RateWindow = {
  /** Counts our windows: an answer only tells of the window that its call was counted in. */
  readonly serial: number
  /** Milliseconds until it ends, from when it was read. */
  readonly endsInMs: number
  /** Calls that Intercom allows in it, to everybody. */
  readonly limit: number
  /** Permits that our instances have taken, used or not. */
  readonly taken: number
  /** Calls that others have made in it, as far as the headers show. */
  readonly others: number
}

/**
 * What an answer's headers say of the window it was counted in: "X-RateLimit-Limit, X-RateLimit-Remaining,
 * X-RateLimit-Reset (unix seconds)" stand "on every response" (Intercom docs, "Rate Limiting").
 */
export type ToldWindow = {
  readonly limit: number
  readonly remaining: number
  /** Milliseconds from the answer to the reset. */
  readonly endsInMs: number
}
