import type { Situation } from '../../decision/read-situation.ts'
import type { Conversation } from '../../domain/conversation.ts'
import type { Owner, UnresolvedState } from '../../domain/digest.ts'
import type { Understanding } from '../../domain/understanding.ts'

/** What was done last for the contact, by us or by a teammate. */
export type LastAct =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'answered'; readonly text: string; readonly at: Date }
  | { readonly kind: 'asked'; readonly text: string; readonly at: Date }
  /** `because` is a sentence. */
  | { readonly kind: 'handed_off'; readonly because: string; readonly team?: string; readonly at: Date }
  | { readonly kind: 'suggested'; readonly at: Date }
  /** A teammate, Operator or a workflow wrote to the contact. */
  | { readonly kind: 'wrote'; readonly who: string; readonly text: string; readonly at: Date }
  /** A teammate wrote a note. */
  | { readonly kind: 'noted'; readonly who: string; readonly text: string; readonly at: Date }

/** A conversation that is open, or snoozed past due, with what a summary rests on. */
export type UnresolvedConversation = {
  readonly conversation: Conversation
  readonly state: UnresolvedState
  readonly situation: Situation
  /** What waits for an answer; where nothing does, what the contact last asked. */
  readonly understanding: Understanding
  readonly owner: Owner
  readonly last: LastAct
  readonly now: Date
}
