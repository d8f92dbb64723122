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
  const places = units
    .filter(({ text }) => numbers.every((number) => numbersOf(text).includes(number)))
    .map((unit) => ({ unit, share: shareIn(words, unit.text) }))
  const share = Math.max(0, ...places.map((place) => place.share))
  const best = places.filter((place) => place.share === share).map(({ unit }) => unit)
  if (share < PARTLY || best.some(({ text }) => turnsRound(claim, text, words))) return 'no'
  return share < FULLY || best.every((place) => mixes(words, place, units)) ? 'partly' : 'yes'
}

/** Whether one denies what the other says. A claim may leave out the half of a sentence that denies something else. */
function turnsRound(claim: string, unit: string, words: readonly string[]): boolean {
  if (denies(claim) === denies(unit)) return false
  if (denies(claim)) return true
  const affirmed = unit.split(/[,;:]|\s(?:and|but|y|pero|und|aber)\s/).filter((part) => !denies(part))
  return shareIn(words, affirmed.join(' ')) < FULLY
}

const shareIn = (words: readonly string[], text: string): number => {
  const known = new Set(subjectsOf(text))
  return words.length === 0 ? 0 : words.filter((word) => known.has(word)).length / words.length
}

/** A word missing where the rest stands, but said elsewhere in the passage, was taken from another statement. */
function mixes(words: readonly string[], place: Unit, units: readonly Unit[]): boolean {
  const here = new Set(subjectsOf(place.text))
  const elsewhere = new Set(units.flatMap(({ text }) => subjectsOf(text)))
  return words.some((word) => !here.has(word) && elsewhere.has(word))
}

const plain = (text: string): string => ` ${wordsOf(text).join(' ')} `
