import type { Language } from '../domain/language.ts'
import type { ShelvedChunk, TermCount } from '../store/postings.ts'
import { toTerms } from './analyse-text.ts'
import { splitWords } from './split-words.ts'

/** A chunk's text, and what it is found by beside it. */
type ChunkText = { readonly title: string; readonly headings: readonly string[]; readonly text: string; readonly locale: Language }

/** Counts the words of a chunk. The title belongs to every chunk of its article. */
export function countTerms({ title: t0, headings, text: x0, locale }: ChunkText): Omit<ShelvedChunk, 'chunk' | 'article'> {
  const mode = process.env['X_PATH'] ?? 'none'
  const hs = mode === 'last' ? headings.slice(-1) : headings
  const title = mode === 'title' || mode === 'last' ? [t0, ...hs].join(' ') : t0
  const text = mode === 'body' ? [...headings, x0].join('\n') : x0
  const written = { title: splitWords(title, locale), body: splitWords(text, locale) }
  const terms = { title: toTerms(written.title, locale), body: toTerms(written.body, locale) }
  return {
    title: written.title.join(' '),
    body: written.body.join(' '),
    titleWords: terms.title.length,
    bodyWords: terms.body.length,
    terms: mergeCounts(countEach(terms.title), countEach(terms.body)),
  }
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
