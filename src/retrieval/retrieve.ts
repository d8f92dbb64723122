import { ChunkId } from '../domain/ids.ts'
import type { Language } from '../domain/language.ts'
import type { Audience, Passage, Retrieval } from '../domain/passage.ts'
import type { EarlierTurn } from '../domain/understanding.ts'
import type { Db } from '../store/db.ts'
import type { FoundChunk } from '../store/search-postings.ts'
import { estimateRelevance } from './estimate-relevance.ts'
import { searchChunks } from './search-chunks.ts'

export type RetrieveAsk = {
  readonly question: string
  /** Newest first. */
  readonly earlier: readonly EarlierTurn[]
  readonly language: Language
  readonly samples: 'use' | 'skip'
  readonly audiences: readonly Audience[]
}

export type Retrieve = (ask: RetrieveAsk) => Promise<Retrieval>

const MOST_PASSAGES = 8
const PASSAGES_PER_ARTICLE = 2

/**
 * Question → passages, best first, with the estimated probability that the best one answers it. Only what the
 * audiences may see is searched or counted (law 9); nothing found is an empty list and relevance 0.
 */
export const createRetrieve =
  ({ db }: { readonly db: Db }): Retrieve =>
  async ({ samples, audiences, ...ask }) => {
    const limits = { perArticle: PASSAGES_PER_ARTICLE, limit: MOST_PASSAGES }
    const findings = await searchChunks(db, { ...ask, fence: { samples, audiences }, ...limits })
    const passages = findings.found.map(toPassage)
    return { question: ask.question, passages, words: findings.words, ...estimateRelevance(findings) }
  }

const toPassage = ({ chunkId, url, ...found }: FoundChunk, index: number): Passage => ({
  chunkId: ChunkId.parse(chunkId),
  article: found.article,
  articleVersion: found.articleVersion,
  title: found.title,
  ...(url && { url }),
  topic: found.topic,
  locale: found.locale,
  text: found.text,
  position: found.position,
  rank: index + 1,
  score: found.score,
})
