import type { Dataset, DatasetQuery } from '../../../src/evaluation/read-dataset.ts'
import { type RankingScore, scoreRanking } from '../../../src/evaluation/score-ranking.ts'
import { percentile, rounded } from '../statistics.ts'
import type { Peer, Search } from './peer.ts'

/** How well one engine answers the questions of one set, and how fast; times in milliseconds. */
export type Measured = {
  readonly ndcg10: number
  readonly recall5: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly indexMs: number
}

const RESULTS = 10
const WARM_UP_QUERIES = 20

/** Indexes the documents and asks every question that has an answer, one at a time, as `eval:retrieval` does. */
export async function measurePeer(peer: Peer, { documents, queries }: Dataset): Promise<Measured> {
  const asked = queries.filter(({ relevant }) => relevant.size > 0)
  const startedMs = performance.now()
  const { search, close } = await peer.open(documents)
  const indexMs = performance.now() - startedMs
  try {
    for (const { text } of asked.slice(0, WARM_UP_QUERIES)) await search(text, RESULTS)
    const answers: Answer[] = []
    for (const query of asked) answers.push(await ask(search, query))
    const mean = (of: (answer: Answer) => number) =>
      rounded(answers.reduce((sum, answer) => sum + of(answer), 0) / Math.max(1, answers.length), 4)
    const times = answers.map(({ ms }) => ms)
    return {
      ndcg10: mean(({ ndcg10 }) => ndcg10),
      recall5: mean(({ recall5 }) => recall5),
      p50Ms: rounded(percentile(times, 50), 2),
      p95Ms: rounded(percentile(times, 95), 2),
      indexMs: rounded(indexMs, 0),
    }
  } finally {
    await close()
  }
}

type Answer = RankingScore & { readonly ms: number }

async function ask(search: Search, { text, relevant }: DatasetQuery): Promise<Answer> {
  const startedMs = performance.now()
  const ranking = await search(text, RESULTS)
  const ms = performance.now() - startedMs
  return { ...scoreRanking(ranking, relevant), ms }
}
