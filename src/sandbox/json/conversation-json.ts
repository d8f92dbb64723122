import type { Company } from '../company.ts'
import type { Conversation, Entry } from '../conversation.ts'
import { type BodyForm, partJson, sourceJson } from './entry-json.ts'
import { statisticsJson } from './statistics-json.ts'
import { tagJson } from './tag-json.ts'
import { linkedTicketJson } from './ticket-json.ts'

const contactsJson = (company: Company, conversation: Conversation) => {
  const contact = company.contacts.find(({ id }) => id === conversation.contactId)
  const reference = { type: 'contact', id: conversation.contactId, external_id: contact?.externalId ?? null }
  return { type: 'contact.list', contacts: [reference] }
}

const teammatesJson = (conversation: Conversation) => {
  const ids = conversation.parts.flatMap(({ author }) => (author.kind === 'admin' ? [author.id] : []))
  if (ids.length === 0) return null
  return { type: 'admin.list', teammates: [...new Set(ids)].map((id) => ({ type: 'admin', id })) }
}

const aiAgentJson = ({ aiAgent }: Conversation) =>
  aiAgent && {
    source_type: 'workflow',
    source_title: 'Fin answers first',
    last_answer_type: aiAgent.answered ? 'ai_answer' : null,
    resolution_state: aiAgent.resolutionState,
    rating: null,
    rating_remark: null,
    created_at: null,
    updated_at: null,
    content_sources: { type: 'content_source.list', content_sources: [], total_count: 0 },
  }

const channelJson = ({ channel }: Conversation) => {
  const name = channel === 'email' ? 'email' : 'messenger'
  return { initial: name, current: name }
}

/** A conversation without its parts: what lists and searches answer (OpenAPI 2.16, conversation_list_item). */
export const conversationItemJson = (
  company: Company,
  conversation: Conversation,
  form: BodyForm = 'html',
) => {
  const reply = conversation.parts.find(({ author }) => author.kind === 'contact')
  return {
    type: 'conversation',
    id: conversation.id,
    title: null,
    created_at: conversation.createdAt,
    updated_at: conversation.updatedAt,
    waiting_since: conversation.waitingSince,
    snoozed_until: conversation.snoozedUntil,
    open: conversation.state !== 'closed',
    state: conversation.state,
    read: false,
    priority: 'none',
    // Whole numbers, and 0 for nobody, since 2.16 (reference, 1.6).
    admin_assignee_id: Number(conversation.adminAssigneeId ?? 0),
    team_assignee_id: Number(conversation.teamAssigneeId ?? 0),
    company: null,
    tags: { type: 'tag.list', tags: conversation.tags.map(tagJson) },
    conversation_rating: null,
    source: sourceJson(company, conversation, form),
    contacts: contactsJson(company, conversation),
    teammates: teammatesJson(conversation),
    custom_attributes: {},
    topics: {},
    // Present in the description's examples, not in its schema; which fields it has is unconfirmed (reference, 4).
    ticket: conversation.ticket && { type: 'ticket', id: conversation.ticket.id },
    first_contact_reply: reply ? { created_at: reply.createdAt, type: 'conversation', url: null } : null,
    sla_applied: null,
    statistics: statisticsJson(conversation),
    linked_objects: linkedTicketJson(conversation),
    ai_agent_participated: conversation.aiAgent !== null,
    ai_agent: aiAgentJson(conversation),
    sales_agent_participated: false,
    sales_agent: null,
    channel: channelJson(conversation),
    external_references: [],
  }
}

/** A conversation with some of its parts: all of them on reading, only the new one on writing and in webhooks. */
export const conversationJson = (
  company: Company,
  conversation: Conversation,
  shown: { readonly parts: readonly Entry[]; readonly form: BodyForm; readonly totalCount?: number },
) => ({
  ...conversationItemJson(company, conversation, shown.form),
  conversation_parts: {
    type: 'conversation_part.list',
    conversation_parts: shown.parts.map((entry) => partJson(company, entry, shown.form)),
    total_count: shown.totalCount ?? shown.parts.length,
  },
})
