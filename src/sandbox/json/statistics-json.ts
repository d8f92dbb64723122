import type { Conversation, Entry } from '../conversation.ts'

const at = (entry: Entry | undefined) => entry?.createdAt ?? null

const isAnswer = (entry: Entry) =>
  entry.author.kind === 'admin' &&
  entry.kind !== 'note' &&
  (entry.bodyHtml !== null || entry.kind === 'quick_reply')

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
    first_contact_reply_at: at(byContact[0]),
    first_assignment_at: at(assignments[0]),
    first_admin_reply_at: at(answers[0]),
    first_close_at: at(closes[0]),
    last_assignment_at: at(assignments.at(-1)),
    last_contact_reply_at: at(byContact.at(-1)),
    last_admin_reply_at: at(answers.at(-1)),
    last_close_at: at(lastClose),
    last_closed_by_id: lastClose?.author.kind === 'admin' ? lastClose.author.id : null,
    count_reopens: entries.filter((entry) => entry.kind === 'open').length,
    count_assignments: assignments.length,
    count_conversation_parts: conversation.parts.length,
  }
}
