import type { Allowance } from './allowance.ts'
import { createMeter, type Meter } from './metered-fetch.ts'

/** A call while it lasts: what it may still spend, and who may end it. */
export type OpenCall = Meter & {
  /** The caller's: the answer is not wanted any more. */
  readonly wanted: AbortSignal
  /** The call's own: its time is up. */
  readonly deadline: AbortSignal
  /** Either of the two. */
  readonly signal: AbortSignal
  readonly elapsedMs: () => number
  readonly leftMs: () => number
}

const LONGEST_TIMER_MS = 2 ** 31 - 1

export function openCall(allowance: Allowance, wanted: AbortSignal): OpenCall {
  const timeMs = Math.min(Math.ceil(allowance.leftMs()), LONGEST_TIMER_MS)
  const startedMs = performance.now()
  const elapsedMs = () => performance.now() - startedMs
  const deadline = AbortSignal.timeout(timeMs)
  const signal = AbortSignal.any([wanted, deadline])
  const leftMs = () => Math.max(0, timeMs - elapsedMs())
  return { ...createMeter(allowance, signal), wanted, deadline, signal, elapsedMs, leftMs }
}
