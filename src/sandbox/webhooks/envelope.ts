import type { Notification } from './notification.ts'

/** Which try this is, and when the first one was (unix seconds). */
export type Attempt = { readonly number: number; readonly firstSentAt: number }

/** A notification as it travels (reference, 1.4). */
export const envelopeJson = (notification: Notification, appId: string, attempt: Attempt): string =>
  JSON.stringify({
    type: 'notification_event',
    app_id: appId,
    id: notification.id,
    self: null,
    created_at: notification.createdAt,
    topic: notification.topic,
    delivery_attempts: attempt.number,
    first_sent_at: attempt.firstSentAt,
    data: { type: 'notification_event_data', item: notification.item() },
  })
