import type { Patience } from '../../../src/domain/patience.ts'

/** The same waits in the same proportions, so many times shorter. */
export const hurried = (own: Patience, times: number): Patience => ({
  getTimeoutMs: own.getTimeoutMs / times,
  postTimeoutMs: own.postTimeoutMs / times,
  lookFromMs: own.lookFromMs / times,
  lookUntilMs: own.lookUntilMs / times,
  readLagMs: own.readLagMs / times,
  acceptedAgainMs: own.acceptedAgainMs / times,
})
