import type { Change, Stamp } from '../change.ts'
import type { Author, Conversation, Writing } from '../conversation.ts'
import { newEntry } from './new-entry.ts'

/** Who writes the first message, to or as which contact, and where. */
export type Beginning = {
  readonly conversationId: string
  readonly contactId: string
  readonly author: Author
  readonly channel: Conversation['channel']
  readonly writing: Writing
}

/** Opens a conversation. Its first message is the source, not a part (reference, 1.6). */
export const startConversation = (beginning: Beginning, stamp: Stamp): Change => {
  const { author, contactId, channel, writing } = beginning
  const byContact = author.kind === 'contact'
  const source = newEntry({ ...writing, kind: 'source', author, stateAfter: 'open' }, stamp)
  const conversation: Conversation = {
    id: beginning.conversationId,
    contactId,
    channel,
    source,
    parts: [],
    state: 'open',
    snoozedUntil: null,
    waitingSince: byContact ? stamp.createdAt : null,
    adminAssigneeId: null,
    teamAssigneeId: null,
    tags: [],
    aiAgent: null,
    ticket: null,
    createdAt: stamp.createdAt,
    updatedAt: stamp.createdAt,
  }
  const topic = byContact ? 'conversation.user.created' : 'conversation.admin.single.created'
  return { conversation, entry: source, topic }
}
