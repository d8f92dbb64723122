import type { Language } from '../domain/language.ts'
import { rememberTexts } from '../domain/remember-texts.ts'
import { splitWords } from './split-words.ts'
import { stemWord } from './stem-word.ts'
import { isStopWord } from './stop-words.ts'

/** Raise it whenever the terms of a text or its chunks would come out otherwise: everything is indexed anew. */
export const INDEX_FORMAT = 6

/** The stemmed content words of a text in reading order: what the index knows of it. */
export const analyseText: (text: string, language: Language) => readonly string[] = rememberTexts(
  (text: string, language: Language) => toTerms(splitWords(text, language), language),
)

/** The same for words that were split and folded before. */
export function toTerms(words: readonly string[], language: Language): readonly string[] {
  const termOf = termsOf.get(language) ?? rememberTerms(language)
  termsOf.set(language, termOf)
  const terms: string[] = []
  for (const word of words) {
    const term = termOf(word)
    if (term !== '') terms.push(term)
  }
  return terms
}

const REMEMBERED_WORDS = 50_000
const termsOf = new Map<Language, (word: string) => string>()

/** Empty for a stop word. Each question reads a hundred chunks, and words repeat. */
function rememberTerms(language: Language): (word: string) => string {
  const terms = new Map<string, string>()
  return (word) => {
    const known = terms.get(word)
    if (known !== undefined) return known
    if (terms.size >= REMEMBERED_WORDS) terms.clear()
    const term = isStopWord(word, language) ? '' : stemWord(word, language)
    terms.set(word, term)
    return term
  }
}

/** Neighbouring content words, joined by a space: `export invoic`. */
export const pairWords = (words: readonly string[]): readonly string[] =>
  words.slice(1).map((word, index) => `${words[index] ?? ''} ${word}`)
