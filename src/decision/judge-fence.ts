import type { Conversation } from '../domain/conversation.ts'
import type { SilentReason } from '../domain/outcome.ts'
import type { Permission } from './may-act.ts'
import type { Situation } from './read-situation.ts'

/** A conversation as it stood at one read. */
export type View = { readonly conversation: Conversation; readonly situation: Situation }

export type FreshTurnBecause =
  | 'newer_message'
  | 'teammate_note'
  | 'program_note'
  | 'assignee_changed'
  | 'permission_changed'

export type FenceVerdict =
  | { readonly kind: 'go' }
  | { readonly kind: 'fresh_turn'; readonly because: FreshTurnBecause }
  | { readonly kind: 'stop'; readonly reason: SilentReason }

export type FenceCase = {
  readonly start: View
  readonly startPermission: Permission
  readonly now: View
  readonly permission: Permission
  /** How often turns of this as-of were started anew for a note. */
  readonly restarts: NoteRestarts
}

export type NoteRestarts = Readonly<Record<'program_note' | 'teammate_note', number>>

/**
 * A note by another program starts a turn anew once, not for ever. Many programs write in a teammate's name, so that
 * their notes cannot be told from a person's: those do so a few times. A note takes nothing over.
 */
const MOST_RESTARTS: NoteRestarts = { program_note: 1, teammate_note: 3 }

/** DESIGN 3, "The fence": is this still the conversation that the draft was written for? */
export function judgeFence(fence: FenceCase): FenceVerdict {
  const { start, startPermission, now, permission } = fence
  if (wasRedacted(start, now)) return { kind: 'stop', reason: 'redacted' }
  if (permission.kind === 'nothing' && !isAnsweredSuggestion(fence, permission.reason)) {
    return { kind: 'stop', reason: permission.reason }
  }
  if (now.situation.asOf !== start.situation.asOf) return { kind: 'fresh_turn', because: 'newer_message' }
  const note = newNote(fence)
  if (note) return { kind: 'fresh_turn', because: note }
  if (permission.kind !== 'nothing' && permission.kind !== startPermission.kind) {
    return { kind: 'fresh_turn', because: 'permission_changed' }
  }
  if (startPermission.kind === 'all' && assigneeOf(start) !== assigneeOf(now)) {
    return { kind: 'fresh_turn', because: 'assignee_changed' }
  }
  return { kind: 'go' }
}

/** A teammate answered while a suggestion was being drafted: the draft is still noted. */
const isAnsweredSuggestion = ({ startPermission }: FenceCase, reason: SilentReason): boolean =>
  startPermission.kind === 'notes' && reason === 'nothing_unanswered'

const wasRedacted = (start: View, now: View): boolean =>
  start.situation.unanswered.some(
    ({ id, redacted }) => !redacted && now.conversation.entries.find((entry) => entry.id === id)?.redacted,
  )

function newNote({ start, now, restarts }: FenceCase): keyof NoteRestarts | undefined {
  const known = new Set(start.situation.foreignNotes.map((note) => note.id))
  const fresh = now.situation.foreignNotes.filter((note) => !known.has(note.id))
  if (fresh.length === 0) return undefined
  const because = fresh.some((note) => note.by === 'teammate') ? 'teammate_note' : 'program_note'
  return restarts[because] < MOST_RESTARTS[because] ? because : undefined
}

const assigneeOf = ({ conversation }: View): string =>
  `${conversation.adminAssignee ?? ''}/${conversation.teamAssignee ?? ''}`
