import { INTERCOM_SOURCES } from '../domain/knowledge-source.ts'
import type { InboxEvent } from '../intercom/notification.ts'
import { contentTopics, WEBHOOK_TOPICS } from '../intercom/webhook-topics.ts'
import type { Db } from '../store/db.ts'
import { hearTopic } from '../store/heard-topics.ts'

export type HearTopicDeps = {
  readonly db: Db
  readonly now: () => number
  readonly onFailure: (error: unknown) => void
}

/** Remembers that a topic was heard of. Nobody waits for it, and no notification hangs on it. */
export type HearTopic = (event: Pick<InboxEvent, 'appId' | 'topic'>) => void

const WRITE_EVERY_MS = 60_000
const KNOWN: readonly string[] = [...WEBHOOK_TOPICS, ...contentTopics(INTERCOM_SOURCES), 'ping']

/** Written once a minute per topic, so that a thousand webhooks in a second cost no more than one. */
export function createHearTopic({ db, now, onFailure }: HearTopicDeps): HearTopic {
  const writtenAt = new Map<string, number>()
  return ({ appId, topic }) => {
    const key = `${appId} ${topic}`
    if (!KNOWN.includes(topic) || now() - (writtenAt.get(key) ?? -Infinity) < WRITE_EVERY_MS) return
    writtenAt.set(key, now())
    hearTopic(db, appId, topic).catch((error: unknown) => {
      writtenAt.delete(key)
      onFailure(error)
    })
  }
}
