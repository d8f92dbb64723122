import type { AdminId, ContactId, ConversationId, EntryId, TagId, TeamId } from './ids.ts'

/**
 * Who wrote an entry, as Intercom tells it.
 * - `contact`: user, lead or visitor
 * - `admin`: a teammate's id; whether it is *ours* is decided by effects, not by the id (see `readSituation`)
 * - `operator`: Operator, a workflow or Fin: type `bot`, or an admin with an operator e-mail
 * - `system`: anything else, a missing author included
 */
export type Author =
  | { readonly kind: 'contact'; readonly id: ContactId }
  | { readonly kind: 'admin'; readonly id: AdminId }
  | { readonly kind: 'operator' }
  | { readonly kind: 'system' }

/** Where an assignment points; `nobody` when the conversation was unassigned. */
export type Assignee =
  | { readonly kind: 'admin'; readonly id: AdminId }
  | { readonly kind: 'team'; readonly id: TeamId }
  | { readonly kind: 'nobody' }

/** What we need to know of a part's type; Intercom's set is open, the rest is `other`. */
export type EntryKind = 'source' | 'comment' | 'note' | 'assignment' | 'close' | 'open' | 'snooze' | 'other'

/** The first message or a part. `text` is plain text; empty when the entry carries none. */
export type Entry = {
  readonly id: EntryId
  readonly author: Author
  readonly kind: EntryKind
  readonly text: string
  /** Attachments and inline images: things the bot cannot read. */
  readonly attachments: number
  readonly hasReplyOptions: boolean
  readonly redacted: boolean
  readonly at: Date
  /** Present on assignments. */
  readonly assignedTo?: Assignee
  /** Intercom says that a program made it through the API; often it does not say so of one that did. */
  readonly byProgram?: true
}

export type Channel = 'chat' | 'email' | 'other'

/** A conversation as read through the API at one moment. `entries[0]` is the source. */
export type Conversation = {
  readonly id: ConversationId
  readonly state: 'open' | 'closed' | 'snoozed'
  readonly channel: Channel
  readonly createdAt: Date
  /** Everybody on the customer's side who takes part: they all read what the bot writes. */
  readonly contactIds: readonly ContactId[]
  /** The contact's name, or e-mail address where there is none. */
  readonly contactName?: string
  /** Until when it sleeps, or slept. */
  readonly snoozedUntil?: Date
  readonly adminAssignee?: AdminId
  readonly teamAssignee?: TeamId
  /** Fin takes part and has not handed over (reference: Intercom `ai_agent.resolution_state`). */
  readonly finAtWork: boolean
  readonly tags: readonly TagId[]
  /** There are parts before the oldest one that Intercom gives out: nobody can tell from here what happened in them. */
  readonly isCut: boolean
  readonly entries: readonly Entry[]
}

/**
 * A *comment* is any entry but a note that carries text, reply options or attachments. One that was redacted still is
 * one: somebody spoke, although nobody can read it any more.
 */
export const isComment = (entry: Entry): boolean =>
  entry.kind !== 'source' &&
  entry.kind !== 'note' &&
  (entry.text !== '' || entry.attachments > 0 || entry.hasReplyOptions || entry.redacted)

/**
 * A conversation without what was written up to a moment: somebody spoke, although nobody may know any more what was said.
 * Without a contact's word since then, nobody needs their name, either.
 */
export function forgetUntil(conversation: Conversation, moment: Date | null): Conversation {
  if (!moment) return conversation
  const { contactName, ...rest } = conversation
  const isForgotten = (entry: Entry) => entry.at <= moment
  const isNamed = conversation.entries.some((entry) => isContactEntry(entry) && !isForgotten(entry))
  return {
    ...rest,
    ...(isNamed && contactName && { contactName }),
    entries: conversation.entries.map((entry) => (isForgotten(entry) ? withoutText(entry) : entry)),
  }
}

const withoutText = (entry: Entry): Entry =>
  entry.kind === 'source' || entry.kind === 'note' || isComment(entry)
    ? { ...entry, text: '', attachments: 0, hasReplyOptions: false, redacted: true }
    : entry

/** A *contact entry* is the source or a comment, written by a contact. */
export const isContactEntry = (entry: Entry): boolean =>
  entry.author.kind === 'contact' && (entry.kind === 'source' || isComment(entry))
