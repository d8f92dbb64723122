import { and, asc, eq, sql } from 'drizzle-orm'
import { EFFECT_KINDS, EFFECT_STATES, type Effect, type PlannedEffect } from '../domain/effect.ts'
import { type ConversationRef, EntryId, TurnId } from '../domain/ids.ts'
import type { Db, Tx } from './db.ts'
import { effect } from './schema/turns.ts'
import { ofConversation } from './sql-conditions.ts'

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

/** An effect at one moment: since when its last attempt is on its way (exactly, as the database writes it), and how long. */
export type EffectNow = Effect & { readonly sendingAt: string | null; readonly ageMs: number }

/** The effect as it stands now. */
export async function readEffect(db: Db, key: string): Promise<EffectNow | undefined> {
  const [row] = await db
    .select({
      effect,
      sendingAt: sql<string | null>`${effect.sendingAt}::text`,
      ageMs: sql<number>`coalesce(extract(epoch from clock_timestamp() - ${effect.sendingAt})::float8 * 1000, 0)`,
    })
    .from(effect)
    .where(eq(effect.key, key))
  return row && { ...toEffect(row.effect), sendingAt: row.sendingAt, ageMs: row.ageMs }
}

/** A row as it is known elsewhere. */
export function toEffect(row: typeof effect.$inferSelect): Effect {
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
