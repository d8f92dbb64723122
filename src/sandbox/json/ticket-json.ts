import type { Company } from '../company.ts'
import type { Author, Conversation, Entry, Ticket } from '../conversation.ts'
import { plainText } from '../html/plain-text.ts'
import { authorJson } from './author-json.ts'

const linksJson = (type: 'ticket' | 'conversation', id: string, category: 'Customer' | null) => ({
  type: 'list',
  data: [{ type, id, category }],
  total_count: 1,
  has_more: false,
})

/** A conversation that became a ticket names it (reference, 4). */
export const linkedTicketJson = ({ ticket }: Conversation) =>
  ticket
    ? linksJson('ticket', ticket.id, 'Customer')
    : { type: 'list', data: [], total_count: 0, has_more: false }

const partAuthorJson = (company: Company, author: Author) => {
  const { type, id, name, email } = authorJson(company, author)
  return { type: type === 'lead' ? 'user' : type, id, name, ...(email && { email }) }
}

/** The same entry as a part of the ticket, which has an id of its own there (OpenAPI 2.16, ticket_part). */
const ticketPartJson = (company: Company, entry: Entry, partId: string) => ({
  type: 'ticket_part',
  id: partId,
  part_type: entry.kind === 'note' ? 'note' : 'comment',
  body: entry.bodyHtml === null ? null : plainText(entry.bodyHtml),
  created_at: entry.createdAt,
  updated_at: entry.updatedAt,
  author: partAuthorJson(company, entry.author),
  attachments: [],
  external_id: null,
  redacted: entry.redacted,
})

/** A customer ticket with one of its parts, as its webhooks carry it (OpenAPI 2.16, ticket). */
export const ticketJson = (
  company: Company,
  conversation: Conversation,
  { ticket, entry, partId }: { readonly ticket: Ticket; readonly entry: Entry; readonly partId: string },
) => ({
  type: 'ticket',
  id: ticket.id,
  ticket_id: ticket.number,
  category: 'Customer',
  ticket_attributes: {},
  contacts: { type: 'contact.list', contacts: [] },
  admin_assignee_id: Number(conversation.adminAssigneeId ?? 0),
  team_assignee_id: Number(conversation.teamAssigneeId ?? 0),
  created_at: conversation.createdAt,
  updated_at: conversation.updatedAt,
  open: conversation.state !== 'closed',
  is_shared: true,
  linked_objects: linksJson('conversation', conversation.id, null),
  ticket_parts: {
    type: 'ticket_part.list',
    ticket_parts: [ticketPartJson(company, entry, partId)],
    total_count: 1,
  },
})
