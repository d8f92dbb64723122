import type { Article } from '../domain/article.ts'
import {
  chunksOfVersions,
  type IndexedArticle,
  lockArticles,
  readIndexedArticles,
  removeArticles,
} from '../store/articles.ts'
import type { Db, Tx } from '../store/db.ts'
import { analysePostings, removePostings } from '../store/postings.ts'
import { INDEX_FORMAT } from './analyse-text.ts'
import { indexArticles } from './index-articles.ts'

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

async function carryOut(tx: Tx, { stale, removed, fresh, report }: SyncPlan): Promise<SyncReport> {
  await removePostings(
    tx,
    await chunksOfVersions(
      tx,
      stale.map(({ version }) => version),
    ),
  )
  await removeArticles(tx, removed)
  await indexArticles(tx, fresh)
  await analysePostings(tx)
  return report
}
