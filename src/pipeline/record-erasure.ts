import type { ConversationRef } from '../domain/ids.ts'
import type { InboxEvent } from '../intercom/notification.ts'
import type { Queue } from '../queue/create-queue.ts'
import { appendAudit } from '../store/audit.ts'
import { forgetConversation, overtakeRun, type Quiet } from '../store/conversations.ts'
import type { Db, Tx } from '../store/db.ts'
import { type HeardNotification, storeNotifications } from '../store/notifications.ts'
import { eraseEntries, knownUnredacted } from '../store/parts.ts'
import { topics } from './topics.ts'

/** An event of a conversation. */
export type Heard = InboxEvent & ConversationRef

export type RecordErasureDeps = {
  readonly db: Db
  readonly queue: Pick<Queue, 'wakeIn'>
  readonly quiet: Quiet
}

const DELETED = topics('conversation.deleted')

/** Whether something that people wrote is gone from the inbox. */
export const erasesText = ({ topic, redactedIds }: InboxEvent): boolean =>
  DELETED.includes(topic) || redactedIds.length > 0

/** What was deleted or redacted in the inbox is erased here in the same breath, and nothing of it half. */
export const recordErasure = (
  { db, queue, quiet }: RecordErasureDeps,
  event: Heard,
  row: HeardNotification,
): Promise<'stored' | 'repeat'> =>
  db.transaction(async (tx) => {
    const [stored] = await storeNotifications(tx, [row], quiet)
    if (stored?.kind !== 'stored') return 'repeat'
    const { appId, conversationId } = event
    const ref = { appId, conversationId }
    // Every notification of a conversation carries its first message, redacted or not: what is erased already is no news.
    const redactedIds = await knownUnredacted(tx, ref, event.redactedIds)
    await erase(tx, ref, { ...event, redactedIds })
    // A turn that has read what is erased begins anew; what is left of a hand-off goes on.
    const waitMs = redactedIds.length > 0 ? 0 : stored.waitMs
    if (waitMs !== undefined) await queue.wakeIn(tx, ref, waitMs)
    return 'stored'
  })

async function erase(tx: Tx, ref: ConversationRef, { topic, redactedIds }: Heard): Promise<void> {
  if (DELETED.includes(topic)) {
    await forgetConversation(tx, ref)
    await appendAudit(tx, ref, [{ kind: 'conversation_deleted', facts: {} }])
  }
  if (redactedIds.length === 0) return
  await overtakeRun(tx, ref)
  await eraseEntries(tx, ref, redactedIds)
  await appendAudit(tx, ref, [{ kind: 'part_redacted', facts: { parts: redactedIds } }])
}
