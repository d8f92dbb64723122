import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Audience } from '../domain/passage.ts'
import type { Db } from './db.ts'
import { posting, shelf, vocabulary } from './schema/knowledge.ts'

/** What somebody may see at all (law 9), and whether sample articles exist for them (law 11). */
export type Fence = { readonly audiences: readonly Audience[]; readonly samples: 'use' | 'skip' }

const Shelf = z.object({
  id: z.number(),
  locale: z.string(),
  chunks: z.number(),
  titleWords: z.number(),
  bodyWords: z.number(),
})
/** Chunks of one language that are searched together; lengths are sums in content words. */
export type Shelf = z.infer<typeof Shelf>

const TermChunks = z.object({ term: z.string(), chunks: z.number() })

type Sql = ReturnType<typeof sql>

/** The condition that keeps rows with an audience and a sample mark behind a fence. */
export const isWithin = (row: Sql, { audiences, samples }: Fence): Sql =>
  sql`${row}.audience = any(${sql.param(audiences)}::text[]) and (not ${row}.sample or ${samples === 'use'}::boolean)`

/** The condition that keeps postings and words to the given shelves. */
export const isOnShelves = (row: Sql, shelves: readonly Shelf[]): Sql =>
  sql`${row}.shelf = any(${sql.param(shelves.map(({ id }) => id))}::int[])`

/** Every shelf within a fence that holds something. */
export async function findShelves(db: Db, fence: Fence): Promise<readonly Shelf[]> {
  const query = sql`
    select id, locale, chunks, title_words as "titleWords", body_words as "bodyWords"
    from ${shelf} where chunks > 0 and ${isWithin(sql`shelf`, fence)} order by id`
  return (await db.execute(query, 'objects')).map((row) => Shelf.parse(row))
}

/** Terms are words, or pairs of words joined by a space. */
export const isPair = (term: string): boolean => term.includes(' ')

/** In how many chunks each term stands; terms that stand in none are absent. */
export async function countTermChunks(
  db: Db,
  shelves: readonly Shelf[],
  terms: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const pairs = terms.filter(isPair)
  const words = terms.filter((term) => !isPair(term))
  const query = sql`
    select term, sum(chunks)::int as chunks from ${vocabulary}
    where ${isOnShelves(sql`vocabulary`, shelves)} and term = any(${sql.param(words)}::text[]) group by term
    union all select term, count(*)::int from ${posting}
    where ${isOnShelves(sql`posting`, shelves)} and term = any(${sql.param(pairs)}::text[]) group by term`
  const rows = (await db.execute(query, 'objects')).map((row) => TermChunks.parse(row))
  return new Map(rows.map(({ term, chunks }) => [term, chunks]))
}

/** Words that begin like the given one and are at most one letter longer or shorter, the most frequent first. */
export async function findSimilarWords(
  db: Db,
  shelves: readonly Shelf[],
  word: string,
): Promise<readonly string[]> {
  const letters = [...word].length
  const query = sql`
    select term, sum(chunks)::int as chunks from ${vocabulary}
    where ${isOnShelves(sql`vocabulary`, shelves)} and initial = left(${word}, 1)
      and letters between ${letters - 1} and ${letters + 1}
    group by term order by sum(chunks) desc, term`
  return (await db.execute(query, 'objects')).map((row) => TermChunks.parse(row).term)
}
