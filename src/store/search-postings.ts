import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from './db.ts'
import { indexedChunk, posting, shelf } from './schema/knowledge.ts'
import { type Fence, isWithin, type Shelf } from './shelves.ts'

/** One word (as a stem) with what it weighs in each turn, the question first. */
export type WeightedTerm = { readonly term: string; readonly weights: readonly number[] }

export type PostingSearch = {
  readonly fence: Fence
  /** All of one language, and within the fence. */
  readonly shelves: readonly Shelf[]
  readonly terms: readonly WeightedTerm[]
  /** What each turn, by its index, adds to a chunk's score after it was divided by the turn's best. */
  readonly turnWeights: readonly number[]
  readonly limit: number
}

const CandidateChunk = z.object({
  chunk: z.number(),
  article: z.string(),
  title: z.string(),
  body: z.string(),
})
/** A chunk that holds words that were asked for, with its own folded words. */
export type CandidateChunk = z.infer<typeof CandidateChunk>

type Sql = ReturnType<typeof sql>

/**
 * Of each word those chunks are looked at in which it weighs most: a question takes no longer in a hundred thousand chunks
 * than in ten thousand. What holds a common word and little else is never among the best.
 */
const CHUNKS_PER_TERM = 1_000

/**
 * BM25F over words, fused over turns: the chunks worth a closer look, best first. The fence is repeated where words
 * leave the database, so that no slip in the index can leak one (law 9).
 */
export async function searchPostings(db: Db, search: PostingSearch): Promise<readonly CandidateChunk[]> {
  const { fence, shelves, terms, turnWeights, limit } = search
  const eachTurn = (column: (turn: number) => Sql) =>
    sql.join(
      turnWeights.map((_, turn) => column(turn)),
      sql`, `,
    )
  const weights = eachTurn(
    (turn) => sql`${sql.param(terms.map((term) => term.weights[turn] ?? 0))}::float8[]`,
  )
  const query = sql`
    with asked as (
      select * from unnest(${sql.param(terms.map(({ term }) => term))}::text[], ${weights})
        as asked (term, ${eachTurn(weightOf)})
    ), scored as (
      select matched.chunk, ${eachTurn((turn) => sql`sum(matched.gain * ${weightOf(turn)}) as ${scoreOf(turn)}`)}
      from asked cross join unnest(${sql.param(shelves.map(({ id }) => id))}::int[]) as searched (shelf)
        cross join lateral (
          select posting.chunk, posting.gain from ${posting}
          where posting.term = asked.term and posting.shelf = searched.shelf
          order by posting.gain desc nulls last, posting.chunk limit ${CHUNKS_PER_TERM}
        ) as matched
      group by matched.chunk
    ), best as materialized (
      select ${eachTurn((turn) => sql`max(${scoreOf(turn)}) as ${bestOf(turn)}`)} from scored
    ), fused as (
      select chunk, ${sql.join(turnWeights.map(shareOfBest), sql` + `)} as score from scored, best
      order by score desc, chunk limit ${limit}
    )
    select fused.chunk, indexed.article, indexed.title, indexed.body
    from fused join ${indexedChunk} as indexed on indexed.chunk = fused.chunk
      join ${shelf} on shelf.id = indexed.shelf and ${isWithin(sql`shelf`, fence)}
    order by fused.score desc, fused.chunk`
  return (await db.execute(query, 'objects')).map((row) => CandidateChunk.parse(row))
}

const weightOf = (turn: number) => sql`${sql.identifier(`weight_${turn}`)}`
const scoreOf = (turn: number) => sql`${sql.identifier(`score_${turn}`)}`
const bestOf = (turn: number) => sql`${sql.identifier(`best_${turn}`)}`
const shareOfBest = (weight: number, turn: number) =>
  sql`coalesce(${real(weight)} * ${scoreOf(turn)} / nullif(${bestOf(turn)}, 0), 0)`

/** Postgres would take a bare parameter for the type of the column beside it. */
const real = (value: number) => sql`${value}::float8`
