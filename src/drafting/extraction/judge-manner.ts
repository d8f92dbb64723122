import type { Understanding } from '../../domain/understanding.ts'
import { hasNegation } from '../verification/negations.ts'
import { contradicts, namesBothSides } from '../verification/opposites.ts'
import type { Unit } from './read-units.ts'
import {
  asksForValue,
  asksForWay,
  isConditional,
  leansOnContext,
  namesPlace,
  pointsElsewhere,
  tellsOfFormerTimes,
} from './sentence-signs.ts'

/** Factors found by hand on the questions of the sample knowledge; each is a hint, none decides alone. */
const FACTORS = {
  valueWanted: 1.3,
  wayWanted: 1.35,
  stepWanted: 1.5,
  condition: 0.8,
  rowForWay: 0.75,
  row: 0.9,
  denial: 0.65,
  contradiction: 0.4,
  bothSides: 0.85,
  formerTimes: 0.5,
  leaning: 0.6,
  pointing: 0.7,
  opening: 1.15,
  /** Per unit from the beginning of the passage: what matters to most stands first. */
  later: 0.01,
  latest: 0.85,
}

/** What speaks for or against quoting a unit besides its words, as a factor around 1. */
export function judgeManner(unit: Unit, { question, language }: Understanding): number {
  const { text, kind, passage } = unit
  const isFormer = tellsOfFormerTimes(`${passage.title}\n${text}`) && !tellsOfFormerTimes(question)
  const denies = hasNegation(text, language) && !hasNegation(question, language)
  return product([
    asksForValue(question) && /\p{Nd}/u.test(text) ? FACTORS.valueWanted : 1,
    asksForWay(question) ? wayFactor(unit, denies) : 1,
    kind === 'row' && !asksForValue(question) ? FACTORS.row : 1,
    contradicts(question, text) ? FACTORS.contradiction : 1,
    kind === 'sentence' && namesBothSides(text, question) ? FACTORS.bothSides : 1,
    isFormer ? FACTORS.formerTimes : 1,
    leansOnContext(text) ? FACTORS.leaning : 1,
    pointsElsewhere(text) ? FACTORS.pointing : 1,
    isConditional(text) ? FACTORS.condition : 1,
    unit.index === 0 ? FACTORS.opening : Math.max(FACTORS.latest, 1 - unit.index * FACTORS.later),
  ])
}

function wayFactor({ text, kind }: Unit, denies: boolean): number {
  if (kind === 'row') return FACTORS.rowForWay
  if (kind === 'step') return FACTORS.stepWanted
  if (namesPlace(text)) return FACTORS.wayWanted
  return denies ? FACTORS.denial : 1
}

const product = (factors: readonly number[]): number => factors.reduce((all, factor) => all * factor, 1)
