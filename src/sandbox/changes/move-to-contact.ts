import type { Change } from '../change.ts'
import type { Conversation, Entry } from '../conversation.ts'

/** A lead became one with a user: the conversation, and what was written in it, is the user's from now on. */
export const moveToContact = (conversation: Conversation, into: string): Change => {
  const from = conversation.contactId
  const moved = (entry: Entry): Entry =>
    entry.author.kind === 'contact' && entry.author.id === from
      ? { ...entry, author: { kind: 'contact', id: into } }
      : entry
  const { source, parts } = conversation
  return {
    conversation: { ...conversation, contactId: into, source: moved(source), parts: parts.map(moved) },
    entry: null,
    topic: null,
  }
}
