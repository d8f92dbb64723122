/** Who wrote an entry. Fin and workflows share Operator's id; only Fin's text counts as an AI answer. */
export type Author =
  | { readonly kind: 'contact'; readonly id: string }
  | { readonly kind: 'admin'; readonly id: string }
  | { readonly kind: 'fin' }
  | { readonly kind: 'workflow' }

/** A file somebody attached; Intercom's own urls are signed and expire. */
export type Attachment = {
  readonly name: string
  readonly url: string
  readonly contentType: string
}

/** A choice that a quick reply offers, or the one a contact took. */
export type ReplyOption = { readonly text: string; readonly uuid: string }

/** A team or an admin; id null takes that kind of assignee away. */
export type Assignee = { readonly type: 'admin' | 'team'; readonly id: string | null }

/** The part types the sandbox makes; Intercom's own list is open. `source` is the first message, not a part. */
export type EntryKind =
  | 'source'
  | 'comment'
  | 'note'
  | 'quick_reply'
  | 'assignment'
  | 'open'
  | 'close'
  | 'snoozed'

/** Open, closed or snoozed: Intercom's `state`. */
export type ConversationState = 'open' | 'closed' | 'snoozed'

/** The first message or a part, as it is stored: body as HTML, times in unix seconds. */
export type Entry = {
  readonly id: string
  readonly kind: EntryKind
  readonly author: Author
  readonly bodyHtml: string | null
  readonly attachments: readonly Attachment[]
  readonly replyOptions: readonly ReplyOption[]
  readonly chosenOption: string | null
  readonly assignedTo: Assignee | null
  readonly redacted: boolean
  readonly createdAt: number
  readonly updatedAt: number
  /** The conversation's state once this entry was made. */
  readonly stateAfter: ConversationState
  /** Unix milliseconds from which a read shows it: reads may lag behind writes. */
  readonly visibleFromMs: number
}

/** Fin's part in a conversation; resolutionState is null until it has answered. */
export type AiAgent = { readonly resolutionState: string | null; readonly answered: boolean }

/** A label on the conversation and who put it there. */
export type AppliedTag = {
  readonly id: string
  readonly name: string
  readonly appliedAt: number
  readonly adminId: string
}

/** The customer ticket that a conversation became; its number is what people see. */
export type Ticket = { readonly id: string; readonly number: string }

/** One thread in the inbox. Times in unix seconds. */
export type Conversation = {
  readonly id: string
  readonly contactId: string
  readonly channel: 'chat' | 'email'
  readonly source: Entry
  readonly parts: readonly Entry[]
  readonly state: ConversationState
  readonly snoozedUntil: number | null
  readonly waitingSince: number | null
  readonly adminAssigneeId: string | null
  readonly teamAssigneeId: string | null
  readonly tags: readonly AppliedTag[]
  readonly aiAgent: AiAgent | null
  /** null: an ordinary conversation. */
  readonly ticket: Ticket | null
  readonly createdAt: number
  readonly updatedAt: number
}

/** What somebody wrote. */
export type Writing = {
  readonly bodyHtml: string | null
  readonly attachments: readonly Attachment[]
}
