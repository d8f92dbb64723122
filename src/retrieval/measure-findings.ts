import { K1 } from '../domain/bm25f.ts'
import type { ChunkFindings, FoundChunk } from './search-chunks.ts'
import type { WeighedTerm } from './weigh-terms.ts'

/** What tells whether the best passage answers the question: of the question alone, but for `lead`. */
export type Features = {
  /** The best chunk's score as a share of what the question's words could reach; pairs may lift it above 1. */
  readonly share: number
  /** Share of the question's rarity (idf) that stands in the best chunk, 0..1. */
  readonly covered: number
  /** Its likeness of spelling, in pieces of four letters, as a share of what the question could reach, 0..1. */
  readonly likeness: number
  /** How far the best article's whole score is ahead of the next one's, as a share of it, 0..1. */
  readonly lead: number
  /** Rarity (idf, nats) that stands in the best chunk: little where the question or the collection is small. */
  readonly mass: number
  /** Share of the question's rarity in words that no article holds, 0..1. */
  readonly unknown: number
  /** 1 when the question's rarest word stands in no article at all; 0 in scripts whose words are guessed. */
  readonly isKeywordUnknown: number
  /** Words that name a subject. */
  readonly words: number
  /** Words taken for misspelled. */
  readonly corrected: number
}

/** Scripts without spaces: a word that is cut in another way than in the articles is no unknown word. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** One corrected word may be a name that was taken for an error; more of them are somebody's typing, which proves nothing. */
const MOST_STRANGE = 1
/** Nine in ten questions without errors whose answer comes first have at least this much of their share (all dev sets). */
const USUAL_LIKENESS = 0.3

/** Measures what was found; nothing where nothing was found or the question names no subject. */
export function measureFindings({ found, terms }: ChunkFindings): Features | undefined {
  const [best] = found
  const words = terms.filter(({ isTelling }) => isTelling)
  const heaviest = words.toSorted((a, b) => fullWeight(b) - fullWeight(a))[0]
  if (!best || !heaviest) return undefined
  const all = sumOf(words, fullWeight)
  const mass = sumOf(
    words.filter(({ term }) => best.matched.has(term)),
    ({ weight }) => weight,
  )
  const share = best.ownScore / (all * (K1 + 1))
  const corrected = words.filter(({ trust }) => trust < 1).length
  const unknown = words.filter(({ chunks }) => chunks === 0)
  return {
    share,
    likeness: corrected > MOST_STRANGE ? Math.max(best.likeness, USUAL_LIKENESS * share) : best.likeness,
    covered: mass / all,
    lead: leadOf(best, found),
    mass,
    unknown: sumOf(unknown, fullWeight) / all,
    isKeywordUnknown: heaviest.chunks === 0 && !UNSPACED.test(heaviest.term) ? 1 : 0,
    words: words.length,
    corrected,
  }
}

/** Zero where earlier turns, not the question itself, put the best article first. */
function leadOf(best: FoundChunk, found: readonly FoundChunk[]): number {
  if (best.ownScore <= 0) return 0
  const others = found.filter(({ article }) => article !== best.article).map(wholeScore)
  return Math.max(0, 1 - Math.max(0, ...others) / wholeScore(best))
}

/** By words, whatever rank a vector has given it. */
const wholeScore = ({ parts }: FoundChunk): number =>
  parts.words + parts.pairs + parts.pieces + parts.article + parts.earlier

/** A replaced word is worth less when it is found, but the question asked for all of it. */
const fullWeight = ({ weight, trust }: WeighedTerm): number => weight / trust

const sumOf = (terms: readonly WeighedTerm[], value: (term: WeighedTerm) => number): number =>
  terms.reduce((sum, term) => sum + value(term), 0)
