import { and, eq, sql } from 'drizzle-orm'
import type { Audience } from '../domain/passage.ts'
import type { Db, Tx } from './db.ts'
import { gainOf } from './posting-gain.ts'
import { chunk, indexedChunk, posting, shelf, vocabulary } from './schema/knowledge.ts'
import { sqlState } from './sql-state.ts'

/** Which chunks are searched together. */
export type ShelfKey = { readonly locale: string; readonly audience: Audience; readonly sample: boolean }

/** How often one word (as a stem) stands in a chunk's title and in its body. */
export type TermCount = { readonly term: string; readonly inTitle: number; readonly inBody: number }

/** What the index keeps of one chunk: its article's path, folded words, lengths in content words, and their counts. */
export type ShelvedChunk = {
  readonly chunk: number
  readonly article: string
  readonly title: string
  readonly body: string
  readonly titleWords: number
  readonly bodyWords: number
  readonly terms: readonly TermCount[]
}

const ROWS_PER_INSERT = 20_000
const CHUNKS_PER_INSERT = 5_000
const SMALLINT_MAX = 32_767

/** The shelf's id; it is made when it is not there. */
export async function openShelf(tx: Tx, key: ShelfKey): Promise<number> {
  await tx.insert(shelf).values(key).onConflictDoNothing()
  const { locale, audience, sample } = key
  const isKey = and(eq(shelf.locale, locale), eq(shelf.audience, audience), eq(shelf.sample, sample))
  const [row] = await tx.select({ id: shelf.id }).from(shelf).where(isKey)
  if (!row) throw new Error('A shelf that was just made is not there.')
  return row.id
}

/** Adds new chunks to a shelf and counts them in. */
export async function addPostings(tx: Tx, shelfId: number, chunks: readonly ShelvedChunk[]): Promise<void> {
  if (chunks.length === 0) return
  await insertChunks(tx, shelfId, chunks)
  await setFirstAverages(tx, shelfId, chunks)
  const rows = chunks.flatMap((row) =>
    row.terms.map((term) => ({ chunk: row.chunk, ...term, ...shortLengths(row) })),
  )
  // Postings of one term side by side: a search then reads a fiftieth of the blocks (measured on 10,000 chunks).
  const sorted = rows.toSorted((a, b) => (a.term < b.term ? -1 : 1))
  for (let start = 0; start < sorted.length; start += ROWS_PER_INSERT) {
    await insertPostings(tx, shelfId, sorted.slice(start, start + ROWS_PER_INSERT))
  }
  await countIn(
    tx,
    chunks.map(({ chunk }) => chunk),
    1,
  )
}

/** A statement may have no more than 65,535 parameters: a commit of large files has more chunks than go into one. */
async function insertChunks(tx: Tx, shelfId: number, chunks: readonly ShelvedChunk[]): Promise<void> {
  for (let start = 0; start < chunks.length; start += CHUNKS_PER_INSERT) {
    const some = chunks.slice(start, start + CHUNKS_PER_INSERT)
    await tx
      .insert(indexedChunk)
      .values(some.map(({ terms: _, ...row }) => ({ ...row, ...shortLengths(row), shelf: shelfId })))
      .onConflictDoNothing()
  }
}

/** The first chunks of a shelf say what is average until it is known better. */
async function setFirstAverages(tx: Tx, shelfId: number, chunks: readonly ShelvedChunk[]): Promise<void> {
  const average = (field: 'titleWords' | 'bodyWords') =>
    chunks.reduce((sum, row) => sum + row[field], 0) / chunks.length
  await tx
    .update(shelf)
    .set({ gainTitleWords: average('titleWords'), gainBodyWords: average('bodyWords') })
    .where(and(eq(shelf.id, shelfId), eq(shelf.chunks, 0)))
}

type PostingRow = TermCount & {
  readonly chunk: number
  readonly titleWords: number
  readonly bodyWords: number
}

