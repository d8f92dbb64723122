import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Audience } from '../domain/passage.ts'
import type { Db } from './db.ts'
import { shelf, vocabulary } from './schema/knowledge.ts'

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

/** In how many chunks each word (as a stem) stands; words that stand in none are absent. */
export async function countTermChunks(
  db: Db,
  shelves: readonly Shelf[],
  terms: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (terms.length === 0) return new Map()
  const query = sql`
    select term, sum(chunks)::int as chunks from ${vocabulary}
    where ${isOnShelves(sql`vocabulary`, shelves)} and term = any(${sql.param(terms)}::text[]) group by term`
  const rows = (await db.execute(query, 'objects')).map((row) => TermChunks.parse(row))
  return new Map(rows.map(({ term, chunks }) => [term, chunks]))
}

/** A typed word and how one edit may have left it: its first letters, or its last ones. */
export type Misspelling = { readonly word: string; readonly start: string; readonly end: string }

const SimilarWord = TermChunks.extend({ word: z.string() })
export type SimilarWord = z.infer<typeof SimilarWord>

/**
 * For each word those of the vocabulary that begin or end like it and are at most one letter longer or shorter, the most
 * frequent first. Both ways have an index: a hundred thousand words are not gone through.
 */
export async function findSimilarWords(
  db: Db,
  shelves: readonly Shelf[],
  words: readonly Misspelling[],
): Promise<readonly SimilarWord[]> {
  const each = words.flatMap(({ word, start, end }) => {
    const letters = [...word].length
    const isNear = sql`${isOnShelves(sql`vocabulary`, shelves)} and letters between ${letters - 1} and ${letters + 1}`
    const reversed = [...end].toReversed().join('')
    return [
      sql`select ${word}::text as word, term, chunks from ${vocabulary} where ${isNear} and ${beginsWith(sql`term`, start)}`,
      sql`select ${word}::text as word, term, chunks from ${vocabulary} where ${isNear} and ${beginsWith(sql`reverse(term)`, reversed)}
        and not ${beginsWith(sql`term`, start)}`,
    ]
  })
  if (each.length === 0) return []
  const query = sql`
    select word, term, sum(chunks)::int as chunks from (${sql.join(each, sql` union all `)}) as similar_words
    group by word, term order by sum(chunks) desc, term`
  return (await db.execute(query, 'objects')).map((row) => SimilarWord.parse(row))
}

/** Not `like`: its index serves only plans that are made anew for every pattern. */
const beginsWith = (letters: Sql, start: string): Sql =>
  sql`(${letters} ~>=~ ${start}::text and ${letters} ~<~ ${`${start}\u{10ffff}`}::text)`

/** The average chunk's length, at least one word, so that shelves without titles divide by something. */
export function averageLengths(shelves: readonly Shelf[]): {
  readonly titleWords: number
  readonly bodyWords: number
} {
  const chunks = Math.max(
    1,
    shelves.reduce((count, shelf) => count + shelf.chunks, 0),
  )
  const average = (field: 'titleWords' | 'bodyWords') =>
    Math.max(1, shelves.reduce((words, shelf) => words + shelf[field], 0) / chunks)
  return { titleWords: average('titleWords'), bodyWords: average('bodyWords') }
}
