import type { Change } from '../change.ts'
import type { Conversation, Ticket } from '../conversation.ts'

/** A teammate makes a customer ticket of it: the conversation goes on, and everything in it stays (reference, 4). */
export const convertToTicket = (conversation: Conversation, ticket: Ticket): Change => ({
  conversation: { ...conversation, ticket: conversation.ticket ?? ticket },
  entry: null,
  topic: null,
})
