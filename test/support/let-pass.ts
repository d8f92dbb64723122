import { sql } from 'drizzle-orm'
import type { Db } from '../../src/store/db.ts'
import type { Talk } from './a-talk.ts'

/** Lets time pass for everything that a conversation waits for: what was heard and what was sent is that much older. */
export async function letPass(db: Db, { ref }: Pick<Talk, 'ref'>, seconds: number): Promise<void> {
  const by = sql`${seconds}::float8 * interval '1 s'`
  const here = sql`app_id = ${ref.appId} and conversation_id = ${ref.conversationId}`
  await db.execute(sql`update part set heard_at = heard_at - ${by} where ${here}`)
  await db.execute(
    sql`update effect set sending_at = sending_at - ${by}, sent_at = sent_at - ${by} where ${here}`,
  )
}
