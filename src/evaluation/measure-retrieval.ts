import { openCollection } from './open-collection.ts'
import type { Dataset, DatasetQuery } from './read-dataset.ts'
import { type RankingScore, scoreRanking } from './score-ranking.ts'

/** Means over the queries, latencies and index time in milliseconds (CONTRACT, "Measuring"). */
export type RetrievalReport = RankingScore & {
  readonly queries: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly indexMs: number
  readonly chunks: number
}

/** One result of one query; `rank` 1 is best. */
export type RunLine = {
  readonly query: string
  readonly document: string
  readonly rank: number
  readonly score: number
}

const WARM_UP_QUERIES = 20

/** Indexes the documents and asks every query that has a relevant one, one at a time. */
export async function measureRetrieval(
  { documents, queries }: Dataset,
  options: { readonly databaseUrl?: string } = {},
): Promise<{ readonly report: RetrievalReport; readonly run: readonly RunLine[] }> {
  const collection = await openCollection(options.databaseUrl)
  const began = performance.now()
  await collection.fill(documents)
  const indexMs = performance.now() - began
  const asked = queries.filter(({ relevant }) => relevant.size > 0)
  for (const query of asked.slice(0, WARM_UP_QUERIES)) await collection.search(query)
  const answers = []
  for (const query of asked) {
    const start = performance.now()
    const { found } = await collection.search(query)
    answers.push({ query, found, ms: performance.now() - start })
  }
  const chunks = await collection.countChunks()
  await collection.close()
  const run = answers.flatMap(({ query, found }) =>
    found.map(({ article, score }, index) => ({
      query: query.id,
      document: article,
      rank: index + 1,
      score,
    })),
  )
  const times = answers.map(({ ms }) => ms).toSorted((a, b) => a - b)
  const report = {
    queries: asked.length,
    ...meanScore(answers.map(({ query, found }) => scoreOf(query, found))),
    p50Ms: round(times[Math.floor(times.length * 0.5)] ?? 0),
    p95Ms: round(times[Math.floor(times.length * 0.95)] ?? 0),
    indexMs: round(indexMs),
    chunks,
  }
  return { report, run }
}

const scoreOf = (query: DatasetQuery, found: readonly { readonly article: string }[]): RankingScore =>
  scoreRanking(
    found.map(({ article }) => article),
    query.relevant,
  )

function meanScore(scores: readonly RankingScore[]): RankingScore {
  const mean = (field: keyof RankingScore) =>
    round(scores.reduce((sum, score) => sum + score[field], 0) / Math.max(1, scores.length))
  return { ndcg10: mean('ndcg10'), recall5: mean('recall5'), mrr10: mean('mrr10'), p1: mean('p1') }
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000
