import { setTimeout as sleep } from 'node:timers/promises'
import type { Happening, Workspace } from '../create-workspace.ts'
import type { Delivery } from '../delivery.ts'
import { createRecords, type DeliveryRecord, type DeliveryRecords } from './create-records.ts'
import { createSubscription, type Subscription } from './create-subscription.ts'
import type { Attempt } from './envelope.ts'
import { type Notification, notificationOf, pingNotification } from './notification.ts'
import { ticketTwinOf } from './ticket-twin.ts'
import type { PostResult } from './post-webhook.ts'

/** Sends the workspace's notifications. */
export type Webhooks = {
  readonly announce: (happening: Happening) => void
  /** Sends what no conversation is behind. */
  readonly tell: (notification: Notification, delivery: Delivery) => void
  readonly ping: () => void
  readonly records: () => readonly DeliveryRecord[]
  readonly setServiceUrl: (url: string) => void
  readonly serviceUrl: () => string | undefined
  readonly close: () => void
}

/** How the sender is set up; the service's address may follow later. */
export type WebhookOptions = {
  readonly serviceUrl: string | undefined
  readonly retryAfterMs: number
}

type Sending = {
  readonly subscription: Subscription
  readonly records: DeliveryRecords
  readonly retryAfterMs: number
  readonly stop: AbortSignal
}

const isDelivered = (result: PostResult) => typeof result === 'number' && result >= 200 && result < 300

/** Waits, unless the sandbox closes first: then it answers false. */
const waited = (ms: number, stop: AbortSignal) =>
  sleep(ms, true, { signal: stop, ref: false }).catch(() => false)

/** One try, and one more after a while if it fails and the subscription still stands. */
const deliver = async (sending: Sending, notification: Notification, attempt: Attempt): Promise<void> => {
  const { records, subscription } = sending
  const result = await subscription.post(notification, attempt)
  if (result === 'unheard' || result === 'disabled') return records.set(notification, result)
  if (isDelivered(result)) return records.set(notification, 'delivered', result)
  const isLast = attempt.number === 2 || result === 410
  records.set(notification, isLast ? 'failed' : 'waiting', result)
  if (isLast || !(await waited(sending.retryAfterMs, sending.stop))) return
  await deliver(sending, notification, { ...attempt, number: 2 })
}

const send = async (sending: Sending, notification: Notification, how: Delivery, nowMs: () => number) => {
  sending.records.set(notification, how.drop ? 'lost' : 'waiting')
  if (how.drop || !(await waited(how.delay_ms ?? 0, sending.stop))) return
  const attempt = { number: 1, firstSentAt: Math.floor(nowMs() / 1000) }
  const copies = Array.from({ length: how.times ?? 1 }, () => deliver(sending, notification, attempt))
  await Promise.all(copies)
}

/** Prepares the sender: every notification once, and once more a minute later if the first try fails (reference, 1.3). */
export const createWebhooks = (workspace: Workspace, options: WebhookOptions): Webhooks => {
  const stopping = new AbortController()
  const stop = stopping.signal
  const subscription = createSubscription(workspace.company, { serviceUrl: options.serviceUrl, stop })
  const records = createRecords()
  const sending: Sending = { subscription, records, retryAfterMs: options.retryAfterMs, stop }
  return {
    announce: ({ change, delivery }) => {
      for (const notification of [notificationOf(workspace, change), ticketTwinOf(workspace, change)])
        if (notification) void send(sending, notification, delivery, workspace.now)
    },
    tell: (notification, delivery) => void send(sending, notification, delivery, workspace.now),
    ping: () => void send(sending, pingNotification(workspace), {}, workspace.now),
    records: records.all,
    setServiceUrl: subscription.setServiceUrl,
    serviceUrl: subscription.serviceUrl,
    close: () => stopping.abort(),
  }
}
