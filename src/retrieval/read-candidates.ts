import type { Language } from '../domain/language.ts'
import { rememberTexts } from '../domain/remember-texts.ts'
import { toTerms } from '../knowledge/analyse-text.ts'
import type { CandidateChunk } from '../store/search-postings.ts'

/** How often something stands in a chunk's title and in its body. */
export type Counts = { readonly inTitle: number; readonly inBody: number }

/** A candidate, read: how often it holds each word and each pair of words that is sought. */
export type ReadChunk = CandidateChunk & {
  readonly counts: ReadonlyMap<string, Counts>
  /** Beside those of the average chunk: 1 is average. */
  readonly lengths: { readonly titleLength: number; readonly bodyLength: number }
}

/** What is looked for in the candidates. */
export type Sought = {
  readonly locale: Language
  /** As stems: `invoic`. */
  readonly words: ReadonlySet<string>
  /** `export invoic` */
  readonly pairs: ReadonlySet<string>
  readonly averages: { readonly titleWords: number; readonly bodyWords: number }
}

/** Reads the words of candidates once, for all that is asked of them. */
export const readCandidates = (candidates: readonly CandidateChunk[], sought: Sought): readonly ReadChunk[] =>
  candidates.map((candidate) => {
    const title = termsOf(candidate.title, sought.locale)
    const body = termsOf(candidate.body, sought.locale)
    const { titleWords, bodyWords } = sought.averages
    return {
      ...candidate,
      counts: mergeCounts(countSought(title, sought), countSought(body, sought)),
      lengths: { titleLength: title.length / titleWords, bodyLength: body.length / bodyWords },
    }
  })

/** About 10 MB of chunks of 180 words, however large the collection is. */
const KEPT = { longestText: 4_000, mostTexts: 4_000 }

/**
 * The terms of folded words. They are known by the words themselves, which come out of the database each time: a version
 * that is not served any more, or that is behind the fence, is never asked for.
 */
const termsOf: (words: string, locale: Language) => readonly string[] = rememberTexts(
  (words: string, locale: Language) => toTerms(words === '' ? [] : words.split(' '), locale),
  KEPT,
)

function countSought(terms: readonly string[], { words, pairs }: Sought): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  const count = (found: string) => void counts.set(found, (counts.get(found) ?? 0) + 1)
  for (let index = 0; index < terms.length; index++) {
    const term = terms[index] ?? ''
    if (!words.has(term)) continue
    count(term)
    const pair = `${term} ${terms[index + 1] ?? ''}`
    if (pairs.has(pair)) count(pair)
  }
  return counts
}

const mergeCounts = (
  inTitle: ReadonlyMap<string, number>,
  inBody: ReadonlyMap<string, number>,
): ReadonlyMap<string, Counts> =>
  new Map(
    [...inTitle.keys(), ...inBody.keys()].map((term) => [
      term,
      { inTitle: inTitle.get(term) ?? 0, inBody: inBody.get(term) ?? 0 },
    ]),
  )
