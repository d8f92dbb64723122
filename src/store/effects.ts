import { and, asc, eq, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm'
import {
  type BoundPart,
  EFFECT_KINDS,
  EFFECT_STATES,
  type Effect,
  type PlannedEffect,
} from '../domain/effect.ts'
import { isAnswer } from '../domain/effect-rules.ts'
import { type ConversationRef, EntryId, TurnId } from '../domain/ids.ts'
import type { Db, Tx } from './db.ts'
import { conversation } from './schema/conversations.ts'
import { effect, turn } from './schema/turns.ts'
import { isConversation, ofConversation } from './sql-conditions.ts'

/** What gives an effect its key: the same turn planned twice finds the same rows. */
export type EffectOwner = ConversationRef & {
  readonly turnId: TurnId
  readonly asOf: EntryId
  /** A hand-back lets the same message be dealt with once more. */
  readonly handBack?: EntryId
}

/** `app:conversation:as-of:kind:target`, and the hand-back where there was one. */
export const effectKey = (owner: EffectOwner, { kind, target }: PlannedEffect): string =>
  [
    owner.appId,
    owner.conversationId,
    owner.asOf,
    kind,
    target,
    ...(owner.handBack ? [owner.handBack] : []),
  ].join(':')

/**
 * Writes effects down as pending (law 5). What a superseded turn left under the same key becomes pending again;
 * what was sent or failed stays so. Pending effects of older turns are superseded. Returns what is to be done.
 */
export async function planEffects(
  tx: Tx,
  owner: EffectOwner,
  planned: readonly PlannedEffect[],
): Promise<readonly Effect[]> {
  const { appId, conversationId, turnId, asOf } = owner
  await tx
    .update(effect)
    .set({ state: 'superseded' })
    .where(and(ofConversation(effect, owner), eq(effect.state, 'pending')))
  if (planned.length === 0) return []
  const rows = await tx
    .insert(effect)
    .values(
      planned.map(({ kind, target, body }, position) => ({
        key: effectKey(owner, { kind, target }),
        ...{ appId, conversationId, asOf, kind, target },
        ...{ turnId, position, state: 'pending', body: body ?? null, problem: null },
      })),
    )
    .onConflictDoUpdate({ target: effect.key, set: PLANNED_ANEW, setWhere: eq(effect.state, 'superseded') })
    .returning()
  return rows.map(toEffect).toSorted((a, b) => a.position - b.position)
}

const PLANNED_ANEW = {
  turnId: sql`excluded.turn_id`,
  position: sql`excluded.position`,
  state: sql`excluded.state`,
  body: sql`excluded.body`,
  problem: sql`excluded.problem`,
}

/** A turn's effects that are still to be done, in their order. */
export async function pendingEffects(db: Db | Tx, turnId: TurnId): Promise<readonly Effect[]> {
  const rows = await db
    .select()
    .from(effect)
    .where(and(eq(effect.turnId, turnId), eq(effect.state, 'pending')))
    .orderBy(asc(effect.position))
  return rows.map(toEffect)
}

/** The effect as it stands now. */
export async function readEffect(
  db: Db,
  key: string,
): Promise<(Effect & { readonly ageMs: number }) | undefined> {
  const [row] = await db
    .select({
      effect,
      ageMs: sql<number>`coalesce(extract(epoch from clock_timestamp() - ${effect.sendingAt})::float8 * 1000, 0)`,
    })
    .from(effect)
    .where(eq(effect.key, key))
  return row && { ...toEffect(row.effect), ageMs: row.ageMs }
}

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

/** It was refused, so that it certainly did not happen: this attempt does not count. */
export async function markRefused(tx: Tx, ref: ConversationRef, key: string, problem: string): Promise<void> {
  await tx
    .update(effect)
    .set({ state: 'pending', problem, attempts: sql`${effect.attempts} - 1` })
    .where(and(eq(effect.key, key), eq(effect.state, 'sending')))
  await clearSending(tx, ref, key)
}

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

/** Parts of a conversation that are ours, because an effect holds their id. */
export async function boundParts(db: Db | Tx, ref: ConversationRef): Promise<readonly BoundPart[]> {
  const rows = await db
    .select()
    .from(effect)
    .where(and(ofConversation(effect, ref), isNotNull(effect.partId)))
    .orderBy(asc(effect.sentAt))
  return rows.map((row) => {
    const { kind, target, asOf } = toEffect(row)
    return { partId: EntryId.parse(row.partId), kind, target, asOf }
  })
}

/** A hand-off that was begun and not finished: its turn, when one of its effects is sent and others wait. */
export async function startedGroup(db: Db, ref: ConversationRef): Promise<TurnId | undefined> {
  const { rows } = await db.execute<{ turn_id: string }>(sql`
    select waiting.turn_id from effect waiting
    where waiting.app_id = ${ref.appId} and waiting.conversation_id = ${ref.conversationId} and waiting.state = 'pending'
      and exists (select 1 from effect begun where begun.turn_id = waiting.turn_id and begun.state = 'sent')
    limit 1`)
  return rows[0] && TurnId.parse(rows[0].turn_id)
}

/**
 * Whether a visible answer to one of these entries was given up because nobody can tell what became of it. A teammate
 * who hands the conversation back has dealt with what was before.
 */
export async function hasUnknownDelivery(
  db: Db,
  ref: ConversationRef,
  {
    unanswered,
    handBack,
  }: { readonly unanswered: readonly EntryId[]; readonly handBack: EntryId | undefined },
): Promise<boolean> {
  if (unanswered.length === 0) return false
  const rows = await db
    .select({ key: effect.key })
    .from(effect)
    .innerJoin(turn, eq(turn.id, effect.turnId))
    .where(
      and(
        ofConversation(effect, ref),
        inArray(effect.asOf, [...unanswered]),
        inArray(effect.kind, EFFECT_KINDS.filter(isAnswer)),
        eq(effect.state, 'failed'),
        inArray(effect.problem, [UNKNOWN_TWICE, OUTCOME_AMBIGUOUS]),
        handBack ? eq(turn.handBack, handBack) : isNull(turn.handBack),
      ),
    )
  return rows.length > 0
}

/** The outcome stayed unknown, it was sent once more, and stayed unknown again. */
export const UNKNOWN_TWICE = 'outcome_unknown_twice'
/** Several parts could be this effect, and none clearly is. */
export const OUTCOME_AMBIGUOUS = 'outcome_ambiguous'

/** How many notes we have written into a conversation, this turn's own not counted. */
export async function countNotes(db: Db, ref: ConversationRef, turnId: TurnId): Promise<number> {
  const rows = await db
    .select({ key: effect.key })
    .from(effect)
    .where(
      and(
        ofConversation(effect, ref),
        eq(effect.kind, 'note'),
        eq(effect.state, 'sent'),
        ne(effect.turnId, turnId),
      ),
    )
  return rows.length
}

function toEffect(row: typeof effect.$inferSelect): Effect {
  const kind = EFFECT_KINDS.find((known) => known === row.kind)
  const state = EFFECT_STATES.find((known) => known === row.state)
  if (!kind || !state) throw new Error(`effect ${row.key} has an unknown kind or state`)
  return {
    key: row.key,
    turnId: TurnId.parse(row.turnId),
    asOf: EntryId.parse(row.asOf),
    kind,
    target: row.target,
    position: row.position,
    state,
    attempts: row.attempts,
    ...(row.body !== null && { body: row.body }),
    ...(row.partId !== null && { partId: EntryId.parse(row.partId) }),
  }
}
