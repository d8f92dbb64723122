import type { OwnIdentity } from '../decision/own-identity.ts'
import type { InboxEvent } from '../intercom/notification.ts'
import type { Queue } from '../queue/create-queue.ts'
import type { Quiet } from '../store/conversations.ts'
import type { Db } from '../store/db.ts'
import { inBatches } from '../store/in-batches.ts'
import { isFaultOfRows } from '../store/is-fault-of-rows.ts'
import {
  type HeardNotification,
  type StoredNotification,
  storeNotifications,
} from '../store/notifications.ts'
import type { Log } from '../telemetry/create-log.ts'
import { createEraseSoon } from './erase-soon.ts'
import { recordContact } from './record-contact.ts'
import type { RecordContent } from './record-content.ts'
import { erasesText, type Heard, recordErasure } from './record-erasure.ts'
import { topics } from './topics.ts'

export type RecordDeps = {
  readonly db: Db
  readonly queue: Pick<Queue, 'wake' | 'wakeIn'>
  readonly quiet: Quiet
  readonly identity: OwnIdentity
  readonly log: Log
  /** Absent: nothing of what the workspace knows is used. */
  readonly recordContent?: RecordContent
}

/** `stored`; `repeat` = known already; `ignored` = a topic that is not for us. */
export type Recorded = 'stored' | 'repeat' | 'ignored'

/** A contact wrote. Nothing else starts a turn, but an assignment to somebody whose conversations are ours. */
const CONTACT_WROTE = topics('conversation.user.created', 'conversation.user.replied')
const ASSIGNED = topics('conversation.admin.assigned', 'conversation.admin.open.assigned')

/** Without a word of what was redacted (Intercom may tell nothing more), only a read shows it. */
const REDACTED = topics('conversation_part.redacted')

/** A second lane keeps one locked conversation from holding up all others. */
const BATCHES = { lanes: 2, most: 200 }

/**
 * Stores a notification and the work that follows from it in one transaction (law 1), together with others that come at
 * the same moment. The same notification, or the same part in another one, may come any number of times and in any
 * order. The wake follows the commit: `findUnwoken` finds those that were lost on the way (law 2).
 */
export const createRecordNotification = (deps: RecordDeps) => {
  const { db, quiet } = deps
  const storeAll = (rows: readonly HeardNotification[]) => storeNotifications(db, rows, quiet)
  const store = inBatches(storeAll, BATCHES)
  const contacts = { db, eraseSoon: createEraseSoon(deps) }
  const { recordContent = async () => 'ignored' } = deps
  return async (event: InboxEvent): Promise<Recorded> => {
    const { contact, content, conversationId } = event
    if (content) return recordContent(content)
    if (contact) return recordContact(contacts, { ...event, contact })
    if (!conversationId) return 'ignored'
    const heard = { ...event, conversationId }
    const row = toRow(deps, heard)
    if (erasesText(heard)) return recordErasure(deps, heard, row)
    // One row that the database takes offence at must not turn away those that came with it.
    const stored = await store(row).catch((error: unknown) => {
      if (isFaultOfRows(error)) return storeAlone(deps, row)
      throw error
    })
    if (stored.kind === 'stored' && stored.waitMs !== undefined) wakeAfter(deps, heard, stored.waitMs)
    return stored.kind
  }
}

export type RecordNotification = ReturnType<typeof createRecordNotification>

async function storeAlone({ db, quiet }: RecordDeps, row: HeardNotification): Promise<StoredNotification> {
  const [stored] = await storeNotifications(db, [row], quiet)
  return stored ?? { kind: 'repeat' }
}

/** Nobody waits for it: the answer to Intercom is due once the rows are committed. */
function wakeAfter({ queue, log }: RecordDeps, { appId, conversationId }: Heard, waitMs: number): void {
  queue
    .wake({ appId, conversationId }, waitMs)
    .catch((error: unknown) =>
      log.warn({ err: error, conversationId }, 'a wake was lost; the next look finds it'),
    )
}

/** Also when an entry was heard of before: another notification may have carried it without asking for a turn. */
const toRow = ({ identity }: Pick<RecordDeps, 'identity'>, event: Heard): HeardNotification => ({
  id: event.id,
  appId: event.appId,
  topic: event.topic,
  conversationId: event.conversationId,
  entryIds: event.entryIds,
  createdAt: event.createdAt,
  attempt: event.attempt,
  asks: asksForTurn(event, identity),
})

/** A turn that finds everything judged adds nothing. */
function asksForTurn(
  { topic, redactedIds, adminAssignee, teamAssignee }: InboxEvent,
  { botAdminId, botTeams, answers }: OwnIdentity,
) {
  if (CONTACT_WROTE.includes(topic)) return true
  if (REDACTED.includes(topic)) return redactedIds.length === 0
  if (!ASSIGNED.includes(topic)) return false
  if (adminAssignee) return adminAssignee === botAdminId || answers.admins.includes(adminAssignee)
  return teamAssignee !== undefined && [...botTeams, ...answers.teams].includes(teamAssignee)
}
