import { analyseText } from '../../knowledge/analyse-text.ts'
import { bestLikeness } from '../question/match-words.ts'
import type { AskedQuestion } from '../question/read-question.ts'
import { hasNegation } from '../verification/negations.ts'
import { type Quotable, textOf } from './find-quotables.ts'
import { productOf } from './product-of.ts'
import { tellsWay } from './sentence-signs.ts'

/** Found by hand on the questions of the sample knowledge, as those of `judge-manner.ts`. */
const FACTORS = {
  valueWanted: 1.3,
  rowOfValue: 0.9,
  countsAsked: 1.3,
  stepsWanted: 1.5,
  stepsUnwanted: 0.85,
  wayWanted: 1.2,
  denialForWay: 0.65,
  denialOfExistence: 1.15,
  headingOfTrouble: 1.3,
  noTrouble: 0.7,
  row: 0.85,
  rowForWay: 0.75,
  rowOfAsked: 1.1,
  rowOfOther: 0.8,
}

/** How well the form of a quotable, steps, a row, a number, fits what was asked for, as a factor around 1. */
export function judgeForm(quotable: Quotable, asked: AskedQuestion): number {
  if (quotable.kind === 'row') return judgeRow(quotable, asked)
  if (quotable.kind === 'steps') return judgeSteps(asked) * judgeTrouble(quotable, asked)
  return productOf([
    judgeValue(quotable, asked),
    judgeTrouble(quotable, asked),
    quotable.kind === 'sentence' ? judgeSentence(quotable, asked) : 1,
  ])
}

function judgeRow(quotable: Quotable, { words, intent }: AskedQuestion): number {
  const base = intent.wantsValue ? FACTORS.rowOfValue * valueFactor(quotable) : FACTORS.row
  return base * (intent.wantsSteps ? FACTORS.rowForWay : 1) * keyFactor(quotable, words)
}

/** The first cell of a row says what the row is about. */
function keyFactor({ core, passage }: Quotable, asked: AskedQuestion['words']): number {
  const key = /^[^:]*: ([^;]*)/.exec(textOf(core))?.[1] ?? ''
  const words = asked.map(({ word }) => word)
  const matched = analyseText(key, passage.locale).map((word) => bestLikeness(word, words) > 0)
  if (matched.length > 0 && matched.every(Boolean)) return FACTORS.rowOfAsked
  return matched.some(Boolean) ? 1 : FACTORS.rowOfOther
}

function judgeSteps({ intent: { wantsSteps, wantsPlace, tellsOfTrouble } }: AskedQuestion): number {
  if (wantsSteps) return FACTORS.stepsWanted
  if (wantsPlace) return FACTORS.wayWanted
  return tellsOfTrouble ? 1 : FACTORS.stepsUnwanted
}

/** "It does not sync" is answered where something does not work, not where it is said to. */
function judgeTrouble({ heading, kind, core }: Quotable, { language, intent }: AskedQuestion): number {
  if (!intent.tellsOfTrouble) return 1
  if (hasNegation(heading, language)) return FACTORS.headingOfTrouble
  return kind === 'steps' || hasNegation(textOf(core), language) ? 1 : FACTORS.noTrouble
}

function judgeValue(quotable: Quotable, { words, intent }: AskedQuestion): number {
  const counts = (intent.wantsValue || intent.wantsKind) && countsOne(quotable, words)
  return (intent.wantsValue ? valueFactor(quotable) : 1) * (counts ? FACTORS.countsAsked : 1)
}

const valueFactor = ({ core }: Quotable): number => (/\p{Nd}/u.test(textOf(core)) ? FACTORS.valueWanted : 1)

/** "38 currencies" for "Which currencies ...?": a number right before an asked word. */
function countsOne({ core, kind, passage }: Quotable, asked: AskedQuestion['words']): boolean {
  if (kind !== 'sentence') return false
  const counted = [...textOf(core).matchAll(/\p{Nd}+\s+(\p{L}+)/gu)].map(([, word = '']) => word)
  const words = analyseText(counted.join(' '), passage.locale)
  return asked.some(({ word }) => words.includes(word))
}

function judgeSentence({ core }: Quotable, { text, language, intent }: AskedQuestion): number {
  const said = textOf(core)
  const denies = hasNegation(said, language) && !hasNegation(text, language)
  const wantsWay = intent.wantsSteps || intent.wantsPlace
  return productOf([
    intent.wantsExistence && denies ? FACTORS.denialOfExistence : 1,
    intent.wantsSteps && denies ? FACTORS.denialForWay : 1,
    wantsWay && tellsWay(said) ? FACTORS.wayWanted : 1,
  ])
}
