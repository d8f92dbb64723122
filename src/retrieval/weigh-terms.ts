import type { Language } from '../domain/language.ts'
import { isFaintWord } from '../knowledge/faint-words.ts'
import { isPair } from '../store/shelves.ts'

/** A term of one turn. `trust` is below 1 where a misspelled word was replaced. */
export type AskedTerm = { readonly term: string; readonly count: number; readonly trust: number }

/** `isTelling` where it names a subject; `chunks` is how many chunks hold it. */
export type WeighedTerm = AskedTerm & {
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

/** Pairs of words count for less than words (benchmarks.md, section 3, step 4). */
const PAIR_WEIGHT = 0.3
const FAINT_WEIGHT = 0.5

/** Gives each term its weight, the heaviest first: rarity, repetition, and how far it is trusted. */
export const weighTerms = (terms: readonly AskedTerm[], collection: Collection): readonly WeighedTerm[] =>
  terms.map((asked) => weighTerm(asked, collection)).toSorted((a, b) => b.weight - a.weight)

function weighTerm(asked: AskedTerm, { locale, chunks, termChunks }: Collection): WeighedTerm {
  const { term, count, trust } = asked
  const withTerm = termChunks.get(term) ?? 0
  const isTelling = !term.split(' ').some((word) => isFaintWord(word, locale))
  const caution = trust * (isPair(term) ? PAIR_WEIGHT : 1) * (isTelling ? 1 : FAINT_WEIGHT)
  const weight = (1 + Math.log(count)) * caution * rarity(chunks, withTerm)
  return { ...asked, weight, isTelling, chunks: withTerm }
}

/** How much a term tells (idf): never negative, greatest where no chunk holds it. */
const rarity = (chunks: number, withTerm: number): number =>
  Math.log(1 + (chunks - withTerm + 0.5) / (withTerm + 0.5))
