import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type AppId, ConversationId, type ConversationRef } from '../domain/ids.ts'
import type { Db, Tx } from '../store/db.ts'
import { DEAD_TURN } from './queue-names.ts'

/** A conversation whose turn has used up its attempts. */
export type DeadTurn = {
  /** Of the dead letter: what `firstline jobs retry` takes. */
  readonly id: string
  readonly conversationId: ConversationId
  readonly diedAt: Date
  readonly attempts: number
  /** What the last attempt ended with; codes and the words of an error, never those of people. */
  readonly problem: string
  /** Whether something outside was away or refused everybody. */
  readonly isOutage: boolean
}

const Row = z.object({
  id: z.string(),
  conversation_id: ConversationId,
  died_at: z.coerce.date(),
  retries: z.number().nullable(),
  output: z.unknown(),
})

const Output = z.object({
  isOutage: z.boolean().default(false),
  failure: z.object({ type: z.string(), code: z.string().optional(), message: z.string().optional() }),
})

/** The newest dead letter of each conversation, oldest first. */
export async function readDeadTurns(db: Db, appId: AppId): Promise<readonly DeadTurn[]> {
  const { rows } = await db.execute<Record<string, unknown>>(sql`
    select * from (
      select distinct on (singleton_key) id, data->>'conversationId' as conversation_id, created_on as died_at,
        source_retry_count as retries, source_output as output
      from pgboss.job where name = ${DEAD_TURN} and state < 'completed' and data->>'appId' = ${appId}
      order by singleton_key, created_on desc) dead
    order by died_at`)
  return rows.map((row) => toDeadTurn(Row.parse(row)))
}

function toDeadTurn({ id, conversation_id, died_at, retries, output }: z.infer<typeof Row>): DeadTurn {
  const told = Output.safeParse(output).data
  const { type = 'no end', code, message } = told?.failure ?? {}
  return {
    id,
    conversationId: conversation_id,
    diedAt: died_at,
    attempts: (retries ?? 0) + 1,
    // A process that was killed tells nothing.
    problem: [type, code, message].filter(Boolean).join(': '),
    isOutage: told?.isOutage ?? false,
  }
}

export const countDeadTurns = async (db: Db, appId: AppId): Promise<number> =>
  (await readDeadTurns(db, appId)).length

/** The conversation has been dealt with, or is tried again. */
export const forgetDeadTurns = (db: Db | Tx, { appId, conversationId }: ConversationRef) =>
  db.execute(
    sql`delete from pgboss.job where name = ${DEAD_TURN} and singleton_key = ${`${appId}:${conversationId}`}`,
  )
