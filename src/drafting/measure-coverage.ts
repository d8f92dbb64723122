import type { Claim } from '../domain/draft.ts'
import type { Passage } from '../domain/passage.ts'
import { isStep } from '../knowledge/text-lines.ts'
import { readUnits } from './extraction/read-units.ts'
import { instructs } from './extraction/sentence-signs.ts'
import { matchWords, type Telling } from './question/match-words.ts'
import type { AskedQuestion } from './question/read-question.ts'
import { sumOf } from './question/sum-of.ts'

/** What heading and title count for beside the claim itself; the title is shown to the contact as the source. */
const WEIGHTS = { text: 1, heading: 0.8, title: 0.7 }
/** What remains where an amount or steps were asked for and no claim holds any: too little to be sent unseen. */
const OTHER_FORM = 0.6

/** How far claims speak to the question, 0 to 1, by the rarity of its words. */
export type Coverage = {
  /** The share of all its words: little where the question is about something else. */
  readonly ofQuestion: number
  /** Beside what the best passage as a whole says to it: little where better sentences were left unquoted. */
  readonly ofPassage: number
}

/**
 * Measures claims against the question, whoever wrote them; less where they have not the form that was asked for.
 * `passages` are all that were retrieved, best first.
 */
export function measureCoverage(
  asked: AskedQuestion,
  claims: readonly Claim[],
  passages: readonly Passage[],
): Coverage {
  const cited = passages.filter((passage) => claimsFrom(passage, claims).length > 0)
  const said = weighTouched(
    asked,
    cited.map((passage) => tellingOf(passage, claimsFrom(passage, claims))),
  )
  const whole = [...passages.slice(0, 1), ...cited].map((passage) => ({
    text: passage.text,
    heading: '',
    passage,
  }))
  const known = Math.max(0, ...whole.map((telling) => weighTouched(asked, [telling])))
  const all = sumOf(asked.words.map(({ weight }) => weight))
  const form = hasForm(asked, claims) ? 1 : OTHER_FORM
  return {
    ofQuestion: all > 0 ? (form * said) / all : 0,
    ofPassage: known > 0 ? form * Math.min(1, said / known) : 0,
  }
}

/** The weight of the asked words that any of the texts touches. */
function weighTouched({ words }: AskedQuestion, tellings: readonly Telling[]): number {
  const matches = tellings.map((telling) => matchWords(words, telling, WEIGHTS))
  return sumOf(
    words.map(({ weight }, word) => weight * Math.max(0, ...matches.map((match) => match[word] ?? 0))),
  )
}

const claimsFrom = ({ chunkId }: Passage, claims: readonly Claim[]): readonly Claim[] =>
  claims.filter(({ citation }) => citation.chunkId === chunkId)

/** All that is claimed from a passage, and the headings above it. */
function tellingOf(passage: Passage, claims: readonly Claim[]): Telling {
  const headings = readUnits(passage)
    .filter(({ text }) => claims.some(({ citation }) => citation.quote.includes(text)))
    .map(({ heading }) => heading)
  return { text: claims.map(({ text }) => text).join('\n'), heading: headings.join('\n'), passage }
}

function hasForm({ intent: { wantsAmount, wantsSteps } }: AskedQuestion, claims: readonly Claim[]): boolean {
  const lines = claims.flatMap(({ text }) => text.split('\n'))
  if (wantsAmount) return lines.some((line) => /\p{Nd}/u.test(line))
  return !wantsSteps || lines.some((line) => isStep(line) || instructs(line))
}
