import { and, asc, eq, gt, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm'
import { type BoundPart, EFFECT_KINDS } from '../domain/effect.ts'
import { isAnswer } from '../domain/effect-rules.ts'
import { type ConversationRef, EntryId, TurnId } from '../domain/ids.ts'
import { PATIENCE } from '../domain/patience.ts'
import type { Db, Tx } from './db.ts'
import { toEffect } from './effects.ts'
import { effect, turn } from './schema/turns.ts'
import { ofConversation } from './sql-conditions.ts'

/** A part of ours; `isFresh` = written within the last moments, so that a read may not show it yet. */
export type OwnPart = BoundPart & { readonly isFresh: boolean }

/** Parts of a conversation that are ours, because an effect holds their id; fresh is what is younger than `lagMs`. */
export async function boundParts(
  db: Db | Tx,
  ref: ConversationRef,
  lagMs = PATIENCE.readLagMs,
): Promise<readonly OwnPart[]> {
  const since = sql`clock_timestamp() - ${lagMs}::float8 * interval '1 ms'`
  const rows = await db
    .select({ effect, isFresh: sql<boolean>`coalesce(${gt(effect.sentAt, since)}, false)` })
    .from(effect)
    .where(and(ofConversation(effect, ref), isNotNull(effect.partId)))
    .orderBy(asc(effect.sentAt))
  return rows.map(({ effect: row, isFresh }) => {
    const { kind, target, asOf } = toEffect(row)
    return { partId: EntryId.parse(row.partId), kind, target, asOf, isFresh }
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
