import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Effect } from '../domain/effect.ts'
import type { ConversationRef, EntryId, TurnId } from '../domain/ids.ts'
import type { Tx } from './db.ts'
import type { EffectNow } from './effects.ts'
import { conversation } from './schema/conversations.ts'
import { effect } from './schema/turns.ts'
import { isConversation, ofConversation } from './sql-conditions.ts'

/**
 * Sets `sending`, on a pending effect and on its conversation at once: from here on its outcome must be settled. `false`
 * when it is not pending any more.
 */
export async function markSending(tx: Tx, ref: ConversationRef, key: string): Promise<boolean> {
  const { rows } = await tx.execute<{ key: string }>(sql`
    with begun as (
      update effect set state = 'sending', sending_at = clock_timestamp(), attempts = attempts + 1
      where key = ${key} and state = 'pending' returning key)
    update conversation set sending = begun.key from begun
    where app_id = ${ref.appId} and id = ${ref.conversationId} returning begun.key`)
  return rows.length > 0
}

/** Binds the effect to the part it made. `false` when somebody else has settled it meanwhile. */
export async function markSent(
  tx: Tx,
  ref: ConversationRef,
  key: string,
  partId: EntryId | null,
): Promise<boolean> {
  const { rows } = await tx.execute<{ key: string }>(sql`
    with done as (
      update effect set state = 'sent', part_id = ${partId}, sent_at = clock_timestamp(), problem = null
      where key = ${key} and state = 'sending' returning key
    ), cleared as (
      update conversation set sending = null
      where app_id = ${ref.appId} and id = ${ref.conversationId} and sending = ${key})
    select key from done`)
  return rows.length > 0
}

/** The effect certainly did not happen, or is given up: it leaves `sending`. */
export async function markUnsent(
  tx: Tx,
  ref: ConversationRef,
  {
    key,
    to,
    problem,
  }: { readonly key: string; readonly to: 'pending' | 'superseded' | 'failed'; readonly problem: string },
): Promise<void> {
  await tx
    .update(effect)
    .set({ state: to, problem })
    .where(and(eq(effect.key, key), inArray(effect.state, ['sending', 'pending'])))
  await clearSending(tx, ref, key)
}

/**
 * Whether the attempt that a run has just claimed for `effect` is still on its way. Who took half a minute to write down
 * an answer speaks of one that was settled since: by now another run may be sending.
 */
export async function isOnItsWay(
  tx: Tx,
  { key, attempts }: Pick<Effect, 'key' | 'attempts'>,
): Promise<boolean> {
  const own = and(eq(effect.key, key), eq(effect.state, 'sending'), eq(effect.attempts, attempts + 1))
  return (await tx.$count(effect, own)) > 0
}

/** Whether the attempt that was read is still on its way, as above. A refused attempt gives its number back, so its time tells. */
export async function isSameAttempt(
  tx: Tx,
  { key, sendingAt }: Pick<EffectNow, 'key' | 'sendingAt'>,
): Promise<boolean> {
  const same = sql`${effect.key} = ${key} and ${effect.state} = 'sending' and ${effect.sendingAt} = ${sendingAt}::timestamptz`
  return (await tx.$count(effect, same)) > 0
}

/** Whether another effect is known to have made this part: a late answer shows what was written before. */
export async function isHeldByAnother(
  tx: Tx,
  ref: ConversationRef,
  { key, partId }: { readonly key: string; readonly partId: EntryId },
): Promise<boolean> {
  const others = and(ofConversation(effect, ref), eq(effect.partId, partId), ne(effect.key, key))
  return (await tx.$count(effect, others)) > 0
}

/** It was refused, so that it certainly did not happen: this attempt does not count. */
export async function markRefused(tx: Tx, ref: ConversationRef, key: string, problem: string): Promise<void> {
  await tx
    .update(effect)
    .set({ state: 'pending', problem, attempts: sql`${effect.attempts} - 1` })
    .where(and(eq(effect.key, key), eq(effect.state, 'sending')))
  await clearSending(tx, ref, key)
}

/** The conversation no longer names an effect that is not on its way. */
export const forgetSending = (tx: Tx, ref: ConversationRef, key: string) =>
  tx
    .update(conversation)
    .set({ sending: null })
    .where(
      and(
        isConversation(ref),
        eq(conversation.sending, key),
        sql`not exists (select 1 from ${effect} where ${effect.key} = ${key} and ${effect.state} = 'sending')`,
      ),
    )

const clearSending = (tx: Tx, ref: ConversationRef, key: string) =>
  tx
    .update(conversation)
    .set({ sending: null })
    .where(and(isConversation(ref), eq(conversation.sending, key)))

/** What a turn left undone is superseded: its draft stays. */
export const supersedeEffects = (tx: Tx, turnId: TurnId, problem: string) =>
  tx
    .update(effect)
    .set({ state: 'superseded', problem })
    .where(and(eq(effect.turnId, turnId), eq(effect.state, 'pending')))
