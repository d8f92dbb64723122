import type { Article } from '../../domain/article.ts'
import { type Indexed, isCurrent } from '../apply-changes.ts'
import type { Step } from './source.ts'

/** As many as one commit takes: a sync that is interrupted has lost no more than that. */
const ARTICLES_PER_STEP = 250

/**
 * The steps from what is indexed to exactly these articles. What is new comes first and what is gone goes last, so that
 * a moved article is never missing; up to 250 changes are one commit.
 */
export function* wholeSet(articles: readonly Article[], indexed: Indexed): Iterable<Step> {
  const total = articles.length
  const fresh = articles.filter((article) => !isCurrent(indexed, article))
  const paths = new Set(articles.map(({ path }) => path))
  const gone = [...indexed.keys()].filter((path) => !paths.has(path))
  for (let start = 0; start < fresh.length - ARTICLES_PER_STEP; start += ARTICLES_PER_STEP) {
    const some = fresh.slice(start, start + ARTICLES_PER_STEP)
    yield { articles: some, gone: [], done: total - fresh.length + start + some.length, total }
  }
  const last = fresh.slice(Math.floor(Math.max(fresh.length - 1, 0) / ARTICLES_PER_STEP) * ARTICLES_PER_STEP)
  const unchanged = articles.filter((article) => isCurrent(indexed, article))
  yield { articles: [...last, ...unchanged], gone, done: total, total }
}
