import { analyseText } from '../../knowledge/analyse-text.ts'
import { bestLikeness } from '../question/match-words.ts'
import type { AskedQuestion } from '../question/read-question.ts'
import { contradicts, namesBothSides } from '../verification/opposites.ts'
import { type Quotable, textOf } from './find-quotables.ts'
import { judgeForm } from './judge-form.ts'
import { productOf } from './product-of.ts'
import { countConditions, leansOnContext, tellsOfFormerTimes } from './sentence-signs.ts'

/** Factors found by hand on the questions of the sample knowledge; each is a hint, none decides alone. */
const FACTORS = {
  condition: 0.85,
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
export function judgeManner(quotable: Quotable, asked: AskedQuestion): number {
  const [first] = quotable.core
  if (!first) return 0
  return productOf([
    judgeForm(quotable, asked),
    contradicts(asked.text, first.text) ? FACTORS.contradiction : 1,
    quotable.kind === 'sentence' ? judgeWording(first.text, asked) : 1,
    isFormer(quotable, asked) ? FACTORS.formerTimes : 1,
    leansOnContext(first.text) ? FACTORS.leaning : 1,
    quotable.isOpening ? FACTORS.opening : 1,
    Math.max(FACTORS.latest, 1 - first.index * FACTORS.later),
    judgeHeading(quotable, asked),
  ])
}

const judgeWording = (sentence: string, { text }: AskedQuestion): number =>
  FACTORS.condition ** countConditions(sentence) * (namesBothSides(sentence, text) ? FACTORS.bothSides : 1)

const isFormer = ({ passage, core }: Quotable, { text }: AskedQuestion): boolean =>
  tellsOfFormerTimes(`${passage.title}\n${textOf(core.slice(0, 1))}`) && !tellsOfFormerTimes(text)

function judgeHeading({ heading, passage }: Quotable, asked: AskedQuestion): number {
  const words = analyseText(heading, passage.locale)
  if (words.length === 0) return 1
  const known = asked.words.map(({ word }) => word)
  const other = words.filter((word) => bestLikeness(word, known) === 0).length / words.length
  return 1 - other * (1 - FACTORS.otherHeading)
}
