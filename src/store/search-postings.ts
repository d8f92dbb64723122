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
 * Of each word those chunks are looked at in which it gains most: a question takes no longer in a hundred thousand chunks
 * than in ten thousand. What holds a common word and little else is never among the best, so the less a word weighs
 * beside the heaviest, the fewer of its chunks are looked at.
 */
const CHUNKS_PER_TERM = { least: 300, most: 1_000, ofHeaviest: 1_500 }

/** How many chunks of each word are looked at. */
function depthsOf(terms: readonly WeightedTerm[]): readonly number[] {
  const weights = terms.map((term) => Math.max(...term.weights))
  const heaviest = Math.max(...weights)
  const { least, most, ofHeaviest } = CHUNKS_PER_TERM
  return weights.map((weight) => Math.min(most, Math.max(least, Math.ceil((ofHeaviest * weight) / heaviest))))
}

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
      select * from unnest(${sql.param(terms.map(({ term }) => term))}::text[],
        ${sql.param(depthsOf(terms))}::int[], ${weights}) as asked (term, depth, ${eachTurn(weightOf)})
    ), scored as (
      select matched.chunk, ${eachTurn((turn) => sql`sum(matched.gain * ${weightOf(turn)}) as ${scoreOf(turn)}`)}
      from asked cross join unnest(${sql.param(shelves.map(({ id }) => id))}::int[]) as searched (shelf)
        cross join lateral (
          select posting.chunk, posting.gain from ${posting}
          where posting.term = asked.term and posting.shelf = searched.shelf
          order by posting.gain desc nulls last, posting.chunk limit asked.depth
        ) as matched
      group by matched.chunk
    ), ${fuse(turnWeights, limit)}
    select fused.chunk, indexed.article, indexed.title, indexed.body
    from fused join ${indexedChunk} as indexed on indexed.chunk = fused.chunk
      join ${shelf} on shelf.id = indexed.shelf and ${isWithin(sql`shelf`, fence)}
    order by fused.score desc, fused.chunk`
  return (await db.execute(query, 'objects')).map((row) => CandidateChunk.parse(row))
}

/** A question alone needs no share of its best to be added to anything. */
function fuse(turnWeights: readonly number[], limit: number): Sql {
  const turns = turnWeights.map((_, turn) => turn)
  if (turns.length === 1)
    return sql`fused as (select chunk, ${scoreOf(0)} as score from scored order by score desc, chunk limit ${limit})`
  const bests = turns.map((turn) => sql`max(${scoreOf(turn)}) as ${bestOf(turn)}`)
  return sql`best as materialized (select ${sql.join(bests, sql`, `)} from scored), fused as (
      select chunk, ${sql.join(turnWeights.map(shareOfBest), sql` + `)} as score from scored, best
      order by score desc, chunk limit ${limit})`
}

const weightOf = (turn: number) => sql`${sql.identifier(`weight_${turn}`)}`
const scoreOf = (turn: number) => sql`${sql.identifier(`score_${turn}`)}`
const bestOf = (turn: number) => sql`${sql.identifier(`best_${turn}`)}`
const shareOfBest = (weight: number, turn: number) =>
  sql`coalesce(${real(weight)} * ${scoreOf(turn)} / nullif(${bestOf(turn)}, 0), 0)`

/** Postgres would take a bare parameter for the type of the column beside it. */
const real = (value: number) => sql`${value}::float8`
