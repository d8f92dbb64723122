import { estimateRelevance } from '../retrieval/estimate-relevance.ts'
import type { ChunkFindings } from '../retrieval/search-chunks.ts'
import { createRandom } from './create-random.ts'
import { type EvidenceReport, measureEvidence } from './measure-evidence.ts'
import { measureScope, type ScopeReport } from './measure-scope.ts'
import { misspellQuery } from './misspell-query.ts'
import { type Collection, openCollection } from './open-collection.ts'
import type { Dataset, DatasetQuery } from './read-dataset.ts'
import { type RankingScore, scoreRanking } from './score-ranking.ts'

/** Means over the queries, latencies and index time in milliseconds (CONTRACT, "Measuring"). */
export type RetrievalReport = RankingScore & {
  readonly queries: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly indexMs: number
  readonly chunks: number
  /** How well relevance tells questions that nothing answers; absent unless asked for. */
  readonly scope?: ScopeReport
  /** What a draft would be given; absent unless asked for. */
  readonly evidence?: EvidenceReport
}

export type MeasureOptions = {
  /** Absent: in memory. */
  readonly databaseUrl?: string
  /** Asks with typing errors, the same ones every time. */
  readonly typos?: boolean
  readonly scope?: boolean
  readonly evidence?: boolean
}

/** One result of one query; `rank` 1 is best. */
export type RunLine = {
  readonly query: string
  readonly document: string
  readonly rank: number
  readonly score: number
}

const WARM_UP_QUERIES = 20
const TYPOS_SEED = 1

/** Indexes the documents and asks every query that has a relevant one, one at a time. */
export async function measureRetrieval(
  { documents, queries: written }: Dataset,
  options: MeasureOptions = {},
): Promise<{ readonly report: RetrievalReport; readonly run: readonly RunLine[] }> {
  const random = createRandom(TYPOS_SEED)
  const queries = options.typos ? written.map((query) => misspellQuery(query, random)) : written
  const collection = await openCollection(options.databaseUrl)
  const began = performance.now()
  await collection.fill(documents)
  const indexMs = performance.now() - began
  const asked = queries.filter(({ relevant }) => relevant.size > 0)
  for (const query of asked.slice(0, WARM_UP_QUERIES)) await collection.search(query)
  const answers = []
  for (const query of asked) {
    const start = performance.now()
    const findings = await collection.search(query)
    answers.push({ query, ...findings, ms: performance.now() - start })
  }
  const chunks = await collection.countChunks()
  const scope =
    options.scope && measureScope([...answers.map(answerable), ...(await askOthers(collection, queries))])
  const evidence = options.evidence && (await measureEvidence(collection, { documents, queries }))
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
    ...(scope && { scope }),
    ...(evidence && { evidence }),
  }
  return { report, run }
}

const answerable = (findings: ChunkFindings) => ({ ...estimateRelevance(findings), isAnswerable: true })

/** Questions that no document answers. */
async function askOthers(collection: Collection, queries: readonly DatasetQuery[]) {
  const examples = []
  for (const query of queries.filter(({ relevant }) => relevant.size === 0)) {
    const findings = await collection.search(query)
    examples.push({ ...estimateRelevance(findings), isAnswerable: false })
  }
  return examples
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
