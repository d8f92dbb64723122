import type { Change, Stamp } from '../change.ts'
import type { Assignee, Author, Conversation, Writing } from '../conversation.ts'
import { appendEntry } from './append-entry.ts'
import { newEntry } from './new-entry.ts'
import { saysSomething } from './writing.ts'

/** Who gives the conversation to whom; a text may ride on it. */
export type Assignment = {
  readonly by: Author
  readonly to: Assignee
  readonly writing: Writing
}

/** Assigns to a team or an admin, each beside the other; id null takes that kind of assignee away (reference, 3). */
export const assignConversation = (
  conversation: Conversation,
  assignment: Assignment,
  stamp: Stamp,
): Change => {
  const { by, to, writing } = assignment
  const entry = newEntry(
    { kind: 'assignment', author: by, ...writing, assignedTo: to, stateAfter: conversation.state },
    stamp,
  )
  const next = appendEntry(conversation, entry)
  return {
    conversation: {
      ...next,
      adminAssigneeId: to.type === 'admin' ? to.id : next.adminAssigneeId,
      teamAssigneeId: to.type === 'team' ? to.id : next.teamAssigneeId,
      waitingSince: saysSomething(writing) ? null : next.waitingSince,
    },
    entry,
    topic: 'conversation.admin.assigned',
  }
}
