/** One entry of a conversation as the workspace has it, in its order. Ids as the effect rows spell them: `part:1`. */
export type FactEntry = {
  readonly id: string
  readonly who: 'contact' | 'bot' | 'teammate' | 'other'
  /** `source`, `comment`, `note`, `assignment`, `open`, `close`, `snoozed` … */
  readonly what: string
  /** As it was written, also where it has been redacted since. */
  readonly text: string
  readonly assignedTo?: string
  readonly redacted?: boolean
}

/** What the workspace's API was asked about the conversation. */
export type FactCall =
  | {
      readonly kind: 'read'
      readonly atMs: number
      readonly entryIds: readonly string[]
      /** Those that were shown without their words. */
      readonly redactedIds?: readonly string[]
      readonly state: string
    }
  | { readonly kind: 'write'; readonly atMs: number; readonly entryId: string }

/** An effect row. */
export type FactEffect = {
  readonly key: string
  readonly kind: string
  readonly target: string
  readonly asOf: string
  readonly state: string
  readonly partId: string | null
  readonly problem: string | null
}

/** A turn row. */
export type FactTurn = {
  readonly asOf: string | null
  readonly state: string
  readonly endedBy: string | null
  readonly outcome: string
  readonly reason: string | null
}

/** Everything that is known of one conversation once all is at rest: the workspace's side and ours. */
export type Facts = {
  readonly conversationId: string
  readonly botAdminId: string
  readonly state: string
  readonly deleted: boolean
  readonly entries: readonly FactEntry[]
  /** The names of the conversation's tags, and those of all tags by their ids. */
  readonly tags: readonly string[]
  readonly tagNames: Readonly<Record<string, string>>
  readonly calls: readonly FactCall[]
  readonly effects: readonly FactEffect[]
  readonly turns: readonly FactTurn[]
  /** Entries that the notification of a contact's message told us of, or that we read. */
  readonly known: readonly string[]
  /** Absent: we have never heard of the conversation. */
  readonly row?: { readonly asked: number; readonly settled: number; readonly sending: string | null }
}

export const VIOLATIONS = ['double', 'loss', 'talk_over', 'disagreement'] as const
/**
 * What must never be seen.
 * - `double`: a contact's turn got more than one answer
 * - `loss`: a contact's turn got none, and no lawful reason is recorded
 * - `talk_over`: the bot spoke although the read before it showed that a person has the conversation
 * - `disagreement`: what our rows say is not what stands in the workspace
 */
export type Violation = { readonly kind: (typeof VIOLATIONS)[number]; readonly what: string }

/** What the contact can see of the bot. */
export const isVisibleKind = (kind: string): boolean =>
  ['reply', 'question', 'handoff_message'].includes(kind)

/** What is a state and not a part: whoever made it so, and whatever part says it. */
export const isStateKind = (kind: string): boolean => ['assignment', 'tag', 'close'].includes(kind)

export const isContactEntry = (entry: FactEntry): boolean => entry.who === 'contact'

/** A comment of whoever: text may ride on open, close and assignment parts. */
export const isComment = ({ what, text }: FactEntry): boolean => what !== 'note' && text !== ''
