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

/** Those that keep articles and snippets fresh; without them, changes are found every five minutes, deletions at night. */
export const CONTENT_TOPICS = [
  'article.created',
  'article.updated',
  'article.published',
  'article.unpublished',
  'article.deleted',
  'content_snippet.created',
  'content_snippet.updated',
  'content_snippet.deleted',
] as const
