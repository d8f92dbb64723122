import { createHash } from 'node:crypto'
import type { Article } from '../domain/article.ts'
import { type CutArticle, publishVersions, saveVersions } from '../store/articles.ts'
import type { Tx } from '../store/db.ts'
import { addPostings, openShelf, type ShelfKey } from '../store/postings.ts'
import { INDEX_FORMAT } from './analyse-text.ts'
import { type ArticleChunk, chunkText } from './chunk-text.ts'
import { countTerms } from './count-terms.ts'

const ARTICLES_PER_BATCH = 250

/** Cuts articles into chunks, indexes their words and serves them from now on; the caller holds the lock. */
export async function indexArticles(tx: Tx, articles: readonly Article[]): Promise<void> {
  for (let start = 0; start < articles.length; start += ARTICLES_PER_BATCH) {
    await indexBatch(tx, articles.slice(start, start + ARTICLES_PER_BATCH))
  }
}

async function indexBatch(tx: Tx, articles: readonly Article[]): Promise<void> {
  const cut = await Promise.all(articles.map(cutArticle))
  const numbers = await saveVersions(tx, cut)
  for (const [key, group] of groupByShelf(cut)) {
    const shelved = group.flatMap(({ article: { path, title, locale }, chunks }) =>
      chunks.map(({ id, text, headings }) => ({
        chunk: numbers.get(id) ?? 0,
        article: path,
        ...countTerms({ title, headings, text, locale }),
      })),
    )
    await addPostings(tx, await openShelf(tx, key), shelved)
  }
  await publishVersions(
    tx,
    articles.map(({ path, version }) => ({ path, version, format: INDEX_FORMAT })),
  )
}

async function cutArticle(article: Article): Promise<CutArticle> {
  const chunks = await chunkText(article)
  return {
    article,
    chunks: chunks.map((chunk, position) => ({
      id: chunkId(article.version, position, chunk),
      position,
      ...chunk,
    })),
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

const chunkId = (version: string, position: number, { text, headings }: ArticleChunk): string =>
  createHash('sha256')
    .update(JSON.stringify([version, position, text, ...headings]))
    .digest('hex')
    .slice(0, 32)
