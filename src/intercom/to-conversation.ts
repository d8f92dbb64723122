import type { Assignee, Author, Channel, Conversation, Entry, EntryKind } from '../domain/conversation.ts'
import { AdminId, ContactId, partEntry, sourceEntry, TeamId } from '../domain/ids.ts'
import { bodyText } from './body-text.ts'
import type { AuthorPayload, ConversationPayload, PartPayload } from './payloads.ts'

/** Fin has handed over in these states (2.15+ names, then the older ones); in any other it is at work. */
const FIN_HANDED_OVER = ['escalated', 'negative_feedback', 'procedure_handoff', 'routed_to_team', 'abandoned']

const KINDS = new Map<string, EntryKind>([
  ['comment', 'comment'],
  ['quick_reply', 'comment'],
  ['note', 'note'],
  ['note_and_reopen', 'note'],
  ['assignment', 'assignment'],
  ['assign_and_reopen', 'assignment'],
  ['close', 'close'],
  ['open', 'open'],
  ['snoozed', 'snooze'],
])

/** What sort of part a type stands for; Intercom's set is open. */
export const kindOf = (partType: string | null | undefined): EntryKind => KINDS.get(partType ?? '') ?? 'other'

/** No more parts than these are given out, the newest ones (OpenAPI 2.16, retrieveConversation). */
const MOST_PARTS = 500

/** What a program or a form writes down; Intercom's descriptions show them without a body (DESIGN 3: no comments). */
const ATTRIBUTE_UPDATE = /_attribute_updated_by_/

/** Intercom's conversation in our words. Text may ride on any part type, so kind and text are read apart. */
export function toConversation(payload: ConversationPayload): Conversation {
  const { source } = payload
  const createdAt = payload.created_at ?? new Date(0)
  const contactIds = (payload.contacts?.contacts ?? []).flatMap(({ id }) => id ?? [])
  const parts = payload.conversation_parts?.conversation_parts ?? []
  return {
    id: payload.id,
    state: stateOf(payload),
    channel: channelOf(source?.type),
    createdAt,
    contactIds,
    ...nameOf(payload),
    ...(payload.snoozed_until && { snoozedUntil: payload.snoozed_until }),
    ...(payload.admin_assignee_id && { adminAssignee: payload.admin_assignee_id }),
    ...(payload.team_assignee_id && { teamAssignee: payload.team_assignee_id }),
    finAtWork: isFinAtWork(payload),
    tags: (payload.tags?.tags ?? []).flatMap(({ id: tag }) => tag ?? []),
    isCut: parts.length >= MOST_PARTS,
    entries: [toSource(payload, createdAt), ...parts.map((part) => toEntry(part, createdAt)).sort(byTime)],
  }
}

/** Leads may have no name, so that their e-mail address stands in. */
function nameOf({ source, conversation_parts }: ConversationPayload): { readonly contactName?: string } {
  const authors = [
    source?.author,
    ...(conversation_parts?.conversation_parts ?? []).map(({ author }) => author),
  ]
  const named = authors.filter((author) => toAuthor(author).kind === 'contact')
  const contactName = named.map((author) => author?.name || author?.email).find(Boolean)
  return contactName ? { contactName: contactName.slice(0, 200) } : {}
}

const byTime = (a: Entry, b: Entry) => a.at.getTime() - b.at.getTime()

function toSource({ id, source }: ConversationPayload, createdAt: Date): Entry {
  const body = bodyText(source?.body)
  return {
    id: sourceEntry(source?.id ?? id),
    author: toAuthor(source?.author),
    kind: 'source',
    text: body.text,
    attachments: (source?.attachments?.length ?? 0) + body.images,
    hasReplyOptions: false,
    redacted: source?.redacted ?? false,
    at: createdAt,
  }
}

function toEntry(part: PartPayload, fallback: Date): Entry {
  const body = bodyText(ATTRIBUTE_UPDATE.test(part.part_type ?? '') ? null : part.body)
  const assignedTo = part.part_type?.startsWith('assign') ? toAssignee(part.assigned_to) : undefined
  return {
    id: partEntry(part.id),
    author: toAuthor(part.author),
    kind: kindOf(part.part_type),
    text: body.text,
    attachments: (part.attachments?.length ?? 0) + body.images,
    hasReplyOptions: (part.metadata?.quick_reply_options?.length ?? 0) > 0,
    redacted: part.redacted ?? false,
    at: part.created_at ?? fallback,
    ...(assignedTo && { assignedTo }),
    ...(part.app_package_code && { byProgram: true }),
  }
}

/** Operator and Fin come as `bot`, in places as an admin with an operator e-mail; anything unknown is nobody's word. */
export function toAuthor(author: AuthorPayload | null | undefined): Author {
  if (!author?.id || String(author.id) === '0')
    return { kind: author?.type === 'bot' ? 'operator' : 'system' }
  if (
    author.type === 'user' ||
    author.type === 'lead' ||
    author.type === 'contact' ||
    author.type === 'visitor'
  ) {
    return { kind: 'contact', id: ContactId.parse(author.id) }
  }
  if (author.type === 'bot' || /^operator(\+[^@]*)?@intercom\.io$/i.test(author.email ?? ''))
    return { kind: 'operator' }
  return author.type === 'admin' ? { kind: 'admin', id: AdminId.parse(author.id) } : { kind: 'system' }
}

function toAssignee(to: PartPayload['assigned_to']): Assignee {
  if (!to?.id || String(to.id) === '0') return { kind: 'nobody' }
  return to.type === 'team'
    ? { kind: 'team', id: TeamId.parse(to.id) }
    : { kind: 'admin', id: AdminId.parse(to.id) }
}

function stateOf({ state, open }: ConversationPayload): Conversation['state'] {
  if (state === 'closed' || state === 'snoozed') return state
  return state === 'open' || open !== false ? 'open' : 'closed'
}

const channelOf = (type: string | null | undefined): Channel => {
  if (type === 'email') return 'email'
  return type === 'conversation' || !type ? 'chat' : 'other'
}

const isFinAtWork = ({ ai_agent_participated, ai_agent }: ConversationPayload): boolean =>
  ai_agent_participated === true && !FIN_HANDED_OVER.includes(ai_agent?.resolution_state ?? '')
