import type { Conversation, Entry } from './conversation.ts'

/** The notification topics the sandbox sends (reference, 1.5). */
export type Topic =
  | 'conversation.user.created'
  | 'conversation.user.replied'
  | 'conversation.admin.single.created'
  | 'conversation.admin.replied'
  | 'conversation.admin.noted'
  | 'conversation.admin.assigned'
  | 'conversation.admin.closed'
  | 'conversation.admin.opened'
  | 'conversation.admin.snoozed'
  | 'conversation.admin.unsnoozed'
  | 'conversation.operator.replied'
  | 'conversation.deleted'
  | 'conversation_part.redacted'
  | 'conversation_part.tag.created'

/** One change of a conversation: how it is now, the entry that is new or touched, and what it is announced as. */
export type Change = {
  readonly conversation: Conversation
  readonly entry: Entry | null
  /** null: Intercom announces nothing. */
  readonly topic: Topic | null
}

/** When and under which id an entry is made. */
export type Stamp = {
  readonly id: string
  /** Unix seconds. */
  readonly createdAt: number
  /** Unix milliseconds from which reads show the entry. */
  readonly visibleFromMs: number
}
