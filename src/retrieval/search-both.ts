import type { Db } from '../store/db.ts'
import { cutFindings } from './cut-findings.ts'
import { type FusedChunk, fuseFindings } from './fuse-findings.ts'
import { type ChunkFindings, type ChunkSearch, searchChunks } from './search-chunks.ts'
import type { RetrieveCall, VectorSearch } from './search-vectors.ts'

export type BothDeps = {
  readonly db: Db
  /** Absent: no model for it is configured. */
  readonly vectors?: VectorSearch | undefined
}

export type BothSearch = ChunkSearch & {
  /** Absent: nobody may spend anything on this question. */
  readonly call?: RetrieveCall | undefined
}

/** What words found, and what comes first once vectors were asked, too. */
export type BothFindings = {
  /** By words alone, as if there were no vectors: what relevance is estimated from. */
  readonly lexical: ChunkFindings
  readonly found: readonly (ChunkFindings['found'][number] & Partial<Pick<FusedChunk, 'ranks'>>)[]
  /** `searched`, or why not. Absent: not configured. */
  readonly vectors?: string
}

/** How far down each half is looked at: further down a place is worth next to nothing. */
const DEPTH = 50

/** Searches by words and, where a model for it is there, by vectors; the question is embedded while words are searched. */
export async function searchBoth(deps: BothDeps, { call, ...ask }: BothSearch): Promise<BothFindings> {
  const { db, vectors } = deps
  if (!vectors || !call || ask.question.trim() === '') {
    const lexical = await searchChunks(db, ask)
    return { lexical, found: lexical.found }
  }
  const { perArticle, limit, fence } = ask
  const [deep, question] = await Promise.all([
    searchChunks(db, { ...ask, limit: Math.max(DEPTH, limit) }),
    vectors.embedQuestion(ask.question, call),
  ])
  const lexical = { ...deep, found: cutFindings(deep.found, { perArticle, limit }) }
  if (question.kind === 'none') return { lexical, found: lexical.found, vectors: question.because }
  const where = { fence, shelves: deep.shelves, perArticle, limit: DEPTH }
  const near = await vectors.search(question, where)
  if (!near) return { lexical, found: lexical.found, vectors: 'error' }
  return {
    lexical,
    found: fuseFindings(deep.found, near, { perArticle, limit }),
    vectors: 'searched',
  }
}
