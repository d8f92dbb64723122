import type { Understanding } from '../../domain/understanding.ts'
import { analyseText } from '../../knowledge/analyse-text.ts'
import { judgeManner } from './judge-manner.ts'
import { likeness } from './likeness.ts'
import type { Unit } from './read-units.ts'
import type { AskedWord } from './weigh-question.ts'

/** A unit with what it says of the question. */
export type ScoredUnit = Unit & {
  readonly score: number
  /** Per asked word, the share of the whole question that the unit answers to with it; all words together are 1. */
  readonly covers: readonly number[]
}

/** Title and heading say what a sentence is about, but do not say it. */
const ABOUT = 0.5
/** A long sentence covers more words by chance. */
const EASY_WORDS = 40
/** What a common word still weighs beside the rare ones. */
const COMMON_WEIGHT = 0.7
/** What remains of a sentence of the worst passage. */
const WORST_STANDING = 0.3

/** Rates every unit by the words it shares with the question, the rare ones more. */
export function scoreUnits(
  units: readonly Unit[],
  asked: readonly AskedWord[],
  understanding: Understanding,
): readonly ScoredUnit[] {
  const lengths = units.map((unit) => wordsOf(unit.text, unit).length)
  const matches = units.map((unit) => matchesOf(unit, asked))
  const shares = sharesOf(asked, matches)
  const top = Math.max(...units.map(({ passage }) => passage.score))
  return units.map((unit, index) => {
    const covers = shares.map((share, word) => share * (matches[index]?.[word] ?? 0))
    const ease = Math.min(1, EASY_WORDS / Math.max(1, lengths[index] ?? 1))
    return {
      ...unit,
      covers,
      score: sumOf(covers) * judgeManner(unit, understanding) * ease * standing(unit, top),
    }
  })
}

export const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0)

/** How well the unit answers to each asked word, 0 to 1. */
function matchesOf(unit: Unit, asked: readonly AskedWord[]): readonly number[] {
  const own = wordsOf(unit.text, unit)
  const about = wordsOf(`${unit.passage.title}\n${unit.heading}`, unit)
  return asked.map(({ word }) => Math.max(bestLikeness(word, own), ABOUT * bestLikeness(word, about)))
}

const bestLikeness = (asked: string, words: readonly string[]): number =>
  Math.max(0, ...words.map((word) => likeness(asked, word)))

const wordsOf = (text: string, { passage }: Unit): readonly string[] => analyseText(text, passage.locale)

/** How much of the question each asked word is; a word that every unit holds says little about which one answers. */
function sharesOf(asked: readonly AskedWord[], matches: readonly (readonly number[])[]): readonly number[] {
  const weights = asked.map(({ weight }, word) => {
    const holding = matches.filter((match) => (match[word] ?? 0) > 0).length
    return weight * (COMMON_WEIGHT + rarity(matches.length, Math.max(1, holding)))
  })
  const total = sumOf(weights) || 1
  return weights.map((weight) => weight / total)
}

/** The idf of BM25. */
const rarity = (units: number, holding: number): number =>
  Math.log(1 + (units - holding + 0.5) / (holding + 0.5))

/** Retrieval knows the whole passage and the whole collection. */
const standing = ({ passage }: Unit, top: number): number =>
  top > 0 ? WORST_STANDING + ((1 - WORST_STANDING) * Math.max(0, passage.score)) / top : 1
