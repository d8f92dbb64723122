import type { Passage } from '../../domain/passage.ts'
import { analyseText } from '../../knowledge/analyse-text.ts'
import { likeness } from './likeness.ts'
import type { AskedWord } from './weigh-question.ts'

/** A text that may speak to a question: its own words, and the heading and title that say what it is about. */
export type Telling = {
  readonly text: string
  readonly heading: string
  readonly passage: Pick<Passage, 'title' | 'locale'>
}

/** What each counts for: heading and title say what a text is about, but do not say it. */
export type TellingWeights = { readonly text: number; readonly heading: number; readonly title: number }

/** How well a text answers to each asked word, 0 to 1. */
export function matchWords(
  asked: readonly AskedWord[],
  { text, heading, passage }: Telling,
  weights: TellingWeights,
): readonly number[] {
  const wordsOf = (one: string) => analyseText(one, passage.locale)
  const [own, above, title] = [wordsOf(text), wordsOf(heading), wordsOf(passage.title)]
  return asked.map(({ word }) =>
    Math.max(
      weights.text * bestLikeness(word, own),
      weights.heading * bestLikeness(word, above),
      weights.title * bestLikeness(word, title),
    ),
  )
}

/** How well the best of these words answers to the asked one. */
export const bestLikeness = (asked: string, words: readonly string[]): number =>
  Math.max(0, ...words.map((word) => likeness(asked, word)))
