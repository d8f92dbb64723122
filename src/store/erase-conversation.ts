import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { ConversationRef } from '../domain/ids.ts'
import type { Tx } from './db.ts'
import { eraseDigestItems } from './digests.ts'
import { eraseTurns, everyTurn } from './erase-turns.ts'
import { eraseCallsOfConversation } from './model-calls.ts'
import { ERASED } from './personal-text.ts'
import { part } from './schema/conversations.ts'
import { ofConversation } from './sql-conditions.ts'

/** How many of each kind held a text that is erased now. */
export const ErasedCounts = z.object({
  messages: z.int(),
  turns: z.int(),
  drafts: z.int(),
  effects: z.int(),
  modelCalls: z.int(),
  summaries: z.int(),
})
export type ErasedCounts = z.infer<typeof ErasedCounts>

export const NOTHING_ERASED: ErasedCounts = {
  messages: 0,
  turns: 0,
  drafts: 0,
  effects: 0,
  modelCalls: 0,
  summaries: 0,
}

/**
 * Erases every text that is kept of a conversation, whoever wrote it: an answer repeats the question, and a note the
 * answer. Ids, codes, times and hashes stay. The conversation is locked by whoever calls.
 */
export async function eraseConversation(tx: Tx, ref: ConversationRef): Promise<ErasedCounts> {
  const counts = await countTexts(tx, ref)
  await tx.update(part).set(ERASED.part).where(ofConversation(part, ref))
  await eraseTurns(tx, await everyTurn(tx, ref))
  await eraseDigestItems(tx, ref)
  await eraseCallsOfConversation(tx, ref)
  return counts
}

async function countTexts(tx: Tx, { appId, conversationId }: ConversationRef): Promise<ErasedCounts> {
  const mine = sql`app_id = ${appId} and conversation_id = ${conversationId}`
  const { rows } = await tx.execute<ErasedCounts>(sql`
    select (select count(*) from part where ${mine} and text is not null)::int as messages,
      (select count(*) from turn where ${mine} and understanding is not null)::int as turns,
      (select count(*) from draft join turn on turn.id = turn_id where ${mine} and body is not null)::int as drafts,
      (select count(*) from effect where ${mine} and body is not null)::int as effects,
      (select count(*) from model_call where ${mine} and (input is not null or output is not null))::int as "modelCalls",
      (select count(*) from digest_item where ${mine} and problem is not null)::int as summaries`)
  return ErasedCounts.parse(rows[0])
}
