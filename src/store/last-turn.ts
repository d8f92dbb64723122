import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { ConversationRef } from '../domain/ids.ts'
import type { Db } from './db.ts'
import { conversation } from './schema/conversations.ts'
import { articleVersion, chunk } from './schema/knowledge.ts'
import { evidence, turn } from './schema/turns.ts'
import { isConversation, ofConversation } from './sql-conditions.ts'

const StoredOutcome = z.object({
  kind: z.string(),
  rule: z.string(),
  reason: z.string().optional(),
  because: z.string().optional(),
  question: z.string().optional(),
  confidence: z.number().optional(),
  draft: z.object({ by: z.string() }).optional(),
})

/** How a conversation's newest turn ended, in codes. */
export type LastTurn = {
  readonly state: string
  readonly endedBy: string | null
  readonly outcome: z.infer<typeof StoredOutcome>
  /** Paths of the articles that the draft quotes. */
  readonly sources: readonly string[]
}

/** Why, as a code: whatever the kind of outcome calls it. A reply needs no other reason than its rule. */
export const reasonOf = ({ outcome }: LastTurn): string | undefined =>
  outcome.reason ?? outcome.because ?? outcome.question

/** The newest turn that was decided. */
export async function readLastTurn(db: Db, ref: ConversationRef): Promise<LastTurn | undefined> {
  const [row] = await db
    .select()
    .from(turn)
    .where(and(ofConversation(turn, ref), inArray(turn.state, ['done', 'stopped'])))
    .orderBy(desc(turn.startedAt), desc(turn.token))
    .limit(1)
  if (!row) return undefined
  const passages = await db
    .select({ path: articleVersion.path, quotes: evidence.quotes })
    .from(evidence)
    .innerJoin(chunk, eq(chunk.id, evidence.chunkId))
    .innerJoin(articleVersion, eq(articleVersion.id, chunk.articleVersion))
    .where(eq(evidence.turnId, row.id))
    .orderBy(asc(evidence.rank))
  return {
    state: row.state,
    endedBy: row.endedBy,
    outcome: StoredOutcome.parse(row.outcome),
    sources: [...new Set(passages.filter(({ quotes }) => quotes.length > 0).map(({ path }) => path))],
  }
}

/** Nothing waits and nothing is on its way; `false` also for a conversation that we have not heard of. */
export async function isAtRest(db: Db, ref: ConversationRef): Promise<boolean> {
  const [row] = await db.select().from(conversation).where(isConversation(ref))
  return row !== undefined && row.asked === row.settled && row.sending === null
}
