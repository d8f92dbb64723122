import type { Language } from '../domain/language.ts'
import { analyseText, pairWords } from './analyse-text.ts'

/** How often one term stands in a chunk's title and in its body. */
export type TermCount = { readonly term: string; readonly inTitle: number; readonly inBody: number }

/** What the index keeps of one chunk; lengths are in content words. */
export type CountedChunk = {
  readonly titleWords: number
  readonly bodyWords: number
  readonly terms: readonly TermCount[]
}

/** Counts words and word pairs of a chunk. The title belongs to every chunk of its article. */
export function countTerms(chunk: {
  readonly title: string
  readonly text: string
  readonly locale: Language
}): CountedChunk {
  const title = analyseText(chunk.title, chunk.locale)
  const body = analyseText(chunk.text, chunk.locale)
  const inTitle = countEach([...title, ...pairWords(title)])
  const inBody = countEach([...body, ...pairWords(body)])
  const terms = [...new Set([...inTitle.keys(), ...inBody.keys()])].map((term) => ({
    term,
    inTitle: inTitle.get(term) ?? 0,
    inBody: inBody.get(term) ?? 0,
  }))
  return { titleWords: title.length, bodyWords: body.length, terms }
}

function countEach(terms: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}
