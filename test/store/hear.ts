import { randomUUID } from 'node:crypto'
import type { ConversationRef, EntryId } from '../../src/domain/ids.ts'
import type { Quiet } from '../../src/store/conversations.ts'
import type { Db, Tx } from '../../src/store/db.ts'
import { type HeardNotification, storeNotifications } from '../../src/store/notifications.ts'

export const QUIET: Quiet = { quietMs: 60_000, quietMaxMs: 240_000 }

/** A notification that nobody has sent before. */
export const aHeard = (
  ref: ConversationRef,
  overrides: Partial<HeardNotification> = {},
): HeardNotification => ({
  ...ref,
  id: randomUUID(),
  topic: 'conversation.admin.replied',
  entryIds: [],
  createdAt: new Date(),
  attempt: 1,
  asks: false,
  ...overrides,
})

/** Hears of entries of a conversation, without being asked for a turn. */
export const hear = (db: Db | Tx, ref: ConversationRef, entryIds: readonly EntryId[] = []) =>
  storeNotifications(db, [aHeard(ref, { entryIds })], QUIET)
