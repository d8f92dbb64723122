import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from './db.ts'
import { numbersAs, type ServingSpace, vectorType } from './embedding-spaces.ts'
import { embedding } from './schema/embeddings.ts'
import { article, articleVersion, chunk, posting } from './schema/knowledge.ts'
import { type Fence, isOnShelves, isWithin, type Shelf } from './shelves.ts'

export type EmbeddingSearch = {
  readonly space: ServingSpace
  /** As many numbers as the space has. */
  readonly near: readonly number[]
  readonly fence: Fence
  /** All of one language, and within the fence. */
  readonly shelves: readonly Shelf[]
  readonly perArticle: number
  readonly limit: number
}

const NearChunk = z.object({
  chunk: z.number(),
  chunkId: z.string(),
  article: z.string(),
  articleVersion: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  topic: z.string(),
  locale: z.string(),
  reviewed: z.string().nullable(),
  sample: z.boolean(),
  headings: z.array(z.string()),
  text: z.string(),
  position: z.number(),
  similarity: z.number(),
})
/** A chunk whose vector points the same way; `similarity` is the cosine, 1 at most. */
export type NearChunk = z.infer<typeof NearChunk>

/** Neighbours that are looked at before those of one article are thinned out. */
const CANDIDATES = 120
/** Neighbours outside of the fence that are passed by before the index gives up; its default is a fifth. */
const MOST_LOOKED_AT = '100000'

/**
 * The chunks nearest to a vector, nearest first. The fence holds three times: while neighbours are looked for, so that
 * what may not be seen crowds nothing out; where texts leave the database (law 9); and in the shelves that were chosen.
 */
export async function searchEmbeddings(db: Db, search: EmbeddingSearch): Promise<readonly NearChunk[]> {
  return db.transaction(async (tx) => {
    // The index goes on until enough of what it finds lies within the fence, also where most of it does not.
    await tx.execute(sql`select set_config('hnsw.iterative_scan', 'strict_order', true),
      set_config('hnsw.max_scan_tuples', ${MOST_LOOKED_AT}, true)`)
    return (await tx.execute(toQuery(search), 'objects')).map((row) => NearChunk.parse(row))
  })
}

function toQuery({ space, near, fence, shelves, perArticle, limit }: EmbeddingSearch) {
  const type = sql.raw(`${vectorType(space.dimensions)}(${space.dimensions})`)
  const distance = sql`${numbersAs(space.dimensions)} <=> ${`[${near.join(',')}]`}::${type}`
  // The space as a number in the text: the planner has to see that the index covers it.
  const isSpace = sql.raw(`embedding.space = ${space.id}`)
  return sql`
    with nearest as (
      select embedding.chunk, ${distance} as distance from ${embedding}
      where ${isSpace} and embedding.numbers is not null and ${isOnShelves(sql`embedding`, shelves)}
      order by ${distance} limit ${CANDIDATES}
    ), placed as (
      select nearest.distance, chunk.*,
        row_number() over (partition by article_version order by distance, number) as nth
      from nearest join ${chunk} on number = nearest.chunk
      where exists (select 1 from ${posting} where posting.chunk = nearest.chunk and ${isOnShelves(sql`posting`, shelves)})
    )
    select placed.number as chunk, placed.id as "chunkId", version.path as article, version.id as "articleVersion", version.title,
      version.url, version.topic, version.locale, version.reviewed, version.sample, placed.headings, placed.text, placed.position,
      1 - placed.distance as similarity
    from placed
      join ${articleVersion} as version on version.id = placed.article_version
      join ${article} on article.version = version.id and article.path = version.path
    where nth <= ${perArticle} and ${isWithin(sql`version`, fence)}
    order by placed.distance, placed.number limit ${limit}`
}
