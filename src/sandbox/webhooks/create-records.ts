import type { Notification } from './notification.ts'
import type { PostResult } from './post-webhook.ts'

/** What became of one notification. */
export type DeliveryRecord = {
  readonly id: string
  readonly topic: string
  readonly conversationId: string | null
  /** One result for every POST, in order; empty while it waits, and for ever if it is lost. */
  readonly results: readonly PostResult[]
  /** `lost`: dropped on request. `unheard`: nobody to send to. `disabled`: an earlier 410. */
  readonly state: 'waiting' | 'delivered' | 'failed' | 'lost' | 'unheard' | 'disabled'
}

/** Keeps count of notifications, in the order in which they were announced. */
export type DeliveryRecords = {
  readonly all: () => readonly DeliveryRecord[]
  readonly set: (notification: Notification, state: DeliveryRecord['state'], result?: PostResult) => void
}

/** No notification yet. */
export const createRecords = (): DeliveryRecords => {
  const records = new Map<string, DeliveryRecord>()
  return {
    all: () => [...records.values()],
    set: (notification, state, result) => {
      const { id, topic, conversationId } = notification
      const results = [...(records.get(id)?.results ?? []), ...(result === undefined ? [] : [result])]
      records.set(id, { id, topic, conversationId, results, state })
    },
  }
}
