import type { Language } from '../domain/language.ts'
import type { ShelvedChunk, TermCount } from '../store/postings.ts'
import { toTerms } from './analyse-text.ts'
import { splitWords } from './split-words.ts'

/** A chunk's text, and what it is found by beside it. */
type ChunkText = {
  readonly title: string
  readonly headings: readonly string[]
  readonly text: string
  readonly locale: Language
}

/**
 * Counts the words of a chunk. The title belongs to every chunk of its article; of the headings above it those words
 * count that it does not hold itself, as if it held each of them once.
 */
export function countTerms({
  title,
  headings,
  text,
  locale,
}: ChunkText): Omit<ShelvedChunk, 'chunk' | 'article'> {
  const [titleWords, ownWords] = [splitWords(title, locale), splitWords(text, locale)]
  const own = { title: toTerms(titleWords, locale), body: toTerms(ownWords, locale) }
  const above = missingWords(headings, new Set([...own.title, ...own.body]), locale)
  const body = [...toTerms(above, locale), ...own.body]
  return {
    title: titleWords.join(' '),
    body: [...above, ...ownWords].join(' '),
    titleWords: own.title.length,
    bodyWords: body.length,
    terms: mergeCounts(countEach(own.title), countEach(body)),
  }
}

/** The content words of headings that a chunk has not, each once. */
function missingWords(
  headings: readonly string[],
  known: ReadonlySet<string>,
  locale: Language,
): readonly string[] {
  if (headings.length === 0) return []
  const words = [...new Set(splitWords(headings.join('\n'), locale))]
  return words.filter((word) => toTerms([word], locale).some((term) => !known.has(term)))
}

const mergeCounts = (
  inTitle: ReadonlyMap<string, number>,
  inBody: ReadonlyMap<string, number>,
): readonly TermCount[] =>
  [...new Set([...inTitle.keys(), ...inBody.keys()])].map((term) => ({
    term,
    inTitle: inTitle.get(term) ?? 0,
    inBody: inBody.get(term) ?? 0,
  }))

/** How often each term stands in a list. */
export function countEach(terms: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}
