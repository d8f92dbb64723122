import { LANES, type Lane } from '../../domain/lane.ts'
import type { RateWindow, ToldWindow } from '../../domain/rate-window.ts'

/**
 * How much of our share each lane leaves to the lanes above it. A reply may take the last permit. Beginning a turn leaves
 * what ends those that are under way, for a turn that is read and not written is read again.
 */
const HELD: Readonly<Record<Lane, number>> = {
  reply: 0,
  hand_off: 0.05,
  note: 0.1,
  turn: 0.4,
  sync: 0.6,
  digest: 0.75,
}

/** What the longest end of a turn takes: the fence, a message, a note, an assignment and a tag. */
const ONE_END = 5

/** Who waited for the same reset goes in the order of the lanes, each so much after the one before. */
const LANE_STEP_MS = 50

export type Ask = {
  readonly lane: Lane
  /** Windows that this call has waited through. */
  readonly waited: number
  /** Permits that it takes at once: its own, and those of the writes that follow it. */
  readonly need: number
}

export type Verdict = { readonly kind: 'go' } | { readonly kind: 'wait'; readonly waitMs: number }

/** What a lane leaves alone: a share of ours, and at least so many calls. */
export type Reserve = { readonly share: number; readonly calls: number }

/** Half as much with each window that was waited, so that nobody waits for ever; one turn can always be ended. */
export const reserveOf = ({ lane, waited }: Pick<Ask, 'lane' | 'waited'>): Reserve => ({
  share: HELD[lane] / 2 ** waited,
  calls: LANES.indexOf(lane) < LANES.indexOf('turn') ? 0 : ONE_END,
})

/** Calls in a window that are ours: the rest of the limit is left to the workspace's other integrations. */
export const sizeOf = ({ limit }: Pick<RateWindow, 'limit'>, share: number): number =>
  Math.max(1, Math.floor(limit * share))

/**
 * Permits that we may still take: never more than our share, and never more than others have left of the limit. What
 * others may still need of theirs is safe by the first, so that it needs no reserve of its own.
 */
export const leftOf = (window: RateWindow, share: number): number =>
  Math.max(0, Math.min(sizeOf(window, share), window.limit - window.others) - window.taken)

/** Calls that a lane leaves alone. Of a full window, everybody may take one. */
const reservedFrom = (size: number, { share, calls }: Reserve): number =>
  Math.max(Math.floor(size * share), Math.min(calls, size - 1))

/** Permits that a lane may still take. */
export function leftFor(window: RateWindow, share: number, ask: Pick<Ask, 'lane' | 'waited'>): number {
  return Math.max(0, leftOf(window, share) - reservedFrom(sizeOf(window, share), reserveOf(ask)))
}

/** Permits that it takes to go: who needs more than a whole window has goes with a whole one. */
export function neededFor(window: RateWindow, share: number, ask: Ask): number {
  const size = sizeOf(window, share)
  return Math.min(ask.need, size - reservedFrom(size, reserveOf(ask)))
}

/** May a call of this lane go now, or how long does it wait? */
export function judgeWindow(window: RateWindow, share: number, ask: Ask): Verdict {
  if (leftFor(window, share, ask) >= neededFor(window, share, ask)) return { kind: 'go' }
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
