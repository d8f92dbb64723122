import type { NearChunk } from '../store/search-embeddings.ts'
import { type CutLimits, cutFindings } from './cut-findings.ts'
import { fuseRankings, type Ranks } from './fuse-rankings.ts'
import type { FoundChunk } from './search-chunks.ts'

/** A chunk of either half; what vectors alone have found has no share of the question's words. */
export type FusedChunk = FoundChunk & { readonly ranks: Ranks }

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
    likeness: 0,
    parts: NO_PARTS,
    matched: new Set<string>(),
  }))
  const fused = fuseRankings<FoundChunk>({ lexical, vector }, ({ chunkId }) => chunkId)
  return cutFindings(
    fused.map(({ item, score, ranks }) => ({ ...item, score, ranks })),
    limits,
  )
}

const NO_PARTS = { words: 0, pairs: 0, pieces: 0, article: 0, earlier: 0 }