async function insertPostings(tx: Tx, shelfId: number, rows: readonly PostingRow[]): Promise<void> {
  const column = (field: Exclude<keyof PostingRow, 'term'>) => sql.param(rows.map((row) => row[field]))
  const gain = gainOf(
    {
      inTitle: sql`in_title`,
      inBody: sql`in_body`,
      titleWords: sql`counted.title_words`,
      bodyWords: sql`counted.body_words`,
    },
    { titleWords: sql`shelf.gain_title_words`, bodyWords: sql`shelf.gain_body_words` },
  )
  await tx.execute(sql`
    insert into ${posting} (shelf, term, chunk, in_title, in_body, gain)
    select shelf.id, term, chunk, least(in_title, ${SMALLINT_MAX}), least(in_body, ${SMALLINT_MAX}), ${gain}
    from unnest(${sql.param(rows.map(({ term }) => term))}::text[], ${column('chunk')}::int[], ${column('inTitle')}::int[],
      ${column('inBody')}::int[], ${column('titleWords')}::int[], ${column('bodyWords')}::int[])
      as counted (term, chunk, in_title, in_body, title_words, body_words), ${shelf}
    where shelf.id = ${shelfId}
    on conflict do nothing`)
}

const shortLengths = (row: { readonly titleWords: number; readonly bodyWords: number }) => ({
  titleWords: Math.min(row.titleWords, SMALLINT_MAX),
  bodyWords: Math.min(row.bodyWords, SMALLINT_MAX),
})

/** A statement took longer than it may. */
const QUERY_CANCELED = '57014'

/**
 * What a changed index needs before it is asked: a planner that knows how much there is, without which a big first sync
 * is searched by scanning everything, and rows known to be visible, so that a search reads its index alone (a third of
 * its time). A server would come to it within minutes; the embedded database never does.
 */
export async function tidyPostings(db: Db): Promise<void> {
  try {
    await db.execute(sql`vacuum (analyze) ${posting}, ${vocabulary}, ${shelf}, ${chunk}, ${indexedChunk}`)
  } catch (error) {
    // What is indexed is served either way: a collection too big for one statement is left to the server's own vacuum.
    if (sqlState(error) !== QUERY_CANCELED) throw error
  }
}

/** Takes chunks out of the index. Their texts stay for replay. */
export async function removePostings(tx: Tx, chunks: readonly number[]): Promise<void> {
  if (chunks.length === 0) return
  await countIn(tx, chunks, -1)
  await tx.delete(posting).where(isCounted(chunks))
  await tx.delete(indexedChunk).where(isCounted(chunks))
  await tx.delete(vocabulary).where(eq(vocabulary.chunks, 0))
}

const isCounted = (chunks: readonly number[]) => sql`chunk = any(${sql.param([...new Set(chunks)])}::int[])`

/** Adds the chunks to the sums of their shelf and to the vocabulary, or takes them off again. */
async function countIn(tx: Tx, chunks: readonly number[], sign: 1 | -1): Promise<void> {
  const counted = isCounted(chunks)
  await tx.execute(sql`
    update ${shelf} set chunks = shelf.chunks + ${sign}::int * lengths.chunks,
      title_words = shelf.title_words + ${sign}::int * lengths.title_words,
      body_words = shelf.body_words + ${sign}::int * lengths.body_words
    from (select shelf, count(*)::int as chunks, sum(title_words)::int as title_words, sum(body_words)::int as body_words
      from ${indexedChunk} where ${counted} group by shelf) as lengths
    where lengths.shelf = shelf.id`)
  await tx.execute(sql`
    insert into ${vocabulary} (shelf, term, letters, chunks)
    select shelf, term, char_length(term), ${sign}::int * count(*) from ${posting} where ${counted} group by shelf, term
    on conflict (shelf, term) do update set chunks = vocabulary.chunks + excluded.chunks`)
}
