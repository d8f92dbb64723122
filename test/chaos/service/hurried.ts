import type { Patience } from '../../../src/domain/patience.ts'

/** The same waits in the same proportions, so many times shorter. */
export function hurried(own: Patience, times: number): Patience {
  const shorter = (ms: number) => Math.round(ms / times)
  return {
    getTimeoutMs: shorter(own.getTimeoutMs),
    postTimeoutMs: shorter(own.postTimeoutMs),
    lookFromMs: shorter(own.lookFromMs),
    lookUntilMs: shorter(own.lookUntilMs),
    readLagMs: shorter(own.readLagMs),
    acceptedAgainMs: shorter(own.acceptedAgainMs),
  }
}
