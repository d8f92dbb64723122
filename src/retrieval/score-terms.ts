import { K1, rarity, saturate } from '../domain/bm25f.ts'
import type { Language } from '../domain/language.ts'
import { pairWords } from '../knowledge/analyse-text.ts'
import { countEach } from '../knowledge/count-terms.ts'
import { isFaintWord } from '../knowledge/faint-words.ts'
import type { ReadChunk } from './read-candidates.ts'
import { FAINT_WEIGHT, repetition } from './weigh-terms.ts'

/** A word or a pair of words with its weight; `isTelling` where it names a subject. */
export type ScoredTerm = { readonly term: string; readonly weight: number; readonly isTelling: boolean }

/** One score per chunk: of all terms, and of those that name a subject. */
export type TermScores = { readonly all: readonly number[]; readonly own: readonly number[] }

/** BM25F of weighed terms over chunks. */
export function scoreTerms(terms: readonly ScoredTerm[], chunks: readonly ReadChunk[]): TermScores {
  const telling = terms.filter(({ isTelling }) => isTelling)
  return {
    all: chunks.map((chunk) => sumOfGains(terms, chunk)),
    own: chunks.map((chunk) => sumOfGains(telling, chunk)),
  }
}

const sumOfGains = (terms: readonly ScoredTerm[], { counts, lengths }: ReadChunk): number =>
  terms.reduce((sum, { term, weight }) => {
    const found = counts.get(term)
    return found ? sum + weight * saturate({ ...found, ...lengths }, { k1: K1 }) : sum
  }, 0)

/**
 * The pairs of neighbouring words of a turn, weighed. A pair is as rare as it is among the candidates: what holds both
 * words of a rare pair is one of them, so that few are missed.
 */
export const weighPairs = (
  meant: readonly string[],
  chunks: readonly ReadChunk[],
  collection: { readonly locale: Language; readonly chunks: number },
): readonly ScoredTerm[] =>
  [...countEach(pairWords(meant))].map(([term, count]) => {
    const isTelling = !term.split(' ').some((word) => isFaintWord(word, collection.locale))
    const holders = chunks.filter(({ counts }) => counts.has(term)).length
    const caution = isTelling ? 1 : FAINT_WEIGHT
    return { term, isTelling, weight: repetition(count) * caution * rarity(collection.chunks, holders) }
  })
