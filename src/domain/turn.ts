import type { ConversationRef, TurnId } from './ids.ts'

/** One run of one turn. `token` makes it powerless as soon as a newer run takes the conversation. */
export type Turn = ConversationRef & {
  readonly turnId: TurnId
  readonly token: number
  /** How much had been heard when it began; more means that something newer was asked. */
  readonly asked: number
  readonly startedAt: Date
}

/** What became of a run: over, or to be woken again after so many milliseconds. */
export type RunEnd = { readonly kind: 'over' } | { readonly kind: 'again'; readonly waitMs: number }

export const OVER: RunEnd = { kind: 'over' }
export const again = (waitMs: number): RunEnd => ({ kind: 'again', waitMs })
