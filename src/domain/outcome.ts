import type { Draft } from './draft.ts'
import type { TeamId } from './ids.ts'

/** Why a conversation goes to people. Each reason has its own words for the contact and for the team. */
export const HAND_OFF_REASONS = [
  'person_requested',
  'legal_threat',
  'self_harm',
  'account_security',
  'data_deletion',
  'nothing_found',
  'low_confidence',
  'not_grounded',
  'unreadable',
  'stale',
  'unexpected_error',
  'delivery_unknown',
  'over_budget',
  'source_stale',
] as const
export type HandOffReason = (typeof HAND_OFF_REASONS)[number]

export const SILENT_REASONS = [
  'nothing_unanswered',
  'no_answer_needed',
  'mode_off',
  'taken_over',
  'not_ours',
  'handed_off',
  'closed',
  'snoozed',
  'deleted',
  'redacted',
  'fin_at_work',
  'no_team',
  'not_in_pilot',
] as const
export type SilentReason = (typeof SILENT_REASONS)[number]

export type QuestionReason = 'unreadable' | 'missing_fact'

/**
 * What the bot chose to do about one turn. `rule` names the line of the decision table that fired.
 * - `reply`: answer the contact
 * - `clarify`: one question, because a fact is missing
 * - `propose`: a draft for teammates; `because` says what keeps it from the contact
 * - `hand_off`: to `team`, with a note; the draft, if any, rides on the note
 * - `close`: the contact thanked for the bot's answer, and nothing else waits
 * - `stay_silent`: deliberately nothing
 */
export type Outcome =
  | { readonly kind: 'reply'; readonly rule: string; readonly confidence: number; readonly draft: Draft }
  | {
      readonly kind: 'clarify'
      readonly rule: string
      readonly question: QuestionReason
      /** The question as a model put it; absent = in our own words. */
      readonly text?: string
    }
  | {
      readonly kind: 'propose'
      readonly rule: string
      readonly because: string
      readonly confidence: number
      readonly draft?: Draft
      readonly handOff?: HandOffReason
      /** The question that would have been asked. */
      readonly ask?: string
    }
  | {
      readonly kind: 'hand_off'
      readonly rule: string
      readonly reason: HandOffReason
      readonly team: TeamId
      readonly confidence?: number
      readonly draft?: Draft
    }
  | { readonly kind: 'close'; readonly rule: string }
  | { readonly kind: 'stay_silent'; readonly rule: string; readonly reason: SilentReason }
