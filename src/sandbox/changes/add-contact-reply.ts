import type { Change, Stamp } from '../change.ts'
import type { Conversation, Writing } from '../conversation.ts'
import { appendEntry } from './append-entry.ts'
import { newEntry } from './new-entry.ts'

/** What a contact answers: text, files, or a choice among quick replies. */
export type ContactReply = {
  readonly contactId: string
  readonly writing: Writing
  readonly chosenOption: string | null
}

/** A contact writes again. In a closed conversation the text rides on a part of type `open` (reference, 1.6). */
export const addContactReply = (conversation: Conversation, reply: ContactReply, stamp: Stamp): Change => {
  const entry = newEntry(
    {
      ...reply.writing,
      kind: conversation.state === 'closed' ? 'open' : 'comment',
      author: { kind: 'contact', id: reply.contactId },
      chosenOption: reply.chosenOption,
      stateAfter: 'open',
    },
    stamp,
  )
  const waitingSince = conversation.waitingSince ?? stamp.createdAt
  return {
    conversation: { ...appendEntry(conversation, entry), waitingSince },
    entry,
    topic: 'conversation.user.replied',
  }
}
