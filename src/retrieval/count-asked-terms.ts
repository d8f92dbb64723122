import { pairWords } from '../knowledge/analyse-text.ts'
import { isPair } from '../store/shelves.ts'
import type { AskedTerm } from './weigh-terms.ts'

/** A replaced word may be wrong (benchmarks.md, section 3, step 6). */
const CORRECTED_TRUST = 0.8

/** Counts words and pairs of one turn, with misspelled words replaced. */
export function countAskedTerms(
  words: readonly string[],
  corrections: ReadonlyMap<string, string>,
): readonly AskedTerm[] {
  const meant = words.map((word) => corrections.get(word) ?? word)
  const counts = new Map<string, number>()
  for (const term of [...meant, ...pairWords(meant)]) counts.set(term, (counts.get(term) ?? 0) + 1)
  const isReplaced = (term: string) => !isPair(term) && !words.includes(term)
  return [...counts].map(([term, count]) => ({ term, count, trust: isReplaced(term) ? CORRECTED_TRUST : 1 }))
}
