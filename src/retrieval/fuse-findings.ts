import type { NearChunk } from '../store/search-embeddings.ts'
import type { FoundChunk } from '../store/search-postings.ts'
import { fuseRankings, type Ranks } from './fuse-rankings.ts'

/** A chunk of either half; what vectors alone have found has no share of the question's words. */
export type FusedChunk = FoundChunk & { readonly ranks: Ranks }

export type CutLimits = { readonly perArticle: number; readonly limit: number }

/** Fuses what words and vectors have found, then keeps at most so many of one article, and in all. */
export function fuseFindings(
  lexical: readonly FoundChunk[],
  near: readonly NearChunk[],
  limits: CutLimits,
): readonly FusedChunk[] {
  const vector = near.map(({ similarity, ...chunk }) => ({
    ...chunk,
    score: similarity,
    ownScore: 0,
    matched: [],
  }))
  const fused = fuseRankings<FoundChunk>({ lexical, vector }, ({ chunkId }) => chunkId)
  return cutFindings(
    fused.map(({ item, score, ranks }) => ({ ...item, score, ranks })),
    limits,
  )
}

/** The first of a ranking: at most `perArticle` of one article, `limit` in all. */
export function cutFindings<Chunk extends Pick<FoundChunk, 'article'>>(
  ranked: readonly Chunk[],
  { perArticle, limit }: CutLimits,
): readonly Chunk[] {
  const taken = new Map<string, number>()
  const kept = ranked.filter(({ article }) => {
    const nth = (taken.get(article) ?? 0) + 1
    taken.set(article, nth)
    return nth <= perArticle
  })
  return kept.slice(0, limit)
}
