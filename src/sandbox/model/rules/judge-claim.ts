import type { ClaimVerdict } from '../forms.ts'
import { denies } from '../reading/denies.ts'
import { readUnits, type ShownPassage, type Unit } from '../reading/read-units.ts'
import { linksOf, numbersOf, subjectsOf, wordsOf } from '../reading/words.ts'

const FULLY = 0.8
const PARTLY = 0.5

/** Whether a passage says what a claim says: all its words, numbers and links in one place, denied or not alike. */
export const judgeClaim = (claim: string, passage: ShownPassage): ClaimVerdict['supported'] => {
  if (claim.trim() === '') return 'no'
  if (plain(passage.text).includes(plain(claim))) return 'yes'
  const links = new Set(linksOf(passage.text))
  if (linksOf(claim).some((link) => !links.has(link))) return 'no'
  const units = readUnits(passage, 0)
  return worst(readUnits({ ...passage, text: claim }, 0).map(({ text }) => judgeUnit(text, units)))
}

/** A claim without units is a heading: judged by nothing, so not supported. */
const worst = (verdicts: readonly ClaimVerdict['supported'][]): ClaimVerdict['supported'] => {
  if (verdicts.length === 0 || verdicts.includes('no')) return 'no'
  return verdicts.includes('partly') ? 'partly' : 'yes'
}

function judgeUnit(claim: string, units: readonly Unit[]): ClaimVerdict['supported'] {
  const numbers = numbersOf(claim)
  const words = [...new Set(subjectsOf(claim))]
  const shares = units
    .filter(({ text }) => numbers.every((number) => numbersOf(text).includes(number)))
    .filter(({ text }) => denies(text) === denies(claim))
    .map((unit) => shareIn(words, unit))
  const best = Math.max(0, ...shares)
  if (best < PARTLY) return 'no'
  if (best < FULLY) return 'partly'
  return mixes(words, units, best) ? 'partly' : 'yes'
}

const shareIn = (words: readonly string[], { text }: Unit): number => {
  const known = new Set(subjectsOf(text))
  return words.length === 0 ? 0 : words.filter((word) => known.has(word)).length / words.length
}

/** A word missing where the rest stands, but said elsewhere in the passage, was taken from another statement. */
function mixes(words: readonly string[], units: readonly Unit[], best: number): boolean {
  const place = units.find((unit) => shareIn(words, unit) >= best)
  if (!place) return false
  const here = new Set(subjectsOf(place.text))
  const elsewhere = new Set(units.flatMap(({ text }) => subjectsOf(text)))
  return words.some((word) => !here.has(word) && elsewhere.has(word))
}

const plain = (text: string): string => ` ${wordsOf(text).join(' ')} `
