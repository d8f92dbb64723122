import { sql } from 'drizzle-orm'
import { type AppId, ConversationId, type ConversationRef } from '../domain/ids.ts'
import type { Db } from '../store/db.ts'
import { TURN } from './queue-names.ts'

/** A wake that is on its way gets this long before it counts as lost. */
const GRACE_MS = 1_000
const MOST = 500

/**
 * Conversations whose turn is due and for which no job is there: whoever recorded the work died, or lost the queue,
 * before the wake. A job that has used up its attempts since then is left to the sweep, which tries again more slowly.
 */
export async function findUnwoken(db: Db, appId: AppId): Promise<readonly ConversationRef[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    select c.id from conversation c
    where c.app_id = ${appId} and c.deleted_at is null and (c.asked > c.settled or c.sending is not null)
      and c.due_at < clock_timestamp() - ${GRACE_MS}::float8 * interval '1 ms'
      and not exists (select 1 from pgboss.job
        where name = ${TURN} and singleton_key = c.app_id || ':' || c.id
          and (state < 'completed' or (state = 'failed' and completed_on > c.due_at)))
    order by c.due_at limit ${MOST}`)
  return rows.map(({ id }) => ({ appId, conversationId: ConversationId.parse(id) }))
}
