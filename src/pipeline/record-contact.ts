import type { InboxEvent } from '../intercom/notification.ts'
import { markForgotten, mergeContacts } from '../store/contacts.ts'
import type { Db, Tx } from '../store/db.ts'
import { storeContactNotification } from '../store/notifications.ts'
import { topics } from './topics.ts'

/** An event of a contact. */
type ContactEvent = InboxEvent & Required<Pick<InboxEvent, 'contact'>>

export type RecordContactDeps = {
  readonly db: Db
  /** Erases what is due, some time from now. */
  readonly eraseSoon: (appId: InboxEvent['appId']) => void
}

const DELETED = topics('contact.deleted')
const MERGED = topics('contact.merged')

/**
 * What became of a contact. A deletion may reach many conversations: that they are to be erased is committed here, and the
 * erasing follows. An archived contact can come back, so that nothing of it is erased.
 */
export async function recordContact(
  { db, eraseSoon }: RecordContactDeps,
  event: ContactEvent,
): Promise<'stored' | 'repeat'> {
  const recorded = await db.transaction(async (tx) => {
    if (!(await storeContactNotification(tx, event))) return 'repeat'
    await follow(tx, event)
    return 'stored'
  })
  if (recorded === 'stored') eraseSoon(event.appId)
  return recorded
}

async function follow(tx: Tx, { topic, appId, contact: { id, mergedFrom } }: ContactEvent): Promise<void> {
  if (DELETED.includes(topic)) await markForgotten(tx, appId, id)
  if (MERGED.includes(topic) && mergedFrom) await mergeContacts(tx, appId, { from: mergedFrom, into: id })
}
