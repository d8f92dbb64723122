import type { Courtesy, PhraseBook } from '../phrases/phrase-book.ts'
import { phraseBooks } from '../phrases/phrase-books.ts'
import { compilePhrase } from './compile-phrase.ts'

/** The politeness of one language, ready for matching at a place of a folded text. */
export type CourtesyPatterns = Readonly<Record<keyof Courtesy, readonly RegExp[]>>

const compileCourtesy = ({ courtesy, words }: PhraseBook): CourtesyPatterns => {
  const compile = (phrases: readonly string[]) =>
    phrases.map((phrase) => new RegExp(compilePhrase(phrase, words), 'uy'))
  return {
    greetings: compile(courtesy.greetings),
    closings: compile(courtesy.closings),
    fillers: compile(courtesy.fillers),
    signOffs: compile(courtesy.signOffs),
  }
}

/** One entry per language. */
export const courtesyPatterns: readonly CourtesyPatterns[] = phraseBooks.map(compileCourtesy)
