import { createHash } from 'node:crypto'
import type { Article } from '../domain/article.ts'
import {
  type CutArticle,
  chunksOfVersions,
  type IndexedArticle,
  lockArticles,
  publishVersions,
  readIndexedArticles,
  removeArticles,
  saveVersions,
} from '../store/articles.ts'
import type { Db, Tx } from '../store/db.ts'
import { addPostings, analysePostings, openShelf, removePostings, type ShelfKey } from '../store/postings.ts'
import { INDEX_FORMAT } from './analyse-text.ts'
import { chunkText } from './chunk-text.ts'
import { countTerms } from './count-terms.ts'

/** What a sync did, in articles. */
export type SyncReport = {
  readonly added: number
  readonly changed: number
  readonly removed: number
  readonly unchanged: number
}

/**
 * Makes the index hold exactly the given articles, in one transaction. What has not changed is not touched, so a
 * second start costs one read. Several instances may do it at once: they wait for each other.
 */
export const createSyncKnowledge =
  ({ db }: { readonly db: Db }) =>
  async (articles: readonly Article[]): Promise<SyncReport> => {
    const plan = planSync(await readIndexedArticles(db), articles)
    if (plan.stale.length === 0 && plan.fresh.length === 0) return plan.report
    return db.transaction(async (tx) => {
      await lockArticles(tx)
      return carryOut(tx, planSync(await readIndexedArticles(tx), articles))
    })
  }

type SyncPlan = {
  /** Indexed content that must go: of removed and of changed articles. */
  readonly stale: readonly IndexedArticle[]
  readonly removed: readonly string[]
  readonly fresh: readonly Article[]
  readonly report: SyncReport
}

function planSync(indexed: readonly IndexedArticle[], articles: readonly Article[]): SyncPlan {
  const before = new Map(indexed.map((row) => [row.path, row]))
  const paths = new Set(articles.map(({ path }) => path))
  const isCurrent = ({ path, version }: Article) =>
    before.get(path)?.version === version && before.get(path)?.format === INDEX_FORMAT
  const fresh = articles.filter((article) => !isCurrent(article))
  const freshPaths = new Set(fresh.map(({ path }) => path))
  const removed = indexed.filter(({ path }) => !paths.has(path)).map(({ path }) => path)
  const changed = fresh.filter(({ path }) => before.has(path)).length
  return {
    stale: indexed.filter(({ path }) => freshPaths.has(path) || !paths.has(path)),
    removed,
    fresh,
    report: {
      added: fresh.length - changed,
      changed,
      removed: removed.length,
      unchanged: articles.length - fresh.length,
    },
  }
}

const ARTICLES_PER_BATCH = 250

async function carryOut(tx: Tx, { stale, removed, fresh, report }: SyncPlan): Promise<SyncReport> {
  await removePostings(
    tx,
    await chunksOfVersions(
      tx,
      stale.map(({ version }) => version),
    ),
  )
  await removeArticles(tx, removed)
  for (let start = 0; start < fresh.length; start += ARTICLES_PER_BATCH) {
    await indexArticles(tx, fresh.slice(start, start + ARTICLES_PER_BATCH))
  }
  await analysePostings(tx)
  return report
}

async function indexArticles(tx: Tx, articles: readonly Article[]): Promise<void> {
  const cut = await Promise.all(articles.map(cutArticle))
  const numbers = await saveVersions(tx, cut)
  for (const [key, group] of groupByShelf(cut)) {
    const postings = group.flatMap(({ article: { title, locale }, chunks }) =>
      chunks.flatMap(({ id, text }) => {
        const { terms, ...lengths } = countTerms({ title, text, locale })
        return terms.map((term) => ({ chunk: numbers.get(id) ?? 0, ...term, ...lengths }))
      }),
    )
    await addPostings(tx, await openShelf(tx, key), postings)
  }
  await publishVersions(
    tx,
    articles.map(({ path, version }) => ({ path, version, format: INDEX_FORMAT })),
  )
}

async function cutArticle(article: Article): Promise<CutArticle> {
  const { version, locale } = article
  const texts = await chunkText(article.text, locale)
  return {
    article,
    chunks: texts.map((text, position) => ({ id: chunkId(version, position, text), position, text })),
  }
}

function groupByShelf(cut: readonly CutArticle[]): ReadonlyMap<ShelfKey, readonly CutArticle[]> {
  const keys = new Map<string, ShelfKey>()
  return Map.groupBy(cut, ({ article: { locale, audience, sample } }) => {
    const name = `${locale} ${audience} ${sample}`
    const key = keys.get(name) ?? { locale, audience, sample }
    keys.set(name, key)
    return key
  })
}

const chunkId = (version: string, position: number, text: string): string =>
  createHash('sha256')
    .update(JSON.stringify([version, position, text]))
    .digest('hex')
    .slice(0, 32)
