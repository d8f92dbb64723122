import type { Language } from '../domain/language.ts'
import { rememberTexts } from '../domain/remember-texts.ts'
import { splitWords } from './split-words.ts'
import { stemWord } from './stem-word.ts'
import { isStopWord } from './stop-words.ts'

/** Raise it whenever the terms of a text or its chunks would come out otherwise: everything is indexed anew. */
export const INDEX_FORMAT = 2

/** The stemmed content words of a text in reading order: what the index knows of it. */
export const analyseText: (text: string, language: Language) => readonly string[] = rememberTexts(
  (text: string, language: Language) =>
    splitWords(text, language)
      .filter((word) => !isStopWord(word, language))
      .map((word) => stemWord(word, language)),
)

/** Neighbouring content words, joined by a space: `export invoic`. */
export const pairWords = (words: readonly string[]): readonly string[] =>
  words.slice(1).map((word, index) => `${words[index] ?? ''} ${word}`)
