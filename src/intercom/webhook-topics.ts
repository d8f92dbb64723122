import type { IntercomSource } from '../domain/knowledge-source.ts'

/**
 * The webhook topics that Firstline listens to (Intercom docs, "Webhook models"). They are chosen in the Developer Hub,
 * and no call of the API tells which were.
 */
export const WEBHOOK_TOPICS = [
  'conversation.user.created',
  'conversation.user.replied',
  'conversation.admin.assigned',
  'conversation.admin.open.assigned',
  'conversation.admin.replied',
  'conversation.admin.noted',
  'conversation.admin.closed',
  'conversation.admin.opened',
  'conversation.admin.snoozed',
  'conversation.admin.unsnoozed',
  'conversation.deleted',
  'conversation_part.redacted',
  'contact.deleted',
  'contact.merged',
  'contact.archived',
] as const
export type WebhookTopic = (typeof WEBHOOK_TOPICS)[number]

/** Those that keep a source of knowledge fresh; without them, changes are found every five minutes, deletions at night. */
const CONTENT_TOPICS = {
  articles: [
    'article.created',
    'article.updated',
    'article.published',
    'article.unpublished',
    'article.deleted',
  ],
  internal_articles: [],
  snippets: ['content_snippet.created', 'content_snippet.updated', 'content_snippet.deleted'],
  macros: [],
} as const satisfies Readonly<Record<IntercomSource, readonly string[]>>
export type ContentTopic = (typeof CONTENT_TOPICS)[IntercomSource][number]

/** The topics to choose for these sources: Intercom tells nothing of internal articles and macros. */
export const contentTopics = (used: readonly IntercomSource[]): readonly ContentTopic[] =>
  used.flatMap((source) => [...CONTENT_TOPICS[source]])
