import { setTimeout as wait } from 'node:timers/promises'
import { and, eq, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import type { Article } from '../domain/article.ts'
import { type SourceName, sourceOf } from '../domain/knowledge-source.ts'
import type { Db, Tx } from './db.ts'
import { article, articleVersion, chunk } from './schema/knowledge.ts'
import { sqlState } from './sql-state.ts'

/** An article as it is indexed now. */
export type IndexedArticle = { readonly path: string; readonly version: string; readonly format: number }

export type NewChunk = {
  readonly id: string
  readonly position: number
  readonly text: string
  readonly headings: readonly string[]
}

/** An article with the pieces it is searched by. */
export type CutArticle = { readonly article: Article; readonly chunks: readonly NewChunk[] }

const ROWS_PER_INSERT = 5_000
const LOCK_NOT_AVAILABLE = '55P03'

/** The articles of a source that are indexed; only those at the given paths, where there are some. */
export const readIndexedArticles = (
  db: Db | Tx,
  source: SourceName,
  paths?: readonly string[],
): Promise<readonly IndexedArticle[]> =>
  db
    .select({ path: article.path, version: article.version, format: article.format })
    .from(article)
    .where(and(eq(article.source, source), paths && isAny(article.path, paths)))

/** The paths of those articles of a source that contacts may see. */
export async function readPublicPaths(db: Db, source: SourceName): Promise<readonly string[]> {
  const rows = await db
    .select({ path: article.path })
    .from(article)
    .innerJoin(articleVersion, eq(articleVersion.id, article.version))
    .where(and(eq(article.source, source), eq(articleVersion.audience, 'public')))
  return rows.map(({ path }) => path)
}

const LOCK_AGAIN_MS = 300

/**
 * One sync at a time, on both databases; readers go on. The lock ends with the transaction. It asks again and again
 * instead of waiting: the sync of another instance may last longer than a statement may.
 */
export async function lockArticles(tx: Tx): Promise<void> {
  while (!(await tryLock(tx))) await wait(LOCK_AGAIN_MS)
}

async function tryLock(tx: Tx): Promise<boolean> {
  try {
    await tx.transaction((inner) =>
      inner.execute(sql`lock table ${article} in share row exclusive mode nowait`),
    )
    return true
  } catch (error) {
    if (sqlState(error) === LOCK_NOT_AVAILABLE) return false
    throw error
  }
}

/** Writes versions and their chunks down, once: what an earlier sync left is kept. Returns chunk id → number. */
export async function saveVersions(tx: Tx, cut: readonly CutArticle[]): Promise<ReadonlyMap<string, number>> {
  const versions = cut.map(({ article: { version, text: _, blocks: __, ...content } }) => ({
    id: version,
    ...content,
  }))
  await tx.insert(articleVersion).values(versions).onConflictDoNothing()
  const rows = cut.flatMap(({ article: { version }, chunks }) =>
    chunks.map(({ headings, ...piece }) => ({ ...piece, headings: [...headings], articleVersion: version })),
  )
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    await tx
      .insert(chunk)
      .values(rows.slice(start, start + ROWS_PER_INSERT))
      .onConflictDoNothing()
  }
  const saved = await tx
    .select({ id: chunk.id, number: chunk.number })
    .from(chunk)
    .where(
      isAny(
        chunk.id,
        rows.map(({ id }) => id),
      ),
    )
  return new Map(saved.map(({ id, number }) => [id, number]))
}

/** Makes these versions the ones that are searched. */
export async function publishVersions(tx: Tx, now: readonly IndexedArticle[]): Promise<void> {
  await tx
    .insert(article)
    .values(now.map((one) => ({ ...one, source: sourceOf(one.path) })))
    .onConflictDoUpdate({
      target: article.path,
      set: { version: sql`excluded.version`, format: sql`excluded.format`, syncedAt: sql`clock_timestamp()` },
    })
}

/** Forgets that articles are there; their versions and chunks stay. */
export async function removeArticles(tx: Tx, paths: readonly string[]): Promise<void> {
  await tx.delete(article).where(isAny(article.path, paths))
}

/** The numbers of all chunks that these versions ever had. */
export async function chunksOfVersions(tx: Tx, versions: readonly string[]): Promise<readonly number[]> {
  const rows = await tx
    .select({ number: chunk.number })
    .from(chunk)
    .where(isAny(chunk.articleVersion, versions))
  return rows.map(({ number }) => number)
}

/** One array instead of a parameter each: a statement may have no more than 65,535 of them. */
const isAny = (column: AnyPgColumn, values: readonly string[]) =>
  sql`${column} = any(${sql.param(values)}::text[])`

const Mark = z.object({ mark: z.string() })

/** Another one as soon as an article was added, changed or removed: cheap to look at, and only to be compared. */
export async function readArticlesMark(db: Db): Promise<string> {
  const [row] = await db.execute(
    sql`select count(*) || ' ' || coalesce(max(synced_at)::text, '') as mark from ${article}`,
    'objects',
  )
  return Mark.parse(row).mark
}
