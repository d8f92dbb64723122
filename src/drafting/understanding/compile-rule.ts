import type { PhraseBook, PhraseRule } from '../phrases/phrase-book.ts'
import { compilePhrase } from './compile-phrase.ts'
import { isMadeOf } from './is-made-of.ts'

/** Whether a rule fires for a folded text. */
export type RuleMatcher = (folded: string) => boolean

/** Nobody demands a person by a longer message that is nothing but the demand. */
const LONGEST_ALONE = 120

/**
 * Makes one rule ready for matching, in all languages at once: a short message does not tell its language, people mix
 * them, and "phishing" is the same word in most.
 */
export function compileRule(
  books: readonly PhraseBook[],
  ruleOf: (book: PhraseBook) => PhraseRule,
): RuleMatcher {
  const says = anyOf(compileAll(books, (book) => ruleOf(book).says))
  const unless = anyOf(compileAll(books, (book) => ruleOf(book).unless ?? []))
  const core = sticky(compileAll(books, (book) => ruleOf(book).alone ?? []))
  const around = sticky(compileAll(books, ({ courtesy }) => [...courtesy.greetings, ...courtesy.fillers]))
  const isAlone = (folded: string) => folded.length < LONGEST_ALONE && isMadeOf(folded, { core, around })
  return (folded) => isUncancelled(folded, says, unless) || isAlone(folded)
}

/** Sources of regular expressions, each phrase with the word classes of its own book. */
const compileAll = (
  books: readonly PhraseBook[],
  phrasesOf: (book: PhraseBook) => readonly string[],
): readonly string[] =>
  books.flatMap((book) => phrasesOf(book).map((phrase) => compilePhrase(phrase, book.words)))

/** Patterns that match only at a given place. */
const sticky = (sources: readonly string[]): readonly RegExp[] =>
  sources.map((source) => new RegExp(source, 'uy'))

/** No phrase at all matches nothing. */
const anyOf = (sources: readonly string[]): RegExp => new RegExp(sources.join('|') || '(?!)', 'gu')

function isUncancelled(folded: string, says: RegExp, unless: RegExp): boolean {
  const said = spansOf(folded, says)
  if (said.length === 0) return false
  const cancelled = spansOf(folded, unless)
  return said.some((span) => !cancelled.some((other) => span.start < other.end && other.start < span.end))
}

type Span = { readonly start: number; readonly end: number }

const spansOf = (text: string, pattern: RegExp): readonly Span[] =>
  [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length }))
