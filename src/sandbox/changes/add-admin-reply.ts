import type { Change, Stamp } from '../change.ts'
import type { Conversation, ReplyOption, Writing } from '../conversation.ts'
import { appendEntry } from './append-entry.ts'
import { newEntry } from './new-entry.ts'

/** What a teammate, or a program in a teammate's name, writes. */
export type AdminReply = {
  readonly adminId: string
  readonly kind: 'comment' | 'note' | 'quick_reply'
  readonly writing: Writing
  readonly replyOptions: readonly ReplyOption[]
}

/**
 * A teammate writes. Comments and notes both wake a snoozed conversation and leave a closed one closed; only a comment
 * ends the contact's waiting (reference, 2.4, 2.5 and 3).
 */
export const addAdminReply = (conversation: Conversation, reply: AdminReply, stamp: Stamp): Change => {
  const { kind, writing, replyOptions, adminId } = reply
  const stateAfter = conversation.state === 'closed' ? 'closed' : 'open'
  const entry = newEntry(
    { ...writing, kind, replyOptions, author: { kind: 'admin', id: adminId }, stateAfter },
    stamp,
  )
  const next = appendEntry(conversation, entry)
  return kind === 'note'
    ? { conversation: next, entry, topic: 'conversation.admin.noted' }
    : { conversation: { ...next, waitingSince: null }, entry, topic: 'conversation.admin.replied' }
}
