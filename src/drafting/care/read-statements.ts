import { analyseText } from '../../knowledge/analyse-text.ts'
import type { ServedArticle } from '../../store/served-articles.ts'
import { readUnits } from '../extraction/read-units.ts'
import { findValues } from '../verification/find-values.ts'

/** A sentence, list item or table row that names numbers. */
export type Statement = {
  /** The number by which the caller knows its article. */
  readonly article: number
  readonly locale: string
  readonly text: string
  /** What it speaks of: its content words as stems, without the numbers; sorted, each once. */
  readonly words: readonly string[]
  /** The words of its article's title. */
  readonly title: ReadonlySet<string>
  /** The words of the title and the heading above it. */
  readonly context: ReadonlySet<string>
  /** The year or version that its title or path names: another one may well have other numbers. */
  readonly edition: string
  /** `14 day`, `9 eur`; sorted. */
  readonly measured: readonly string[]
}

/** Fewer words name no subject, and longer statements are several, which this does not take apart. */
const WORDS = { least: 3, most: 40 }
/** Code, commands and what continues a line above are no statements; an example may name any number. */
const NO_STATEMENT = /[`{}=<>]|\p{L}\(|^\p{Ll}|\bexample\b|\be\.g\.|\bBeispiel\b|\bz\. ?B\.|\bejemplo\b/u
const STEP = /^\s*(?:\d{1,3}[.)]|[-*•–])\s+/

/** What an article states in numbers with a unit: amounts, time spans, limits. A number alone may be anything. */
export function readStatements(served: ServedArticle, article: number): readonly Statement[] {
  const { locale, title, texts } = served
  const edition = editionOf(served)
  const titleWords = new Set(analyseText(title, locale))
  const statements = texts
    .flatMap((text) => readUnits({ text, locale }))
    .flatMap(({ text: written, heading }) => {
      const text = written.replace(STEP, '').trim()
      if (NO_STATEMENT.test(text)) return []
      const measured = [...findValues(text).measured].toSorted()
      const words = [...new Set(analyseText(text, locale))].filter((word) => !/\p{Nd}/u.test(word)).toSorted()
      if (measured.length === 0 || words.length < WORDS.least || words.length > WORDS.most) return []
      const context = new Set(analyseText(`${title} ${heading}`, locale))
      return [{ article, locale, edition, title: titleWords, text, words, context, measured }]
    })
  // Neighbouring chunks share words.
  return [...new Map(statements.map((statement) => [statement.text, statement])).values()]
}

/** Years and versions: `2025`, `v2`, `3.1`. */
const EDITION = /(?<![\p{L}\p{N}])(?:(?:19|20)\d\d|v\d+(?:\.\d+)*|\d+(?:\.\d+)+)(?![\p{L}\p{N}])/giu

/** The path of a file says it, too; in the paths of other sources such numbers are ids. */
const editionOf = ({ title, path, source }: ServedArticle): string =>
  (source === 'folder' ? `${title} ${path}` : title).match(EDITION)?.join().toLowerCase() ?? ''
