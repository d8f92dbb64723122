import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type AppId, ConversationId } from '../domain/ids.ts'
import type { HandOffReason } from '../domain/outcome.ts'
import type { Db } from './db.ts'

/**
 * The knowledge had no answer. `nothing_found` is also what a model's "the passages do not say" comes to. A demand for a
 * person, a risk, a file that cannot be read or an outage says nothing of the articles.
 */
const WANT_OF_KNOWLEDGE: readonly HandOffReason[] = ['nothing_found', 'low_confidence', 'not_grounded']

const OpenQuestionRow = z.object({
  conversationId: ConversationId,
  language: z.string(),
  text: z.string(),
  at: z.coerce.date(),
  /** Null: nothing was retrieved at all, or it was not kept. */
  relevance: z.number().nullable(),
  article: z.string().nullable(),
  title: z.string().nullable(),
})

/** A question that the knowledge did not answer, with the passage that came nearest. */
export type OpenQuestionRow = z.infer<typeof OpenQuestionRow>

export type OpenQuestionsAsk = {
  readonly appId: AppId
  /** Asked by the contact at this moment or later. */
  readonly since: Date
  /** The newest ones, no more than this. */
  readonly most: number
}

/**
 * The questions of a workspace that no article answered, newest first, each contact entry once: as its newest turn
 * judged it, so that one which was answered after a hand-back is none. Turns count that came to their end: `done`, in
 * every mode (in `suggest` the reason stands in the proposal, `shadow` decides as `auto` does), and `stopped`, where a
 * teammate was quicker: the articles had no answer all the same. Silence tells nothing of the articles and hides no
 * earlier turn. A text that was erased is null, and so its question is gone.
 */
export async function readOpenQuestions(
  db: Db,
  { appId, since, most }: OpenQuestionsAsk,
): Promise<{ readonly questions: readonly OpenQuestionRow[]; readonly total: number }> {
  const reasons = sql.join(
    WANT_OF_KNOWLEDGE.map((reason) => sql`${reason}`),
    sql`, `,
  )
  const { rows } = await db.execute<Record<string, unknown>>(sql`
    with judged as (
      select distinct on (conversation_id, as_of) id, conversation_id, as_of_at, understanding,
        coalesce(outcome->>'handOff', outcome->>'reason') as reason
      from turn
      where app_id = ${appId} and as_of_at >= ${since.toISOString()}::timestamptz
        and state in ('done', 'stopped') and outcome->>'kind' <> 'stay_silent'
      order by conversation_id, as_of, started_at desc, token desc
    ), open as (
      select id, conversation_id, as_of_at, understanding->>'language' as language,
        understanding->>'question' as question, count(*) over ()::int as total
      from judged where reason in (${reasons}) and understanding->>'question' <> ''
      order by as_of_at desc, id limit ${most}
    )
    select open.conversation_id as "conversationId", coalesce(open.language, 'en') as language,
      open.question as text, open.as_of_at as at, open.total,
      coalesce(draft.relevance, (
        select (facts->>'relevance')::float8 from audit_event
        where app_id = ${appId} and conversation_id = open.conversation_id and turn_id = open.id
          and kind = 'retrieved' order by seq limit 1)) as relevance,
      article_version.path as article, article_version.title
    from open
      left join draft on draft.turn_id = open.id
      left join evidence on evidence.turn_id = open.id and evidence.rank = 1
      left join chunk on chunk.id = evidence.chunk_id
      left join article_version on article_version.id = chunk.article_version
    order by open.as_of_at desc, open.id`)
  return { questions: rows.map((row) => OpenQuestionRow.parse(row)), total: Number(rows[0]?.['total'] ?? 0) }
}
