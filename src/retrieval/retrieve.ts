import { ChunkId } from '../domain/ids.ts'
import type { Language } from '../domain/language.ts'
import type { Audience, Passage, Retrieval } from '../domain/passage.ts'
import type { EarlierTurn } from '../domain/understanding.ts'
import { estimateRelevance } from './estimate-relevance.ts'
import { type BothDeps, type BothFindings, searchBoth } from './search-both.ts'
import type { RetrieveCall } from './search-vectors.ts'

export type RetrieveAsk = {
  readonly question: string
  /** Newest first. */
  readonly earlier: readonly EarlierTurn[]
  readonly language: Language
  readonly samples: 'use' | 'skip'
  readonly audiences: readonly Audience[]
  /** The turn it is asked in. Absent: by words alone, for nobody pays for a vector. */
  readonly call?: RetrieveCall
}

export type Retrieve = (ask: RetrieveAsk) => Promise<Retrieval>

const MOST_PASSAGES = 8
const PASSAGES_PER_ARTICLE = 2

/**
 * Question → passages, best first, with the estimated probability that the best one answers it. Only what the
 * audiences may see is searched or counted (law 9); nothing found is an empty list and relevance 0.
 */
export const createRetrieve =
  (deps: BothDeps): Retrieve =>
  async ({ samples, audiences, ...ask }) => {
    const limits = { perArticle: PASSAGES_PER_ARTICLE, limit: MOST_PASSAGES }
    const { lexical, found, vectors } = await searchBoth(deps, {
      ...ask,
      fence: { samples, audiences },
      ...limits,
    })
    return {
      question: ask.question,
      passages: found.map(toPassage),
      words: lexical.words,
      ...estimateRelevance(withBest(found, lexical)),
      ...(vectors && { vectors }),
    }
  }

/**
 * Relevance stays the estimate from words, of the passage that comes first. Vectors may put another one first, but they
 * never make anybody surer: nothing was fitted on them, and what they alone have found is a draft at most (0033).
 */
const withBest = (found: BothFindings['found'], lexical: BothFindings['lexical']) => ({
  ...lexical,
  found: [...found.slice(0, 1), ...lexical.found],
})

const toPassage = (
  { chunkId, url, ranks, ...found }: BothFindings['found'][number],
  index: number,
): Passage => ({
  chunkId: ChunkId.parse(chunkId),
  article: found.article,
  articleVersion: found.articleVersion,
  title: found.title,
  ...(url && { url }),
  topic: found.topic,
  locale: found.locale,
  ...(found.headings.length > 0 && { headings: found.headings }),
  text: found.text,
  position: found.position,
  rank: index + 1,
  score: found.score,
  parts: found.parts,
  matched: [...found.matched],
  ...(found.reviewed && { reviewed: found.reviewed }),
  ...(found.sample && { sample: true }),
  ...(ranks && { ranks }),
})
