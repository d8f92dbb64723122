import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from './db.ts'
import { article, articleVersion, chunk, posting } from './schema/knowledge.ts'
import { type Fence, isOnShelves, isWithin, type Shelf } from './shelves.ts'

/**
 * One term of one turn. `weight` holds its rarity; turn 0 is the question, higher ones were before it. Terms that
 * are not telling order chunks, but are left out of the own score.
 */
export type WeightedTerm = {
  readonly term: string
  readonly turn: number
  readonly weight: number
  readonly isTelling: boolean
}

export type PostingSearch = {
  readonly fence: Fence
  /** All of one language, and within the fence. */
  readonly shelves: readonly Shelf[]
  readonly terms: readonly WeightedTerm[]
  /** What each turn, by its index, adds to a chunk's score after it was divided by the turn's best. */
  readonly turnWeights: readonly number[]
  readonly perArticle: number
  readonly limit: number
}

const FoundChunk = z.object({
  chunkId: z.string(),
  article: z.string(),
  articleVersion: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  topic: z.string(),
  locale: z.string(),
  text: z.string(),
  position: z.number(),
  score: z.number(),
  ownScore: z.number(),
  matched: z.array(z.string()),
})
/** A chunk that was found: fused score, the question's own score, and the question's terms that stand in it. */
export type FoundChunk = z.infer<typeof FoundChunk>

type Sql = ReturnType<typeof sql>

/** BM25F constants (benchmarks.md, section 3, step 3). */
export const K1 = 2
const TITLE_WEIGHT = 3
const TITLE_B = 0.5
const BODY_B = 0.75
/** Chunks that are looked at more closely. */
const CANDIDATES = 120

/**
 * BM25F over words and pairs, fused over turns, at most `perArticle` chunks of one article, best first. The fence
 * is repeated where texts leave the database, so that no slip in the index can leak one (law 9).
 */
export async function searchPostings(db: Db, search: PostingSearch): Promise<readonly FoundChunk[]> {
  const { fence, shelves, terms, turnWeights, perArticle, limit } = search
  const isVisible = isOnShelves(sql`posting`, shelves)
  const eachTurn = (column: (turn: number) => Sql) =>
    sql.join(
      turnWeights.map((_, turn) => column(turn)),
      sql`, `,
    )
  const sumOfTurns = sql.join(turnWeights.map(shareOfBest), sql` + `)
  const query = sql`
    with asked as (
      select * from unnest(${sql.param(terms.map(({ term }) => term))}::text[],
        ${sql.param(terms.map(({ turn }) => turn))}::int[],
        ${sql.param(terms.map(({ weight }) => weight))}::float8[],
        ${sql.param(terms.map(({ isTelling }) => isTelling))}::boolean[]) as asked (term, turn, weight, is_telling)
    ), scored as (
      select chunk, ${eachTurn((turn) => sql`sum(gain) filter (where turn = ${turn}) as ${scoreOf(turn)}`)},
        coalesce(sum(gain) filter (where turn = 0 and is_telling), 0) as own_score
      from (
        select asked.turn, asked.is_telling, posting.chunk, asked.weight * ${saturated(frequency(shelves))} as gain
        from asked join ${posting} on posting.term = asked.term and ${isVisible}
      ) as matched group by chunk
    ), best as (
      select ${eachTurn((turn) => sql`max(${scoreOf(turn)}) as ${bestOf(turn)}`)} from scored
    ), fused as (
      select chunk, own_score, ${sumOfTurns} as score from scored, best order by 3 desc, 1 limit ${CANDIDATES}
    ), placed as (
      select fused.*, id, text, position, article_version,
        row_number() over (partition by article_version order by score desc, number) as nth
      from fused join ${chunk} on number = fused.chunk
    )
    select placed.id as "chunkId", version.path as article, version.id as "articleVersion", version.title,
      version.url, version.topic, version.locale, placed.text, placed.position, placed.score, placed.own_score as "ownScore",
      array(select term from asked join ${posting} using (term)
        where turn = 0 and posting.chunk = placed.chunk and ${isVisible}) as matched
    from placed
      join ${articleVersion} as version on version.id = placed.article_version
      join ${article} on article.version = version.id and article.path = version.path
    where nth <= ${perArticle} and ${isWithin(sql`version`, fence)}
    order by placed.score desc, placed.chunk limit ${limit}`
  return (await db.execute(query, 'objects')).map((row) => FoundChunk.parse(row))
}

const scoreOf = (turn: number) => sql.identifier(`score_${turn}`)
const bestOf = (turn: number) => sql.identifier(`best_${turn}`)
const shareOfBest = (weight: number, turn: number) =>
  sql`coalesce(${real(weight)} * ${scoreOf(turn)} / nullif(${bestOf(turn)}, 0), 0)`

/** Each repetition of a term adds less than the one before; never above `K1 + 1`. */
const saturated = (amount: Sql) => sql`${real(K1 + 1)} * (1 - ${real(K1)} / (${real(K1)} + ${amount}))`

/** A term's frequency in a chunk over both fields, each tempered by the field's length. */
const frequency = (shelves: readonly Shelf[]) => sql`(
  ${real(TITLE_WEIGHT)} * in_title / ${lengthNorm(sql`title_words`, { b: TITLE_B, average: averageOf(shelves, 'titleWords') })}
  + in_body / ${lengthNorm(sql`body_words`, { b: BODY_B, average: averageOf(shelves, 'bodyWords') })})`

const lengthNorm = (words: Sql, { b, average }: { b: number; average: number }) =>
  sql`(${real(1 - b)} + ${words} * ${real(b / average)})`

/** Average length per chunk, at least one word, so that shelves without titles divide by something. */
const averageOf = (shelves: readonly Shelf[], field: 'titleWords' | 'bodyWords'): number => {
  const sum = shelves.reduce((words, shelf) => words + shelf[field], 0)
  const chunks = shelves.reduce((count, shelf) => count + shelf.chunks, 0)
  return Math.max(1, sum / Math.max(1, chunks))
}

/** Postgres would take a bare parameter for the type of the column beside it. */
const real = (value: number) => sql`${value}::float8`
