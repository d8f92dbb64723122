import { LANES, type Lane } from '../../domain/lane.ts'
import type { RateWindow, ToldWindow } from '../../domain/rate-window.ts'

/** How much of our share each lane leaves to the lanes above it. A reply may take the last permit. */
const HELD: Readonly<Record<Lane, number>> = { reply: 0, hand_off: 0.05, note: 0.1, sync: 0.25, digest: 0.5 }

/** Who waited for the same reset goes in the order of the lanes, each so much after the one before. */
const LANE_STEP_MS = 50

export type Ask = {
  readonly lane: Lane
  /** Windows that this call has waited through. */
  readonly waited: number
}

export type Verdict = { readonly kind: 'go' } | { readonly kind: 'wait'; readonly waitMs: number }

/** The share that a lane leaves alone; half as much with each window it has waited, so that nobody waits for ever. */
export const heldBy = ({ lane, waited }: Ask): number => HELD[lane] / 2 ** waited

/** Calls in a window that are ours: the rest of the limit is left to the workspace's other integrations. */
export const sizeOf = ({ limit }: Pick<RateWindow, 'limit'>, share: number): number =>
  Math.max(1, Math.floor(limit * share))

/**
 * Permits that we may still take: never more than our share, and never more than others have left of the limit. What
 * others may still need of theirs is safe by the first, so that it needs no reserve of its own.
 */
export const leftOf = (window: RateWindow, share: number): number =>
  Math.max(0, Math.min(sizeOf(window, share), window.limit - window.others) - window.taken)

/** Permits that a lane may still take. */
export const leftFor = (window: RateWindow, share: number, ask: Ask): number =>
  Math.max(0, leftOf(window, share) - Math.floor(sizeOf(window, share) * heldBy(ask)))

/** May a call of this lane go now, or how long does it wait? */
export function judgeWindow(window: RateWindow, share: number, ask: Ask): Verdict {
  if (leftFor(window, share, ask) > 0) return { kind: 'go' }
  return { kind: 'wait', waitMs: Math.max(1, window.endsInMs) + LANES.indexOf(ask.lane) * LANE_STEP_MS }
}

/** A told end that differs by less is the same one: resets are told in whole seconds. */
const SAME_END_MS = 1_000

/** Is what an answer told worth a trip to the database? While others leave us our share, it seldom is. */
export function isNews(window: RateWindow, told: ToldWindow, share: number): boolean {
  if (told.limit !== window.limit) return true
  if (Math.abs(told.endsInMs - window.endsInMs) > SAME_END_MS) return true
  const others = told.limit - told.remaining - window.taken
  return others > window.others && others > window.limit - sizeOf(window, share)
}
