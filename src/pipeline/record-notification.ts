import type { OwnIdentity } from '../decision/read-situation.ts'
import type { ConversationRef } from '../domain/ids.ts'
import type { InboxEvent } from '../intercom/notification.ts'
import type { WebhookTopic } from '../intercom/webhook-topics.ts'
import type { Queue } from '../queue/create-queue.ts'
import { appendAudit } from '../store/audit.ts'
import {
  askTurn,
  forgetConversation,
  hearEntries,
  knowConversation,
  type Quiet,
} from '../store/conversations.ts'
import type { Db, Tx } from '../store/db.ts'
import { addNotification } from '../store/notifications.ts'
import { eraseEntries } from '../store/parts.ts'

export type RecordDeps = {
  readonly db: Db
  readonly queue: Pick<Queue, 'wakeIn'>
  readonly quiet: Quiet
  readonly identity: OwnIdentity
}

/** `stored`; `repeat` = known already; `ignored` = a topic that is not for us. */
export type Recorded = 'stored' | 'repeat' | 'ignored'

/** A contact wrote. Nothing else starts a turn, but an assignment to somebody whose conversations are ours. */
const CONTACT_WROTE = topics('conversation.user.created', 'conversation.user.replied')
const ASSIGNED = topics('conversation.admin.assigned', 'conversation.admin.open.assigned')

/**
 * Stores a notification and the work that follows from it in one transaction (law 1). The same notification, or the
 * same part in another one, may come any number of times and in any order.
 */
export const createRecordNotification =
  ({ db, queue, quiet, identity }: RecordDeps) =>
  async (event: InboxEvent): Promise<Recorded> => {
    const { conversationId } = event
    if (!conversationId) return 'ignored'
    return db.transaction(async (tx): Promise<Recorded> => {
      if (!(await addNotification(tx, event))) return 'repeat'
      const ref = { appId: event.appId, conversationId }
      await hearEntries(tx, ref, event.entryIds)
      // Also when the entry was heard of before: another notification may have carried it without asking for a turn.
      // A turn that finds everything judged adds nothing.
      if (asksForTurn(event, identity)) {
        await queue.wakeIn(tx, ref, await askTurn(tx, ref, quiet))
      } else {
        await knowConversation(tx, ref)
      }
      await erase(tx, ref, event)
      // A turn that has read what is erased begins anew; what is left of a hand-off goes on.
      if (event.redactedIds.length > 0) await queue.wakeIn(tx, ref, 0)
      return 'stored'
    })
  }

export type RecordNotification = ReturnType<typeof createRecordNotification>

/** A mistyped topic would never be heard of, so that only topics from the list are accepted. */
function topics(...names: readonly WebhookTopic[]): readonly string[] {
  return names
}

function asksForTurn(
  { topic, adminAssignee, teamAssignee }: InboxEvent,
  { botAdminId, botTeams, answers }: OwnIdentity,
) {
  if (CONTACT_WROTE.includes(topic)) return true
  if (!ASSIGNED.includes(topic)) return false
  if (adminAssignee) return adminAssignee === botAdminId || answers.admins.includes(adminAssignee)
  return teamAssignee !== undefined && [...botTeams, ...answers.teams].includes(teamAssignee)
}

/** What was deleted or redacted in the inbox is erased here in the same breath. */
async function erase(tx: Tx, ref: ConversationRef, { topic, redactedIds }: InboxEvent): Promise<void> {
  if (topic === 'conversation.deleted') {
    await forgetConversation(tx, ref)
    await appendAudit(tx, ref, [{ kind: 'conversation_deleted', facts: {} }])
  }
  if (redactedIds.length === 0) return
  await eraseEntries(tx, ref, redactedIds)
  await appendAudit(tx, ref, [{ kind: 'part_redacted', facts: { parts: redactedIds } }])
}
