import type { WebhookTopic } from '../intercom/webhook-topics.ts'

/** A mistyped topic would never be heard of, so that only topics from the list are accepted. */
export function topics(...names: readonly WebhookTopic[]): readonly string[] {
  return names
}
