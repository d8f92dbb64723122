import { rarity } from '../domain/bm25f.ts'
import type { Language } from '../domain/language.ts'
import { countEach } from '../knowledge/count-terms.ts'
import { isFaintWord } from '../knowledge/faint-words.ts'

/**
 * A word (as a stem) of one turn. `trust` is below 1 where a misspelled word was replaced; `isTelling` where it names
 * a subject; `chunks` is how many chunks hold it.
 */
export type WeighedTerm = {
  readonly term: string
  readonly count: number
  readonly trust: number
  readonly weight: number
  readonly isTelling: boolean
  readonly chunks: number
}

/** What terms are weighed against. */
export type Collection = {
  readonly locale: Language
  readonly chunks: number
  readonly termChunks: ReadonlyMap<string, number>
}

/** The words of one turn, as written and as they are meant (without typing errors). */
export type TurnWords = { readonly written: readonly string[]; readonly meant: readonly string[] }

/** A replaced word may be wrong (benchmarks.md, section 3, step 6). */
const CORRECTED_TRUST = 0.8
/** Words that name no subject help to order, no more. */
export const FAINT_WEIGHT = 0.5

/** Gives each word of a turn its weight, the heaviest first: rarity, repetition, and how far it is trusted. */
export function weighTerms({ written, meant }: TurnWords, collection: Collection): readonly WeighedTerm[] {
  const asWritten = new Set(written)
  return [...countEach(meant)]
    .map(([term, count]) => {
      const trust = asWritten.has(term) ? 1 : CORRECTED_TRUST
      return weighTerm({ term, count, trust }, collection)
    })
    .toSorted((a, b) => b.weight - a.weight)
}

function weighTerm(
  asked: Pick<WeighedTerm, 'term' | 'count' | 'trust'>,
  { locale, chunks, termChunks }: Collection,
): WeighedTerm {
  const withTerm = termChunks.get(asked.term) ?? 0
  const isTelling = !isFaintWord(asked.term, locale)
  const caution = asked.trust * (isTelling ? 1 : FAINT_WEIGHT)
  const weight = repetition(asked.count) * caution * rarity(chunks, withTerm)
  return { ...asked, weight, isTelling, chunks: withTerm }
}

/** Each repetition in a question adds less than the one before. */
export const repetition = (count: number): number => 1 + Math.log(count)
