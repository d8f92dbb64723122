/** How long an unknown is borne, in milliseconds (DESIGN 3, "Settlement" and "A read may lag behind its webhook"). */
export type Patience = {
  /** A read without an answer is given up, and tried again. */
  readonly getTimeoutMs: number
  /** A POST without an answer has an unknown outcome. */
  readonly postTimeoutMs: number
  /** An effect with an unknown outcome is not looked for before this long after its POST began … */
  readonly lookFromMs: number
  /** … and until this long after it; what is not there then counts as not done. */
  readonly lookUntilMs: number
  /** For this long after we heard of a part, a read without it is too old to act on. */
  readonly readLagMs: number
  /** While Intercom does not accept the token, it is asked so often whether it does again. */
  readonly acceptedAgainMs: number
}

/** What is promised rests on these: no double as long as a part becomes visible within 30 s. */
export const PATIENCE: Patience = {
  getTimeoutMs: 10_000,
  postTimeoutMs: 10_000,
  lookFromMs: 20_000,
  lookUntilMs: 30_000,
  readLagMs: 30_000,
  acceptedAgainMs: 30_000,
}
