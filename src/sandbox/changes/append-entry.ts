import type { Conversation, Entry } from '../conversation.ts'

/** The conversation with one more part, in order of time; parts of the same second keep the order of arrival. */
export const appendEntry = (conversation: Conversation, entry: Entry): Conversation => ({
  ...conversation,
  parts: [...conversation.parts, entry].sort((a, b) => a.createdAt - b.createdAt),
  state: entry.stateAfter,
  snoozedUntil: entry.stateAfter === 'snoozed' ? conversation.snoozedUntil : null,
  updatedAt: Math.max(conversation.updatedAt, entry.createdAt),
})
