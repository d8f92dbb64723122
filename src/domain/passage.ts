import type { ChunkId } from './ids.ts'
import type { Language } from './language.ts'

export type Audience = 'public' | 'internal'

/** What a score by words is made of; the parts add up to it. Vectors, where they are searched, replace it by ranks. */
export type ScoreParts = {
  /** Words of the question, by their stems: 1 is the best of all, together with `pairs`. */
  readonly words: number
  /** Neighbouring words of the question that are neighbours here. */
  readonly pairs: number
  /** Likeness of spelling, in pieces of four letters. */
  readonly pieces: number
  /** What another passage of the same article adds. */
  readonly article: number
  /** What was said earlier in the conversation. */
  readonly earlier: number
}

/** A chunk that retrieval returned for a question. `text` is the exact stored text of this version. */
export type Passage = {
  readonly chunkId: ChunkId
  /** The article's path below the knowledge folder, e.g. `billing/refunds.md`. */
  readonly article: string
  readonly articleVersion: string
  readonly title: string
  readonly url?: string
  /** The article's folder: `billing`. */
  readonly topic: string
  readonly locale: Language
  /** The headings above it in the article, the outermost first; absent where there are none. Never evidence themselves. */
  readonly headings?: readonly string[]
  readonly text: string
  /** Its place in the article, from 0. */
  readonly position: number
  /** 1 is best. */
  readonly rank: number
  /** The raw retrieval score: comparable within one question only. */
  readonly score: number
  /** Where vectors were searched, too: its place from 1 in each half; absent where that half did not find it. */
  readonly ranks?: { readonly lexical?: number; readonly vector?: number }
  readonly parts: ScoreParts
  /** The words of the question, as stems, that stand in it or in its title. */
  readonly matched: readonly string[]
  /** When somebody last looked whether the article is still right: `YYYY-MM-DD`. */
  readonly reviewed?: string
  /** It is about the product of the samples, which only the sandbox answers for. */
  readonly sample?: boolean
}

/** Between a title and the headings below it. */
export const HEADING_MARK = ' > '

/** The article's title and the headings above a passage: `Install > Linux > From source`. */
export const placeOf = ({ title, headings = [] }: Pick<Passage, 'title' | 'headings'>): string =>
  [title, ...headings].join(HEADING_MARK)

/** One content word of the question, as a stem, as it was searched for. */
export type QuestionWord = {
  readonly written: string
  /** Another word where `written` was taken for a typing error. */
  readonly meant: string
  /** How much it tells (idf): the rarer in the collection, the more. */
  readonly weight: number
}

/** What retrieval found. `relevance` estimates the probability (0..1) that the best passage answers the question. */
export type Retrieval = {
  readonly question: string
  readonly passages: readonly Passage[]
  readonly relevance: number
  readonly features: Readonly<Record<string, number>>
  /** The question's words that name a subject; absent where nothing was searched. */
  readonly words?: readonly QuestionWord[]
  /** Whether vectors were searched beside the words: `searched`, or why not. Absent where no model for it is configured. */
  readonly vectors?: string
}
