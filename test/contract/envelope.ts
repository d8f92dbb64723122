import type { Schema } from './to-json-schema.ts'

const unixSeconds = { type: 'integer', minimum: 1_000_000_000, maximum: 9_999_999_999 }

/** Topics with a conversation at `data.item` (reference/intercom.md, 1.5 and 1.6). */
const CONVERSATION_TOPICS = [
  'conversation.user.created',
  'conversation.user.replied',
  'conversation.admin.single.created',
  'conversation.admin.replied',
  'conversation.admin.noted',
  'conversation.admin.assigned',
  'conversation.admin.open.assigned',
  'conversation.admin.opened',
  'conversation.admin.closed',
  'conversation.admin.snoozed',
  'conversation.admin.unsnoozed',
  'conversation.operator.replied',
  'conversation_part.redacted',
  'conversation_part.tag.created',
]

/** Topics with a ticket at `data.item` (1.5, 1.6). */
const TICKET_TOPICS = ['ticket.contact.replied', 'ticket.admin.replied', 'ticket.note.created']

/** The item of what was deleted only says which one it was (1.6). */
const deleted = (type: string): Schema => ({
  type: 'object',
  properties: { type: { const: type }, id: { type: 'string' }, deleted: { const: true } },
  required: ['type', 'id', 'deleted'],
  additionalProperties: false,
})

/** A merge tells of the contact that survives, and from which one it was merged (1.6). */
const CONTACT: Schema = { $ref: '#/$defs/open/contact' }
const MERGED_CONTACT: Schema = {
  allOf: [
    CONTACT,
    {
      type: 'object',
      properties: {
        merged_from: {
          type: 'object',
          properties: { type: { const: 'contact' }, id: { type: 'string' } },
          required: ['type', 'id'],
        },
      },
      required: ['merged_from'],
    },
  ],
}

/** A ping is about nothing (1.1). */
const PING: Schema = { type: 'object', properties: { type: { const: 'ping' } }, required: ['type'] }

/** The schema of `data.item` for each topic. */
export const ITEMS: Readonly<Record<string, Schema>> = {
  ...Object.fromEntries(CONVERSATION_TOPICS.map((topic) => [topic, { $ref: '#/$defs/closed/conversation' }])),
  ...Object.fromEntries(TICKET_TOPICS.map((topic) => [topic, { $ref: '#/$defs/closed/ticket' }])),
  'conversation.deleted': deleted('conversation'),
  'contact.deleted': deleted('contact'),
  ...Object.fromEntries(
    ['created', 'updated', 'published', 'unpublished'].map((news) => [
      `article.${news}`,
      { $ref: '#/$defs/closed/article' },
    ]),
  ),
  'article.deleted': deleted('article'),
  'contact.archived': CONTACT,
  'contact.merged': MERGED_CONTACT,
  ping: PING,
}

/** The envelope of a webhook call. It is not in the description; this is reference/intercom.md, 1.4. */
export const ENVELOPE: Schema = {
  type: 'object',
  properties: {
    type: { const: 'notification_event' },
    id: { type: 'string', pattern: '^notif_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' },
    topic: { enum: Object.keys(ITEMS) },
    app_id: { type: 'string', minLength: 1 },
    created_at: unixSeconds,
    delivery_attempts: { type: 'integer', minimum: 1 },
    first_sent_at: unixSeconds,
    self: { type: ['string', 'null'] },
    data: {
      type: 'object',
      properties: { type: { const: 'notification_event_data' }, item: { type: 'object' } },
      required: ['type', 'item'],
      additionalProperties: false,
    },
  },
  required: ['type', 'id', 'topic', 'app_id', 'created_at', 'delivery_attempts', 'first_sent_at', 'data'],
  additionalProperties: false,
}
