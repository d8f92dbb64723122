import { asc, desc, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { Draft } from '../domain/draft.ts'
import type { ConversationRef } from '../domain/ids.ts'
import { readAudit } from './audit.ts'
import type { Db } from './db.ts'
import { type ModelCall, readModelCalls } from './model-calls.ts'
import { conversation, part } from './schema/conversations.ts'
import { articleVersion, chunk } from './schema/knowledge.ts'
import { draft, effect, evidence, turn } from './schema/turns.ts'
import { isConversation, ofConversation } from './sql-conditions.ts'

/** A conversation that lives for years must still open. */
const MOST_TURNS = 50

/** Records may be erased, or older than the code that reads them: what does not fit counts as missing. */
const lenient = <Shape extends z.ZodType>(shape: Shape) => shape.optional().catch(undefined)
const code = lenient(z.string())
const flag = z.boolean().catch(false)
const codes = z.array(z.string()).catch([])

const StoredOutcome = lenient(
  z.object({
    kind: z.string(),
    rule: z.string(),
    reason: code,
    because: code,
    handOff: code,
    question: code,
    team: code,
    confidence: lenient(z.number()),
  }),
)

const StoredUnderstanding = lenient(
  z.object({
    language: z.string(),
    question: z.string(),
    earlier: z.array(z.object({ by: z.string(), text: z.string() })).catch([]),
    wantsPerson: flag,
    risks: codes,
    needsNoAnswer: flag,
    unreadable: flag,
    topic: code,
    sentiment: code,
    missing: codes,
  }),
)

const StoredFacts = lenient(
  z.object({
    permission: lenient(z.object({ kind: z.string(), because: code, reason: code })),
    mind: lenient(z.object({ kind: z.string() })),
    minConfidence: lenient(z.number()),
    ageMs: lenient(z.number()),
    askedAlready: flag,
    deliveryUnknown: flag,
    fellBack: code,
    staleSource: code,
    contacts: codes,
    heldByPilot: flag,
  }),
)

const StoredVerdict = lenient(
  z.object({
    kind: z.string(),
    groundedness: lenient(z.number()),
    problems: z.array(z.object({ claim: z.number(), code: z.string() })).catch([]),
  }),
)

/** Everything that is stored about one conversation, newest turn first; `undefined` when nobody has heard of it. */
export async function readTrail(db: Db, ref: ConversationRef) {
  const [[row], turns] = await Promise.all([
    db.select().from(conversation).where(isConversation(ref)),
    readTurns(db, ref),
  ])
  if (!row) return undefined
  const shown = turns.slice(0, MOST_TURNS)
  const ids = shown.map(({ id }) => id)
  const [entries, audit, passages, drafts, effects, calls] = await Promise.all([
    db.select().from(part).where(ofConversation(part, ref)),
    readAudit(db, ref),
    readPassages(db, ids),
    db.select().from(draft).where(inArray(draft.turnId, ids)),
    db.select().from(effect).where(inArray(effect.turnId, ids)).orderBy(asc(effect.position)),
    readModelCalls(db, ids),
  ])
  return {
    conversation: row,
    entries,
    audit,
    turns: shown.map((one) => toTurn(one, { passages, drafts, effects, calls })),
    hasOlderTurns: turns.length > shown.length,
  }
}

export type Trail = NonNullable<Awaited<ReturnType<typeof readTrail>>>

const readTurns = (db: Db, ref: ConversationRef) =>
  db
    .select()
    .from(turn)
    .where(ofConversation(turn, ref))
    .orderBy(desc(turn.startedAt), desc(turn.token))
    .limit(MOST_TURNS + 1)

/** One query for all turns, as for the other tables: never one per turn. */
const readPassages = (db: Db, turnIds: string[]) =>
  db
    .select({
      turnId: evidence.turnId,
      rank: evidence.rank,
      score: evidence.score,
      lexicalRank: evidence.lexicalRank,
      vectorRank: evidence.vectorRank,
      quotes: evidence.quotes,
      chunkId: evidence.chunkId,
      headings: chunk.headings,
      text: chunk.text,
      article: articleVersion,
    })
    .from(evidence)
    .leftJoin(chunk, eq(chunk.id, evidence.chunkId))
    .leftJoin(articleVersion, eq(articleVersion.id, chunk.articleVersion))
    .where(inArray(evidence.turnId, turnIds))
    .orderBy(asc(evidence.rank))

type Records = {
  readonly passages: Awaited<ReturnType<typeof readPassages>>
  readonly drafts: readonly (typeof draft.$inferSelect)[]
  readonly effects: readonly (typeof effect.$inferSelect)[]
  readonly calls: readonly ModelCall[]
}

function toTurn(row: typeof turn.$inferSelect, { passages, drafts, effects, calls }: Records) {
  const { facts, outcome, understanding, readEntries, ...columns } = row
  const drafted = drafts.find(({ turnId }) => turnId === row.id)
  return {
    ...columns,
    facts: StoredFacts.parse(facts),
    outcome: StoredOutcome.parse(outcome),
    understanding: StoredUnderstanding.parse(understanding),
    readEntries: codes.parse(readEntries),
    passages: passages.filter(({ turnId }) => turnId === row.id),
    draft: drafted && {
      relevance: drafted.relevance,
      confidence: drafted.confidence,
      body: lenient(Draft).parse(drafted.body),
      verdict: StoredVerdict.parse(drafted.verdict),
    },
    effects: effects.filter(({ turnId }) => turnId === row.id),
    calls: calls.filter(({ turnId }) => turnId === row.id),
  }
}

export type TrailTurn = ReturnType<typeof toTurn>
export type TrailPassage = TrailTurn['passages'][number]
