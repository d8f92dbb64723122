import type { Change } from '../change.ts'
import type { AppliedTag, Conversation } from '../conversation.ts'

/** Puts a tag on the conversation; putting it there again changes nothing. */
export const tagConversation = (conversation: Conversation, tag: AppliedTag): Change => {
  const others = conversation.tags.filter(({ id }) => id !== tag.id)
  const known = conversation.tags.find(({ id }) => id === tag.id)
  return {
    conversation: { ...conversation, tags: [...others, known ?? tag] },
    entry: null,
    topic: known ? null : 'conversation_part.tag.created',
  }
}

/** Takes a tag off the conversation. */
export const untagConversation = (conversation: Conversation, tagId: string): Change => ({
  conversation: { ...conversation, tags: conversation.tags.filter(({ id }) => id !== tagId) },
  entry: null,
  topic: null,
})
