import { and, desc, eq, inArray, ne, or, sql } from 'drizzle-orm'
import type { Draft, Verdict } from '../domain/draft.ts'
import type { ConversationRef, EntryId, TurnId } from '../domain/ids.ts'
import type { Outcome, SilentReason } from '../domain/outcome.ts'
import type { Retrieval } from '../domain/passage.ts'
import type { Turn } from '../domain/turn.ts'
import type { Understanding } from '../domain/understanding.ts'
import type { Db, Tx } from './db.ts'
import { eraseOvertakenCalls } from './model-calls.ts'
import { draft, evidence, turn } from './schema/turns.ts'
import { ofConversation } from './sql-conditions.ts'

/** How a turn ended. `stopped` = decided, but the fence let nothing through. */
export type TurnState = 'running' | 'done' | 'stopped' | 'superseded' | 'failed'

/** Everything a turn found and decided, written in one piece (law 8). */
export type TurnRecord = {
  readonly asOf: EntryId | null
  readonly asOfAt: Date | null
  readonly handBack: EntryId | null
  readonly mode: string
  readonly topic: string
  readonly facts: unknown
  readonly outcome: Outcome
  readonly understanding: Understanding | null
  readonly readEntries: readonly string[]
  readonly settingsHash: string
}

/** Records a decided turn; older ones that never ended were cut off by a crash or by this one. */
export async function recordTurn(tx: Tx, current: Turn, record: TurnRecord): Promise<void> {
  await tx
    .update(turn)
    .set({ state: 'superseded', endedBy: 'newer_run', endedAt: sql`clock_timestamp()` })
    .where(and(ofConversation(turn, current), eq(turn.state, 'running')))
  const { turnId: id, ...rest } = current
  await tx
    .insert(turn)
    .values({ ...rest, id, ...record, state: 'running', readEntries: [...record.readEntries] })
  await eraseOvertakenCalls(tx, current)
}

export async function recordEvidence(
  tx: Tx,
  turnId: TurnId,
  { retrieval, drafted }: { readonly retrieval: Retrieval; readonly drafted?: Draft | undefined },
): Promise<void> {
  if (retrieval.passages.length === 0) return
  const quotesOf = (chunkId: string) =>
    (drafted?.claims ?? [])
      .filter(({ citation }) => citation.chunkId === chunkId)
      .map(({ citation }) => citation.quote)
  await tx.insert(evidence).values(
    retrieval.passages.map(({ chunkId, score, ranks }, index) => ({
      turnId,
      rank: index + 1,
      chunkId,
      score,
      lexicalRank: ranks?.lexical,
      vectorRank: ranks?.vector,
      quotes: quotesOf(chunkId),
    })),
  )
}

export const recordDraft = (
  tx: Tx,
  turnId: TurnId,
  row: {
    readonly body: Draft
    readonly verdict: Verdict
    readonly confidence: number
    readonly relevance: number
  },
) => tx.insert(draft).values({ turnId, ...row })

/** Ends a turn that is running, or whose hand-off is finished after it was superseded; an end for good stays. */
export const endTurn = (tx: Tx, turnId: TurnId, state: Exclude<TurnState, 'running'>, endedBy: string) =>
  tx
    .update(turn)
    .set({ state, endedBy, endedAt: sql`clock_timestamp()` })
    .where(and(eq(turn.id, turnId), inArray(turn.state, ['running', 'superseded'])))

/** Silence for any other reason may end: a snoozed conversation wakes, an assignee goes. */
const isFinal = sql`(${turn.outcome}->>'kind' <> 'stay_silent' or ${turn.outcome}->>'reason' = 'no_answer_needed')`

/**
 * The draft stands there, although the turn did not live to see it. Other effects are found by the next read: after an
 * answer nothing waits, and a hand-off is finished.
 */
const hasNoted = sql`exists (select 1 from effect
  where effect.turn_id = ${turn.id} and effect.kind = 'note' and effect.target = 'draft' and effect.state = 'sent')`

/** A judgement that stands until a hand-back. */
export const isForGood = or(and(eq(turn.state, 'done'), isFinal), hasNoted)

/** Whether this as-of has been judged for good since the last hand-back. */
export async function isJudged(
  db: Db,
  ref: ConversationRef,
  { asOf, handBack }: { readonly asOf: EntryId; readonly handBack: EntryId | undefined },
): Promise<boolean> {
  const rows = await db
    .select({ outcome: turn.outcome })
    .from(turn)
    .where(
      and(
        ofConversation(turn, ref),
        eq(turn.asOf, asOf),
        handBack ? eq(turn.handBack, handBack) : sql`${turn.handBack} is null`,
        isForGood,
      ),
    )
    .limit(1)
  return rows.length > 0
}

/** How often turns of this as-of were started over for one reason. */
export function countRestarts(db: Db, ref: ConversationRef, asOf: EntryId, because: string): Promise<number> {
  return db.$count(
    turn,
    and(ofConversation(turn, ref), eq(turn.asOf, asOf), eq(turn.endedBy, because), ne(turn.state, 'running')),
  )
}

/** The newest contact entry that was judged for good in this conversation. */
export async function lastJudgedAt(db: Db, ref: ConversationRef): Promise<Date | undefined> {
  const [row] = await db
    .select({ asOfAt: turn.asOfAt })
    .from(turn)
    .where(and(ofConversation(turn, ref), isForGood, sql`${turn.asOfAt} is not null`))
    .orderBy(desc(turn.asOfAt))
    .limit(1)
  return row?.asOfAt ?? undefined
}

/** When the newest turn of a conversation began that stayed silent for one of these reasons; nothing if it did not. */
export async function lastSilence(
  db: Db,
  ref: ConversationRef,
  reasons: readonly SilentReason[],
): Promise<Date | undefined> {
  const [row] = await db
    .select({ startedAt: turn.startedAt, reason: sql<string | null>`${turn.outcome}->>'reason'` })
    .from(turn)
    .where(and(ofConversation(turn, ref), eq(turn.state, 'done')))
    .orderBy(desc(turn.startedAt))
    .limit(1)
  return reasons.some((reason) => reason === row?.reason) ? row?.startedAt : undefined
}

/** The topic under which a turn was decided. */
export async function topicOf(db: Db, turnId: TurnId): Promise<string> {
  const [row] = await db.select({ topic: turn.topic }).from(turn).where(eq(turn.id, turnId))
  return row?.topic ?? 'other'
}
