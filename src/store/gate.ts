import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { ConversationRef } from '../domain/ids.ts'
import { Mode } from '../domain/mode.ts'
import { PATIENCE } from '../domain/patience.ts'
import { FIRST_HASH, type Link } from './audit.ts'
import type { Tx } from './db.ts'

const Row = z.object({
  hasUnread: z.boolean(),
  switches: z.array(z.object({ topic: z.string(), mode: Mode })),
  seq: z.number().nullable(),
  hash: z.string().nullable(),
})

/** What the gate of an effect asks beside the conversation's row. */
export type Gate = {
  /**
   * Whether we heard within the last `lagMs` of an entry that no read has shown, and that is not ours: whoever decided to
   * write cannot have seen it.
   */
  readonly hasUnread: boolean
  /** The kill switch, as it stands in this transaction. */
  readonly switches: z.infer<typeof Row>['switches']
  /** The end of the audit chain; it stays so for whoever holds the conversation's row. */
  readonly last: Link
}

/** One statement for all of it: it stands between the fence's read and the write, where time is in which nobody looks. */
export async function readGate(
  tx: Tx,
  { appId, conversationId }: ConversationRef,
  lagMs = PATIENCE.readLagMs,
): Promise<Gate> {
  const { rows } = await tx.execute<Record<string, unknown>>(sql`
    select
      exists (
        select 1 from part where app_id = ${appId} and conversation_id = ${conversationId}
          and heard_at > clock_timestamp() - ${lagMs}::float8 * interval '1 ms' and read_at is null and not redacted
          and id not in (
            select part_id from effect
            where app_id = ${appId} and conversation_id = ${conversationId} and part_id is not null)
      ) as "hasUnread",
      coalesce((
        select json_agg(json_build_object('topic', topic, 'mode', mode)) from switch where app_id = ${appId}
      ), '[]') as switches,
      last.seq, last.hash
    from (select 1) as once left join lateral (
      select seq, hash from audit_event where app_id = ${appId} and conversation_id = ${conversationId}
      order by seq desc limit 1) as last on true`)
  const { hasUnread, switches, seq, hash } = Row.parse(rows[0])
  return { hasUnread, switches, last: { seq: seq ?? 0, hash: hash ?? FIRST_HASH } }
}
