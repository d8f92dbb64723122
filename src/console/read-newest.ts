import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { AppId } from '../domain/ids.ts'
import type { Db } from '../store/db.ts'

const text = z.string().nullable()

const NewestConversation = z.object({
  id: z.string(),
  at: z.coerce.date(),
  isWaiting: z.boolean(),
  isSending: z.boolean(),
  isDeleted: z.boolean(),
  question: text,
  state: text,
  endedBy: text,
  mode: text,
  outcome: text,
  reason: text,
  rule: text,
})

/** One line of the list: a conversation with what its newest turn came to. */
export type NewestConversation = z.infer<typeof NewestConversation>

/** The conversations that were written into last. The newest turn is looked up for these only, not for all. */
export async function readNewest(
  db: Db,
  appId: AppId,
  limit: number,
): Promise<readonly NewestConversation[]> {
  const { rows } = await db.execute<Record<string, unknown>>(sql`
    select c.id, extract(epoch from coalesce(t.started_at, c.at))::float8 * 1000 as at, c.asked > c.settled as "isWaiting",
      c.sending is not null as "isSending", c.deleted_at is not null as "isDeleted",
      t.understanding->>'question' as question, t.state, t.ended_by as "endedBy", t.mode,
      t.outcome->>'kind' as outcome, coalesce(t.outcome->>'reason', t.outcome->>'because') as reason,
      t.outcome->>'rule' as rule
    from (
      select *, greatest(due_at, created_at) as at from conversation where app_id = ${appId}
      order by greatest(due_at, created_at) desc limit ${limit}
    ) c
    left join lateral (
      select * from turn where turn.app_id = c.app_id and turn.conversation_id = c.id
      order by started_at desc, token desc limit 1
    ) t on true
    order by c.at desc`)
  return z.array(NewestConversation).parse(rows)
}
