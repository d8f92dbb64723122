import { z } from 'zod'
import {
  AdminId,
  AppId,
  ContactId,
  ConversationId,
  type EntryId,
  partEntry,
  sourceEntry,
  TeamId,
} from '../domain/ids.ts'
import type { IntercomSource } from '../domain/knowledge-source.ts'
import { ContentId } from './content/content-payloads.ts'
import { assignee, PartPayload, seconds, SourcePayload } from './payloads.ts'

/** The envelope of a webhook call (Intercom docs, "Webhook models"). */
const Envelope = z.object({
  type: z.literal('notification_event'),
  id: z.string().regex(/^[\x21-\x7e]{1,200}$/),
  topic: z.string().regex(/^[\x21-\x7e]{1,200}$/),
  app_id: AppId,
  created_at: seconds,
  delivery_attempts: z.int().min(1).max(1_000).nullish().catch(null),
  data: z.object({ item: z.looseObject({}).nullish() }).nullish(),
})

/** Only what we keep is read, so that no oddity in what people wrote turns a notification away. */
const Part = PartPayload.pick({ id: true, redacted: true })
const Source = SourcePayload.pick({ id: true, redacted: true })

const ConversationItem = z.object({
  /** Of a part without its conversation's id we know nothing; its own id is not a conversation's. */
  type: z
    .string()
    .nullish()
    .refine((type) => type !== 'conversation_part'),
  id: ConversationId,
  admin_assignee_id: assignee(AdminId),
  team_assignee_id: assignee(TeamId),
  source: Source.nullish(),
  conversation_parts: z.object({ conversation_parts: z.array(Part).nullish() }).nullish(),
})

const PartItem = Part.extend({ conversation_id: ConversationId })

/** A deletion tells the id alone; a merge tells the contact that survives, and which one it was merged from. */
const ContactItem = z.object({
  id: ContactId,
  merged_from: z.object({ id: ContactId }).nullish().catch(null),
})

/** A notification that was verified and parsed: the envelope and ids, nothing of what people wrote. */
export type InboxEvent = {
  readonly id: string
  readonly appId: AppId
  readonly topic: string
  readonly createdAt: Date
  readonly attempt: number
  /** Absent when the notification is about something else than a conversation. */
  readonly conversationId?: ConversationId
  /** Present when it tells what became of a contact. */
  readonly contact?: { readonly id: ContactId; readonly mergedFrom?: ContactId }
  /** Present when it tells what became of an article or a snippet. */
  readonly content?: { readonly source: IntercomSource; readonly id: string }
  /** The entries it brought, newest last. */
  readonly entryIds: readonly EntryId[]
  readonly redactedIds: readonly EntryId[]
  /** Who has the conversation now, as the notification tells it. */
  readonly adminAssignee?: AdminId
  readonly teamAssignee?: TeamId
}

export type ParsedNotification =
  | { readonly kind: 'event'; readonly event: InboxEvent }
  | { readonly kind: 'malformed'; readonly problem: string }

/** Parses a raw webhook body. Malformed is a value: strangers may send anything. */
export function parseNotification(rawBody: Buffer): ParsedNotification {
  const json = parseJson(rawBody)
  if (json === undefined) return { kind: 'malformed', problem: 'the body is not JSON' }
  const envelope = Envelope.safeParse(json)
  if (!envelope.success) return { kind: 'malformed', problem: problemsOf(envelope.error) }
  const { id, topic, app_id, created_at, delivery_attempts, data } = envelope.data
  const common = {
    id,
    appId: app_id,
    topic,
    createdAt: created_at ?? new Date(),
    attempt: delivery_attempts ?? 1,
  }
  const item = itemOf(topic, data?.item)
  if (item.kind === 'malformed') return item
  return { kind: 'event', event: { ...common, ...item.facts } }
}

function itemOf(topic: string, item: unknown): Item {
  if (/^conversation(_part)?\./.test(topic)) return conversationOf(item, topic)
  if (/^contact\.(deleted|merged|archived)$/.test(topic)) return contactOf(item)
  const source = contentSourceOf(topic)
  if (source) return contentOf(source, item)
  return { kind: 'item', facts: NO_ENTRIES }
}

type ItemFacts = Pick<
  InboxEvent,
  'conversationId' | 'contact' | 'content' | 'entryIds' | 'redactedIds' | 'adminAssignee' | 'teamAssignee'
>
type Item =
  | { readonly kind: 'item'; readonly facts: ItemFacts }
  | { readonly kind: 'malformed'; readonly problem: string }

const NO_ENTRIES = { entryIds: [], redactedIds: [] }

function contactOf(item: unknown): Item {
  const contact = ContactItem.safeParse(item)
  if (!contact.success) return malformed(contact.error)
  const { id, merged_from: from } = contact.data
  return { kind: 'item', facts: { ...NO_ENTRIES, contact: { id, ...(from && { mergedFrom: from.id }) } } }
}

/** `article.published` and others; of a deletion comes the id alone (Intercom docs, "Webhook models"). */
function contentSourceOf(topic: string): IntercomSource | undefined {
  if (topic.startsWith('article.')) return 'articles'
  return topic.startsWith('content_snippet.') ? 'snippets' : undefined
}

/** Nothing but the id is taken: what it says is read through the API. */
function contentOf(source: IntercomSource, item: unknown): Item {
  const content = z.object({ id: ContentId }).safeParse(item)
  if (!content.success) return malformed(content.error)
  return { kind: 'item', facts: { ...NO_ENTRIES, content: { source, id: content.data.id } } }
}

const malformed = (error: z.ZodError): Item => ({
  kind: 'malformed',
  problem: `data.item: ${problemsOf(error)}`,
})

/** `conversation_part.*` may carry the part or the conversation (observed both ways), so that both are read. */
function conversationOf(item: unknown, topic: string): Item {
  const part = PartItem.safeParse(item)
  if (part.success) {
    const entryId = partEntry(part.data.id)
    const facts = { conversationId: part.data.conversation_id, entryIds: [entryId] }
    const isRedacted = part.data.redacted ?? topic === 'conversation_part.redacted'
    return { kind: 'item', facts: { ...facts, redactedIds: isRedacted ? [entryId] : [] } }
  }
  const conversation = ConversationItem.safeParse(item)
  if (!conversation.success) return malformed(conversation.error)
  const { id, source, conversation_parts, admin_assignee_id, team_assignee_id } = conversation.data
  const parts = conversation_parts?.conversation_parts ?? []
  const sourceIds = source?.id ? [sourceEntry(source.id)] : []
  const redacted = parts.filter((candidate) => candidate.redacted).map((candidate) => partEntry(candidate.id))
  return {
    kind: 'item',
    facts: {
      conversationId: id,
      ...(admin_assignee_id && { adminAssignee: admin_assignee_id }),
      ...(team_assignee_id && { teamAssignee: team_assignee_id }),
      entryIds: [...sourceIds, ...parts.map((candidate) => partEntry(candidate.id))],
      redactedIds: [...(source?.redacted ? sourceIds : []), ...redacted],
    },
  }
}

function parseJson(rawBody: Buffer): unknown {
  try {
    return JSON.parse(rawBody.toString('utf8'))
  } catch {
    return undefined
  }
}

/** Where and what kind, never the value: it may be what somebody wrote. */
const problemsOf = (error: z.ZodError): string =>
  error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.code}`).join('; ')
