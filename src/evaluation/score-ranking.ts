/** How well one ranking of documents serves one query; all 0..1. */
export type RankingScore = {
  readonly ndcg10: number
  readonly recall5: number
  readonly mrr10: number
  readonly p1: number
}

/** Scores a ranking with binary gain, as benchmarks.md, section 2, defines it. `relevant` must not be empty. */
export function scoreRanking(ranking: readonly string[], relevant: ReadonlySet<string>): RankingScore {
  const hits = ranking.slice(0, 10).map((document) => relevant.has(document))
  const first = hits.indexOf(true)
  const ideal = Array.from({ length: Math.min(relevant.size, 10) }, () => true)
  return {
    ndcg10: gain(hits) / gain(ideal),
    recall5: hits.slice(0, 5).filter(Boolean).length / relevant.size,
    mrr10: first === -1 ? 0 : 1 / (first + 1),
    p1: hits[0] ? 1 : 0,
  }
}

const gain = (hits: readonly boolean[]): number =>
  hits.reduce((sum, hit, index) => sum + (hit ? 1 / Math.log2(index + 2) : 0), 0)
