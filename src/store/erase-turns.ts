import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { ConversationRef, EntryId } from '../domain/ids.ts'
import type { Tx } from './db.ts'
import { eraseCallsOfTurns } from './model-calls.ts'
import { ERASED } from './personal-text.ts'
import { draft, effect, evidence, turn } from './schema/turns.ts'
import { ofConversation } from './sql-conditions.ts'

/** Every turn of a conversation. */
export async function everyTurn(tx: Tx, ref: ConversationRef): Promise<readonly string[]> {
  const rows = await tx.select({ id: turn.id }).from(turn).where(ofConversation(turn, ref))
  return rows.map(({ id }) => id)
}

/** Turns that read one of these entries, or wrote it. */
export async function turnsAround(
  tx: Tx,
  ref: ConversationRef,
  ids: readonly EntryId[],
): Promise<readonly string[]> {
  const list = sql.join(
    ids.map((id) => sql`${id}`),
    sql`, `,
  )
  const { rows } = await tx.execute<{ id: string }>(sql`
    select id from turn where app_id = ${ref.appId} and conversation_id = ${ref.conversationId}
      and (read_entries ?| array[${list}]::text[] or exists (
        select 1 from effect where effect.turn_id = turn.id and effect.part_id in (${list})))`)
  return rows.map(({ id }) => id)
}

/**
 * Erases what these turns kept of people's words, and their answers with it: codes, numbers and hashes stay. A text
 * that was erased is not sent any more; an assignment carries none.
 */
export async function eraseTurns(tx: Tx, turnIds: readonly string[]): Promise<void> {
  if (turnIds.length === 0) return
  const ids = [...turnIds]
  await tx.update(turn).set(ERASED.turn).where(inArray(turn.id, ids))
  await tx.update(draft).set(ERASED.draft).where(inArray(draft.turnId, ids))
  await tx.update(evidence).set(ERASED.evidence).where(inArray(evidence.turnId, ids))
  await eraseCallsOfTurns(tx, ids)
  await tx
    .update(effect)
    .set({ state: 'superseded', problem: 'erased' })
    .where(and(inArray(effect.turnId, ids), eq(effect.state, 'pending'), isNotNull(effect.body)))
  await tx.update(effect).set(ERASED.effect).where(inArray(effect.turnId, ids))
}
