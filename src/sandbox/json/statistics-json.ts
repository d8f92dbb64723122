import type { Conversation, Entry } from '../conversation.ts'

const isAnswer = (entry: Entry) =>
  entry.author.kind === 'admin' &&
  entry.kind !== 'note' &&
  (entry.bodyHtml !== null || entry.kind === 'quick_reply')

/** A moment that has not come is left out: none of them may be null (OpenAPI 2.16). */
const at = (name: string, entry: Entry | undefined) => (entry ? { [name]: entry.createdAt } : {})

/** The numbers Intercom keeps on a conversation (OpenAPI 2.16, conversation_statistics), from its own entries. */
export const statisticsJson = (conversation: Conversation) => {
  const entries = [conversation.source, ...conversation.parts]
  const byContact = entries.filter((entry) => entry.author.kind === 'contact')
  const answers = conversation.parts.filter(isAnswer)
  const assignments = entries.filter((entry) => entry.kind === 'assignment')
  const closes = entries.filter((entry) => entry.kind === 'close')
  const lastClose = closes.at(-1)
  return {
    type: 'conversation_statistics',
    ...at('first_contact_reply_at', byContact[0]),
    ...at('first_assignment_at', assignments[0]),
    ...at('first_admin_reply_at', answers[0]),
    ...at('first_close_at', closes[0]),
    ...at('last_assignment_at', assignments.at(-1)),
    ...at('last_contact_reply_at', byContact.at(-1)),
    ...at('last_admin_reply_at', answers.at(-1)),
    ...at('last_close_at', lastClose),
    ...(lastClose?.author.kind === 'admin' && { last_closed_by_id: lastClose.author.id }),
    count_reopens: entries.filter((entry) => entry.kind === 'open').length,
    count_assignments: assignments.length,
    count_conversation_parts: conversation.parts.length,
  }
}
