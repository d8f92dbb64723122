import type { Language } from '../../domain/language.ts'
import { analyseText } from '../analyse-text.ts'
import { isFaintWord } from '../faint-words.ts'
import { withBreaths } from '../with-breaths.ts'

/** Stems with what each of them tells; as a vector its length is 1. Empty for a text without content words. */
export type WordVector = ReadonlyMap<string, number>

/** Of a log that somebody pasted, only the rarest words count: it must not cost more than it says. */
const MOST_WORDS = 24

/** Texts between two breaths: some milliseconds of work. */
const AT_ONCE = 100

/** As if so many other questions had been asked, too: among a handful, the word that all share is no common one. */
const OTHER_QUESTIONS = 100

/** "How", "where" and their like order the questions about a subject, but are none. */
const FAINT = 0.5

/**
 * What tells questions of one language apart: stems as the index has them, the more weight the fewer of these questions
 * hold them (idf). How often a word stands in one question says nothing.
 */
export async function weighWords(
  texts: readonly string[],
  language: Language,
): Promise<readonly WordVector[]> {
  const stems: ReadonlySet<string>[] = []
  for await (const text of withBreaths(texts, AT_ONCE)) stems.push(new Set(analyseText(text, language)))
  const holders = new Map<string, number>()
  for (const stem of stems.flatMap((set) => [...set])) holders.set(stem, (holders.get(stem) ?? 0) + 1)
  const all = texts.length + OTHER_QUESTIONS
  const weights = new Map(
    [...holders].map(([stem, count]) => [
      stem,
      Math.log(1 + all / count) * (isFaintWord(stem, language) ? FAINT : 1),
    ]),
  )
  return stems.map((set) => toVector([...set].map((stem) => [stem, weights.get(stem) ?? 0] as const)))
}

function toVector(weights: readonly (readonly [string, number])[]): WordVector {
  const telling = weights.toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
  const kept = telling.slice(0, MOST_WORDS)
  const length = Math.hypot(...kept.map(([, weight]) => weight))
  return new Map(kept.map(([stem, weight]) => [stem, weight / length]))
}

/** How alike two vectors are, times their lengths. */
export function product(one: WordVector, other: WordVector): number {
  const [few, many] = one.size <= other.size ? [one, other] : [other, one]
  let sum = 0
  for (const [stem, weight] of few) sum += weight * (many.get(stem) ?? 0)
  return sum
}

export function sumOf(one: WordVector, other: WordVector): WordVector {
  const [few, many] = one.size <= other.size ? [one, other] : [other, one]
  const sum = new Map(many)
  for (const [stem, weight] of few) sum.set(stem, weight + (sum.get(stem) ?? 0))
  return sum
}
