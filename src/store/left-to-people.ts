import { and, desc, sql } from 'drizzle-orm'
import type { ConversationRef } from '../domain/ids.ts'
import type { Db } from './db.ts'
import { turn } from './schema/turns.ts'
import { ofConversation } from './sql-conditions.ts'
import { isForGood } from './turns.ts'

/** A hand-back lets these be judged once more: we had handed off, or only noted because of what people had done. */
const isLeftToPeople = sql<boolean>`(${turn.mode} = 'auto' and (${turn.outcome}->>'kind' = 'hand_off'
  or ${turn.outcome}->>'because' in ('reopened_after_close', 'beginning_unseen')))`

/** When the newest judgement was made, if it left the conversation to people in a way that a hand-back ends. */
export async function leftToPeopleAt(db: Db, ref: ConversationRef): Promise<Date | undefined> {
  const [row] = await db
    .select({ startedAt: turn.startedAt, isLeft: isLeftToPeople })
    .from(turn)
    .where(and(ofConversation(turn, ref), isForGood))
    .orderBy(desc(turn.startedAt))
    .limit(1)
  return row?.isLeft ? row.startedAt : undefined
}
