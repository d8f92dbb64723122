import type { Conversation } from '../domain/conversation.ts'
import type { Mode } from '../domain/mode.ts'
import type { SilentReason } from '../domain/outcome.ts'
import type { Situation } from './read-situation.ts'

/** How far the bot may go in a conversation as it stands. `because` is for the note and the audit trail. */
export type Permission =
  | { readonly kind: 'all' }
  | { readonly kind: 'notes'; readonly because: NotesBecause }
  | { readonly kind: 'nothing'; readonly reason: SilentReason }

export type NotesBecause = 'mode_suggest' | 'email' | 'reopened_after_close' | 'beginning_unseen'

export type ActingLimits = { readonly mode: Mode; readonly email: 'suggest' | 'auto' }

/** DESIGN 3, "May we speak". In `shadow` the turn is judged as in `auto`; that it has no effect is decided later. */
export function mayAct(conversation: Conversation, situation: Situation, limits: ActingLimits): Permission {
  const silent = mustBeSilent(conversation, limits.mode)
  if (silent) return { kind: 'nothing', reason: silent }
  const permission = limits.mode === 'suggest' ? SUGGEST : mayAnswer(conversation, situation, limits)
  if (permission.kind === 'nothing') return permission
  if (situation.unanswered.length === 0) return { kind: 'nothing', reason: 'nothing_unanswered' }
  if (situation.unanswered.every((entry) => entry.redacted)) return { kind: 'nothing', reason: 'redacted' }
  return permission
}

const SUGGEST: Permission = { kind: 'notes', because: 'mode_suggest' }

/** What silences every mode: a note would wake a snoozed conversation, and Fin must not be talked over. */
function mustBeSilent(conversation: Conversation, mode: Mode): SilentReason | undefined {
  if (mode === 'off') return 'mode_off'
  if (conversation.state === 'closed') return 'closed'
  if (conversation.state === 'snoozed') return 'snoozed'
  return conversation.finAtWork ? 'fin_at_work' : undefined
}

/** Whose conversation it is. */
function mayAnswer(conversation: Conversation, situation: Situation, limits: ActingLimits): Permission {
  if (situation.handedOff) return { kind: 'nothing', reason: 'handed_off' }
  if (situation.reopenedAfterClose) return { kind: 'notes', because: 'reopened_after_close' }
  if (situation.takenOver) return { kind: 'nothing', reason: 'taken_over' }
  if (!situation.oursToAnswer) return { kind: 'nothing', reason: 'not_ours' }
  if (situation.beginningUnseen) return { kind: 'notes', because: 'beginning_unseen' }
  if (conversation.channel === 'email' && limits.email === 'suggest')
    return { kind: 'notes', because: 'email' }
  return { kind: 'all' }
}
