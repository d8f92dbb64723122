import { analyseText } from '../../knowledge/analyse-text.ts'
import { withBreaths } from '../../knowledge/with-breaths.ts'
import type { ServedArticle } from '../../store/served-articles.ts'
import { countPartners } from './count-partners.ts'
import { hashOf } from './hash-of.ts'

/** So many words in a row make a shingle: short enough to survive an edit, long enough to say something. */
const SHINGLE_WORDS = 4
/**
 * Of each article the smallest hashes of its shingles stand for all of them (bottom-k sketch; Broder, "On the resemblance
 * and containment of documents", 1997): a share of .7 is estimated to within .09, in 95 of 100 pairs.
 */
const SKETCH_SIZE = 100
/** From here on two articles say mostly the same. */
export const LEAST_SHARE = 0.7
/** A shingle of more articles than this is a phrase of the house. */
const MOST_ARTICLES = 30

/** What is kept of an article to find its twins: some hundred numbers, whatever its length. */
export type Sketch = { readonly article: number; readonly locale: string; readonly hashes: readonly number[] }

/** Two articles of one language; `share` (0..1) of their shingles, seen together, stand in both. */
export type Twins = { readonly one: number; readonly other: number; readonly share: number }

/** `article` is the number by which its caller knows it. */
export function sketchArticle({ locale, title, texts }: ServedArticle, article: number): Sketch {
  const words = [title, ...texts].flatMap((text) => analyseText(text, locale))
  const last = Math.max(1, words.length - SHINGLE_WORDS + 1)
  const hashes = Array.from({ length: last }, (_, at) =>
    hashOf(words.slice(at, at + SHINGLE_WORDS).join(' ')),
  )
  return { article, locale, hashes: smallest(new Set(hashes)) }
}

const smallest = (hashes: ReadonlySet<number>): readonly number[] =>
  [...hashes].toSorted((a, b) => a - b).slice(0, SKETCH_SIZE)

/** Pairs to compare between two breaths: some milliseconds of work. */
const AT_ONCE = 50

/** Pairs of articles that are nearly the same, the most alike first. */
export async function findTwins(sketches: readonly Sketch[]): Promise<readonly Twins[]> {
  const keys = sketches.map(({ hashes, locale }) => hashes.map((hash) => `${locale} ${hash}`))
  const partners = await countPartners(keys, { mostHolders: MOST_ARTICLES })
  const twins: Twins[] = []
  for await (const [first, second] of withBreaths(partners, AT_ONCE)) {
    const [one, other] = [sketches[first], sketches[second]]
    const share = one && other ? shareOf(one, other) : 0
    if (!one || !other || share < LEAST_SHARE) continue
    twins.push({ one: one.article, other: other.article, share: Math.round(share * 100) / 100 })
  }
  return twins.toSorted((a, b) => b.share - a.share || a.one - b.one || a.other - b.other)
}

/** How many of the smallest hashes of both together stand in both. */
function shareOf(one: Sketch, other: Sketch): number {
  const [first, second] = [new Set(one.hashes), new Set(other.hashes)]
  const together = smallest(new Set([...first, ...second]))
  return together.filter((hash) => first.has(hash) && second.has(hash)).length / together.length
}
