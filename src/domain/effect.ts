import type { EntryId, TurnId } from './ids.ts'

export const EFFECT_KINDS = [
  'reply',
  'question',
  'handoff_message',
  'note',
  'assignment',
  'tag',
  'close',
] as const
/**
 * One thing to be done in Intercom; what is known about each is in effect-rules.ts.
 * - `reply`, `question`, `handoff_message`: comments that the contact sees
 * - `note`: for teammates only; its target is its purpose
 * - `assignment`: to the team in `target`
 * - `tag`: the tag with the id in `target`
 * - `close`: without a word
 */
export type EffectKind = (typeof EFFECT_KINDS)[number]

export const EFFECT_STATES = ['pending', 'sending', 'sent', 'superseded', 'failed'] as const
export type EffectState = (typeof EFFECT_STATES)[number]

/** An effect as planned by a turn, before it is written down. */
export type PlannedEffect = {
  readonly kind: EffectKind
  readonly target: string
  /** HTML of a comment or note; the other kinds have none. */
  readonly body?: string
}

/** An effect row. `key` = app:conversation:as-of:kind:target[:hand-back], so that running twice finds the same row. */
export type Effect = PlannedEffect & {
  readonly key: string
  readonly turnId: TurnId
  readonly asOf: EntryId
  readonly position: number
  readonly state: EffectState
  readonly partId?: EntryId
  readonly attempts: number
}

/** What a part of ours was for: enough to read a conversation's history. */
export type BoundPart = {
  readonly partId: EntryId
  readonly kind: EffectKind
  readonly target: string
  readonly asOf: EntryId
}
