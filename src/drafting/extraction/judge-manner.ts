import type { Language } from '../../domain/language.ts'
import type { Understanding } from '../../domain/understanding.ts'
import { analyseText } from '../../knowledge/analyse-text.ts'
import { hasNegation } from '../verification/negations.ts'
import { contradicts, namesBothSides } from '../verification/opposites.ts'
import type { Quotable } from './find-quotables.ts'
import { bestLikeness } from '../question/match-words.ts'
import { type Intent, readIntent } from '../question/read-intent.ts'
import { countConditions, leansOnContext, tellsOfFormerTimes, tellsWay } from './sentence-signs.ts'
import type { AskedWord } from '../question/weigh-question.ts'

/** Factors found by hand on the questions of the sample knowledge; each is a hint, none decides alone. */
const FACTORS = {
  valueWanted: 1.3,
  countsAsked: 1.3,
  denialOfExistence: 1.15,
  stepsWanted: 1.5,
  wayWanted: 1.2,
  stepsUnwanted: 0.85,
  fixWanted: 1.3,
  noTrouble: 0.7,
  rowForWay: 0.75,
  row: 0.85,
  rowOfValue: 0.9,
  rowOfAsked: 1.1,
  rowOfOther: 0.8,
  condition: 0.85,
  denialForWay: 0.65,
  contradiction: 0.4,
  bothSides: 0.85,
  formerTimes: 0.5,
  leaning: 0.7,
  opening: 1.15,
  /** A heading none of whose words was asked for: the special case of something. */
  otherHeading: 0.6,
  /** Per unit from the beginning of the passage: what matters to most stands first. */
  later: 0.01,
  latest: 0.85,
}

/** What speaks for or against quoting something besides its words, as a factor around 1. */
export function judgeManner(
  quotable: Quotable,
  asked: readonly AskedWord[],
  understanding: Understanding,
): number {
  const [first] = quotable.core
  if (!first) return 0
  const { text, index } = first
  const { passage } = quotable
  const { question } = understanding
  const isFormer = tellsOfFormerTimes(`${passage.title}\n${text}`) && !tellsOfFormerTimes(question)
  const isSentence = quotable.kind === 'sentence'
  return product([
    fitOf(quotable, understanding, readIntent(understanding)),
    quotable.kind === 'row' ? rowFactor(quotable, asked) : 1,
    countsAsked(quotable, asked, readIntent(understanding)) ? FACTORS.countsAsked : 1,
    contradicts(question, text) ? FACTORS.contradiction : 1,
    isSentence && namesBothSides(text, question) ? FACTORS.bothSides : 1,
    isFormer ? FACTORS.formerTimes : 1,
    leansOnContext(text) ? FACTORS.leaning : 1,
    isSentence ? FACTORS.condition ** countConditions(text) : 1,
    quotable.isOpening ? FACTORS.opening : 1,
    Math.max(FACTORS.latest, 1 - index * FACTORS.later),
    headingFactor(quotable, asked),
  ])
}

/** How well the form fits what was asked for. */
function fitOf(quotable: Quotable, { question, language }: Understanding, intent: Intent): number {
  const text = quotable.core.map((unit) => unit.text).join('\n')
  const denies = hasNegation(text, language) && !hasNegation(question, language)
  return product([
    valueFit(text, quotable.kind, intent),
    stepsFit(quotable.kind, intent),
    intent.tellsOfTrouble ? fixFit(quotable, text, language) : 1,
    intent.wantsExistence && denies ? FACTORS.denialOfExistence : 1,
    intent.wantsSteps && denies && quotable.kind === 'sentence' ? FACTORS.denialForWay : 1,
    (intent.wantsSteps || intent.wantsPlace) && quotable.kind === 'sentence' && tellsWay(text)
      ? FACTORS.wayWanted
      : 1,
  ])
}

/** "It does not sync" is answered where something does not work, not where it is said to. */
function fixFit({ heading, kind }: Quotable, text: string, language: Language): number {
  if (hasNegation(heading, language)) return FACTORS.fixWanted
  return kind === 'steps' || hasNegation(text, language) ? 1 : FACTORS.noTrouble
}

function valueFit(text: string, kind: Quotable['kind'], { wantsValue }: Intent): number {
  if (wantsValue) {
    return (/\p{Nd}/u.test(text) ? FACTORS.valueWanted : 1) * (kind === 'row' ? FACTORS.rowOfValue : 1)
  }
  return kind === 'row' ? FACTORS.row : 1
}

function stepsFit(kind: Quotable['kind'], { wantsSteps, wantsPlace, tellsOfTrouble }: Intent): number {
  if (kind === 'row') return wantsSteps ? FACTORS.rowForWay : 1
  if (kind !== 'steps') return 1
  if (wantsSteps) return FACTORS.stepsWanted
  if (wantsPlace) return FACTORS.wayWanted
  return tellsOfTrouble ? 1 : FACTORS.stepsUnwanted
}

/** The first cell of a row says what the row is about. */
function rowFactor({ core, passage }: Quotable, asked: readonly AskedWord[]): number {
  const key = /^[^:]*: ([^;]*)/.exec(core[0]?.text ?? '')?.[1] ?? ''
  const words = asked.map(({ word }) => word)
  const matched = analyseText(key, passage.locale).map((word) => bestLikeness(word, words) > 0)
  if (matched.length > 0 && matched.every(Boolean)) return FACTORS.rowOfAsked
  return matched.some(Boolean) ? 1 : FACTORS.rowOfOther
}

/** "38 currencies" for "Which currencies ...?": a number right before an asked word. */
function countsAsked(
  { core, kind, passage }: Quotable,
  asked: readonly AskedWord[],
  { wantsKind, wantsValue }: Intent,
): boolean {
  if (kind !== 'sentence' || !(wantsKind || wantsValue)) return false
  const counted = [...(core[0]?.text ?? '').matchAll(/\p{Nd}+\s+(\p{L}+)/gu)].map(([, word = '']) => word)
  const words = analyseText(counted.join(' '), passage.locale)
  return asked.some(({ word }) => words.includes(word))
}

function headingFactor({ heading, passage }: Quotable, asked: readonly AskedWord[]): number {
  const words = analyseText(heading, passage.locale)
  if (words.length === 0) return 1
  const known = asked.map(({ word }) => word)
  const other = words.filter((word) => bestLikeness(word, known) === 0).length / words.length
  return 1 - other * (1 - FACTORS.otherHeading)
}

const product = (factors: readonly number[]): number => factors.reduce((all, factor) => all * factor, 1)
