import type { Article } from '../domain/article.ts'
import type { SourceName } from '../domain/knowledge-source.ts'
import {
  chunksOfVersions,
  type IndexedArticle,
  lockArticles,
  readIndexedArticles,
  removeArticles,
} from '../store/articles.ts'
import type { Db, Tx } from '../store/db.ts'
import { refreshGains } from '../store/posting-gain.ts'
import { removePostings } from '../store/postings.ts'
import { INDEX_FORMAT } from './analyse-text.ts'
import { indexArticles } from './index-articles.ts'

/** Articles as they are now, each whole, and the paths of those that are gone. */
export type ArticleChanges = { readonly articles: readonly Article[]; readonly gone: readonly string[] }

/** An article in a report: what is gone has no title any more. */
export type NamedArticle = { readonly path: string; readonly title?: string }

/** What changes did to the index; what was the same already was not touched. */
export type Applied = {
  readonly added: readonly NamedArticle[]
  readonly changed: readonly NamedArticle[]
  readonly removed: readonly NamedArticle[]
  readonly unchanged: number
}

/** The articles that a source has in the index, by path. */
export type Indexed = ReadonlyMap<string, IndexedArticle>

export type ApplyDeps = { readonly db: Db; readonly source: SourceName }

export const readIndexed = async ({ db, source }: ApplyDeps): Promise<Indexed> =>
  byPath(await readIndexedArticles(db, source))

/** Whether the index holds an article in this very version. */
export const isCurrent = (indexed: Indexed, { path, version }: Article): boolean =>
  indexed.get(path)?.version === version && indexed.get(path)?.format === INDEX_FORMAT

/**
 * Brings changes of one source into the index, in one transaction: until it is committed the old versions are searched,
 * and from then on the new ones. `also` writes down in the same transaction how far the source has been read.
 */
export async function applyChanges(
  { db, source }: ApplyDeps,
  changes: ArticleChanges,
  also: (tx: Tx) => Promise<void> = async () => {},
): Promise<Applied> {
  return db.transaction(async (tx) => {
    await lockArticles(tx)
    await also(tx)
    const paths = [...changes.articles.map(({ path }) => path), ...changes.gone]
    // Read again behind the lock: another instance may have done the same meanwhile.
    return carryOut(tx, byPath(await readIndexedArticles(tx, source, paths)), changes)
  })
}

async function carryOut(tx: Tx, before: Indexed, { articles, gone }: ArticleChanges): Promise<Applied> {
  const fresh = articles.filter((article) => !isCurrent(before, article))
  const changed = fresh.filter(({ path }) => before.has(path))
  const removed = gone.filter((path) => before.has(path))
  const outdated = [...changed.map(({ path }) => path), ...removed]
  const versions = outdated.flatMap((path) => before.get(path)?.version ?? [])
  await removePostings(tx, await chunksOfVersions(tx, versions))
  await removeArticles(tx, removed)
  await indexArticles(tx, fresh)
  await refreshGains(tx)
  return {
    added: fresh.filter(({ path }) => !before.has(path)).map(toNamed),
    changed: changed.map(toNamed),
    removed: removed.map((path) => ({ path })),
    unchanged: articles.length - fresh.length,
  }
}

const byPath = (rows: readonly IndexedArticle[]): Indexed => new Map(rows.map((row) => [row.path, row]))

/** A copy: as a piece of a longer string the title would hold the whole text until the report is read. */
const toNamed = ({ path, title }: Article): NamedArticle => structuredClone({ path, title })
