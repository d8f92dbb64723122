import type { Effect, EffectKind } from './effect.ts'
import type { Lane } from './lane.ts'

/** The lanes in which something is written. */
export type EffectLane = Extract<Lane, 'reply' | 'hand_off' | 'note'>

/** All that the walk knows about one kind of effect. docs/turns.md shows the same table; a test holds the two together. */
export type EffectRule = {
  /** What it becomes in the conversation. */
  readonly becomes: 'comment' | 'note' | 'assignment' | 'tag' | 'close'
  readonly seenBy: 'contact' | 'teammates'
  /** How an unknown outcome is found out: by looking for a part of ours, or by reading the state that it wants. */
  readonly settledBy: 'part' | 'state'
  /** How often it is tried when its outcome stays unknown. What is a state may be done again without harm. */
  readonly mostAttempts: number
  /** What a refusal for good (a 4xx) leads to: the job comes again, or the turn goes on without it. */
  readonly whenRefused: 'come_again' | 'go_on'
  readonly lane: EffectLane
}

const COMMENT = {
  becomes: 'comment',
  seenBy: 'contact',
  settledBy: 'part',
  mostAttempts: 2,
  whenRefused: 'come_again',
} as const
const STATE = { seenBy: 'teammates', settledBy: 'state', mostAttempts: 5 } as const

/** One line per kind; a kind that comes later gets its line here, and the compiler asks for the rest. */
export const EFFECT_RULES: Readonly<Record<EffectKind, EffectRule>> = {
  reply: { ...COMMENT, lane: 'reply' },
  question: { ...COMMENT, lane: 'reply' },
  handoff_message: { ...COMMENT, lane: 'hand_off' },
  note: { ...COMMENT, becomes: 'note', seenBy: 'teammates', lane: 'note' },
  assignment: { ...STATE, becomes: 'assignment', whenRefused: 'come_again', lane: 'hand_off' },
  tag: { ...STATE, becomes: 'tag', whenRefused: 'go_on', lane: 'note' },
  close: { ...STATE, becomes: 'close', whenRefused: 'go_on', lane: 'note' },
}

/** The note of a hand-off goes with it. */
export const laneOf = ({ kind, target }: Pick<Effect, 'kind' | 'target'>): EffectLane =>
  kind === 'note' && target === 'handoff' ? 'hand_off' : EFFECT_RULES[kind].lane

export const isVisibleToContact = (kind: EffectKind): boolean => EFFECT_RULES[kind].seenBy === 'contact'

/** Comments and notes have a text, which can be erased; the others are what their target says. */
export const hasText = (kind: EffectKind): boolean => ['comment', 'note'].includes(EFFECT_RULES[kind].becomes)

/** What answers a contact's messages; a message about a hand-off leaves them open. */
export const isAnswer = (kind: EffectKind): boolean =>
  isVisibleToContact(kind) && EFFECT_RULES[kind].lane === 'reply'
