import type { Draft } from './draft.ts'
import type { AppId, ContactId, TeamId } from './ids.ts'
import type { Mode } from './mode.ts'
import type { HandOffReason } from './outcome.ts'

/** Thresholds and permissions, as data. */
export type Policy = {
  /** The general mode; a topic's own mode replaces it. */
  readonly mode: Mode
  readonly topics: readonly TopicPolicy[]
  /** From this confidence (0..1) the bot answers by itself, by who drafted. */
  readonly minConfidence: Readonly<Record<Draft['by'], number>>
  readonly email: 'suggest' | 'auto'
  readonly staleMs: number
  /** A source that was reviewed longer ago, in days, makes a reply a draft that is handed off. */
  readonly reviewDays: number
  readonly teams: readonly { readonly teamId: TeamId; readonly when: readonly HandOffReason[] }[]
  /** Absent only where no mode is `auto`, so that nothing can be assigned. */
  readonly handOffTeam?: TeamId
  /** Whether a conversation is closed when the contact thanks for the bot's answer. */
  readonly closeWhenThanked: boolean
  readonly suggestNote: 'always' | 'first' | 'never'
  /** Absent: everybody may get an answer. */
  readonly pilot?: Pilot
}

/** Who may get an answer at first. */
export type Pilot = {
  /** Contact ids are not unique across workspaces. */
  readonly appId: AppId
  /** Always in. */
  readonly contacts: readonly ContactId[]
  /** How many of all others are in, 0..1. */
  readonly share: number
}

export type TopicPolicy = { readonly name: string; readonly mode?: Mode; readonly minConfidence?: number }

/** DESIGN 7: the extractive mind answers by itself from .85, a model whose claims were verified from .75. */
export const EXTRACTIVE_MIN_CONFIDENCE = 0.85
export const MODEL_MIN_CONFIDENCE = 0.75

/** Mode and threshold in force for a topic. */
export function policyFor(
  policy: Policy,
  topic: string,
  by: Draft['by'] = 'extractive',
): { readonly mode: Mode; readonly minConfidence: number } {
  const own = policy.topics.find((candidate) => candidate.name === topic)
  return { mode: own?.mode ?? policy.mode, minConfidence: own?.minConfidence ?? policy.minConfidence[by] }
}
