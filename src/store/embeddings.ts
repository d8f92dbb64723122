import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { SOURCE_NAMES, type SourceName } from '../domain/knowledge-source.ts'
import type { Db, Tx } from './db.ts'
import { embedding } from './schema/embeddings.ts'
import { article, articleVersion, chunk, posting, shelf } from './schema/knowledge.ts'

const WaitingChunk = z.object({
  chunk: z.number(),
  shelf: z.number(),
  articleVersion: z.string(),
  title: z.string(),
  headings: z.array(z.string()),
  text: z.string(),
})
/** A chunk that is searched by its words and has no vector in a space yet. */
export type WaitingChunk = z.infer<typeof WaitingChunk>

/** A chunk with the hash of what is embedded of it; `numbers` null where the model refuses the text. */
export type EmbeddedChunk = Pick<WaitingChunk, 'chunk' | 'shelf'> & {
  readonly hash: string
  readonly numbers: readonly number[] | null
}

/** The chunks that are searched now, each with the shelf it lies on. */
const SERVED = sql`
  ${article} join ${articleVersion} as version on version.id = article.version and version.path = article.path
    join ${chunk} on chunk.article_version = version.id
    join ${shelf} on shelf.locale = version.locale and shelf.audience = version.audience and shelf.sample = version.sample`
/** Chunks of an earlier cutting stay for replay; only what has postings is searched. */
const IS_INDEXED = sql`exists (select 1 from ${posting} where posting.chunk = chunk.number)`

const hasNone = (space: number) =>
  sql`not exists (select 1 from ${embedding} where embedding.space = ${space} and embedding.chunk = chunk.number)`

export type WaitingSearch = {
  readonly space: number
  /** A chunk's number: those before it were looked at. */
  readonly after: number
  readonly limit: number
}

/** The next chunks without a vector, by their numbers: those of one article have numbers that follow each other. */
export async function findWaiting(
  db: Db,
  { space, after, limit }: WaitingSearch,
): Promise<readonly WaitingChunk[]> {
  const query = sql`
    select chunk.number as chunk, shelf.id as shelf, version.id as "articleVersion", version.title, chunk.headings, chunk.text
    from ${SERVED} where chunk.number > ${after} and ${IS_INDEXED} and ${hasNone(space)}
    order by chunk.number limit ${limit}`
  return (await db.execute(query, 'objects')).map((row) => WaitingChunk.parse(row))
}

const Count = z.object({ count: z.number() })

/** A space that is not there: every chunk that is searched waits in it. */
export const NO_SPACE = 0

/** How many chunks wait for their vector in a space. */
export async function countWaiting(db: Db | Tx, space: number): Promise<number> {
  const query = sql`select count(*)::int as count from ${SERVED} where ${IS_INDEXED} and ${hasNone(space)}`
  const [row] = await db.execute(query, 'objects')
  return Count.parse(row).count
}

const SourceCount = Count.extend({ source: z.enum(SOURCE_NAMES) })

/** The same for each source of knowledge; those without a chunk that waits are not in it. */
export async function countWaitingOf(db: Db, space: number): Promise<ReadonlyMap<SourceName, number>> {
  const query = sql`
    select article.source, count(*)::int as count from ${SERVED}
    where ${IS_INDEXED} and ${hasNone(space)} group by article.source`
  const rows = (await db.execute(query, 'objects')).map((row) => SourceCount.parse(row))
  return new Map(rows.map(({ source, count }) => [source, count]))
}

/** How many vectors a space has. */
export async function countEmbedded(db: Db, space: number): Promise<number> {
  const query = sql`
    select count(*)::int as count from ${embedding} where space = ${space} and numbers is not null`
  const [row] = await db.execute(query, 'objects')
  return Count.parse(row).count
}

type Hashed = Omit<EmbeddedChunk, 'numbers'>

const Chunk = z.object({ chunk: z.number() })

/** Gives chunks the vector that the same text has already, of an earlier version or of another article. Returns whom. */
export async function reuseEmbeddings(
  tx: Tx,
  space: number,
  chunks: readonly Hashed[],
): Promise<ReadonlySet<number>> {
  const query = sql`
    insert into ${embedding} (space, chunk, shelf, hash, numbers)
    select ${space}::int, wanted.chunk, wanted.shelf, wanted.hash, known.numbers
    from ${unnest(chunks)} as wanted (chunk, shelf, hash) cross join lateral (
      select numbers from ${embedding} where space = ${space} and hash = wanted.hash limit 1) as known
    on conflict do nothing returning chunk`
  const rows = await tx.execute(query, 'objects')
  return new Set(rows.map((row) => Chunk.parse(row).chunk))
}

/** Writes vectors down, all or none. */
export async function saveEmbeddings(tx: Tx, space: number, chunks: readonly EmbeddedChunk[]): Promise<void> {
  const numbers = chunks.map((one) => one.numbers && `{${one.numbers.join(',')}}`)
  await tx.execute(sql`
    insert into ${embedding} (space, chunk, shelf, hash, numbers)
    select ${space}::int, wanted.chunk, wanted.shelf, wanted.hash, wanted.numbers::real[]
    from ${unnest(chunks, sql`, ${sql.param(numbers)}::text[]`)} as wanted (chunk, shelf, hash, numbers)
    on conflict do nothing`)
}

function unnest(chunks: readonly Hashed[], more = sql``) {
  const column = (of: (one: Hashed) => string | number) => sql.param(chunks.map(of))
  return sql`unnest(${column(({ chunk }) => chunk)}::int[], ${column(({ shelf }) => shelf)}::int[],
    ${column(({ hash }) => hash)}::text[]${more})`
}

/** Removes the vectors of chunks that are searched no more. Returns how many. */
export async function removeStaleEmbeddings(db: Db, space: number): Promise<number> {
  const query = sql`
    delete from ${embedding} where space = ${space} and not exists (
      select 1 from ${SERVED} where ${IS_INDEXED} and chunk.number = embedding.chunk) returning chunk`
  return (await db.execute(query, 'objects')).length
}
