import type { Language } from '../../domain/language.ts'
import type { Retrieval } from '../../domain/passage.ts'
import type { Understanding } from '../../domain/understanding.ts'
import { type Intent, readIntent } from './read-intent.ts'
import { type AskedWord, weighQuestion } from './weigh-question.ts'

/** A question as sentences are held against it. */
export type AskedQuestion = {
  readonly text: string
  readonly language: Language
  readonly words: readonly AskedWord[]
  readonly intent: Intent
}

/** The words of a question, weighed as retrieval searched for them, and the answer that its form wants. */
export const readQuestion = (understanding: Understanding, { words }: Retrieval): AskedQuestion => ({
  text: understanding.question,
  language: understanding.language,
  words: weighQuestion(understanding, words),
  intent: readIntent(understanding),
})
