import { and, desc, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { ConversationRef } from '../domain/ids.ts'
import type { Db } from './db.ts'
import { turn } from './schema/turns.ts'
import { ofConversation } from './sql-conditions.ts'

const lenient = <Shape extends z.ZodType>(shape: Shape) => shape.optional().catch(undefined)

const StoredUnderstanding = z
  .object({
    sentiment: lenient(z.string()),
    wantsPerson: z.boolean().catch(false),
    risks: z.array(z.enum(['legal_threat', 'self_harm', 'account_security', 'data_deletion'])).catch([]),
  })
  .catch({ sentiment: undefined, wantsPerson: false, risks: [] })

const StoredOutcome = z
  .object({
    kind: z.string(),
    reason: lenient(z.string()),
    handOff: lenient(z.string()),
    draft: lenient(z.object({ claims: z.array(z.object({ text: z.string() })) })),
  })
  .catch({ kind: '', reason: undefined, handOff: undefined, draft: undefined })

/** What a decided turn made of a conversation. */
export type Judgement = {
  readonly asOf: string | null
  /** The folder of the article that was quoted first, else the topic it was decided under. */
  readonly topic: string
  readonly understanding: z.infer<typeof StoredUnderstanding>
  readonly outcome: z.infer<typeof StoredOutcome>
}

/** A passage that was found and not quoted may be about anything. */
const QUOTED_TOPIC = sql<string | null>`(
  select article_version.topic from evidence
  join chunk on chunk.id = evidence.chunk_id
  join article_version on article_version.id = chunk.article_version
  where evidence.turn_id = turn.id and cardinality(evidence.quotes) > 0
  order by evidence.rank limit 1)`

/** As far back as anybody asks. */
const MOST_TURNS = 20

/** The newest turns that were decided and came to an end, newest first; what was erased counts as not recognised. */
export async function judgements(db: Db, ref: ConversationRef): Promise<readonly Judgement[]> {
  const rows = await db
    .select({
      asOf: turn.asOf,
      decidedUnder: turn.topic,
      quoted: QUOTED_TOPIC,
      understanding: turn.understanding,
      outcome: turn.outcome,
    })
    .from(turn)
    .where(and(ofConversation(turn, ref), inArray(turn.state, ['done', 'stopped'])))
    .orderBy(desc(turn.startedAt), desc(turn.token))
    .limit(MOST_TURNS)
  return rows.map(({ asOf, decidedUnder, quoted, understanding, outcome }) => ({
    asOf,
    topic: quoted ?? decidedUnder ?? 'other',
    understanding: StoredUnderstanding.parse(understanding),
    outcome: StoredOutcome.parse(outcome),
  }))
}
