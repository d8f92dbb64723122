import type { Claim } from '../../domain/draft.ts'
import type { Passage, Retrieval } from '../../domain/passage.ts'
import type { Understanding } from '../../domain/understanding.ts'
import { isStep } from '../../knowledge/text-lines.ts'
import { readUnits } from '../extraction/read-units.ts'
import { tellsWay } from '../extraction/sentence-signs.ts'
import { sumOf } from '../extraction/sum-of.ts'
import { matchWords } from './match-words.ts'
import { readIntent } from './read-intent.ts'
import { type AskedWord, weighQuestion } from './weigh-question.ts'

/** What heading and title count for beside the claim itself; the title is shown to the contact as the source. */
const WEIGHTS = { text: 1, heading: 0.8, title: 0.7 }
/** What remains where an amount or steps were asked for and no claim holds any. */
const OTHER_FORM = 0.8

export type Answer = {
  readonly understanding: Understanding
  readonly retrieval: Retrieval
  readonly claims: readonly Claim[]
}

/** How far claims speak to the question, 0 to 1, by the rarity of its words. */
export type Coverage = {
  /** The share of all its words: little where the question is about something else. */
  readonly ofQuestion: number
  /** Beside what the best passage as a whole says to it: little where better sentences were left unquoted. */
  readonly ofPassage: number
}

/** Measures claims against the question, whoever wrote them; less where they have not the form that was asked for. */
export function measureCoverage({ understanding, retrieval, claims }: Answer): Coverage {
  const asked = weighQuestion(understanding, retrieval.words)
  const cited = retrieval.passages.filter(({ chunkId }) =>
    claims.some(({ citation }) => citation.chunkId === chunkId),
  )
  const said = weighTouched(
    asked,
    cited.map((passage) => matchWords(asked, tellingOf(passage, claims), WEIGHTS)),
  )
  const known = Math.max(
    ...[...retrieval.passages.slice(0, 1), ...cited].map((passage) =>
      weighTouched(asked, [matchWords(asked, { text: passage.text, heading: '', passage }, WEIGHTS)]),
    ),
  )
  const form = hasForm(understanding, claims) ? 1 : OTHER_FORM
  const all = sumOf(asked.map(({ weight }) => weight))
  return {
    ofQuestion: all > 0 ? (form * said) / all : 0,
    ofPassage: known > 0 ? form * Math.min(1, said / known) : 0,
  }
}

/** The weight of the asked words that any of the matches touches. */
const weighTouched = (asked: readonly AskedWord[], matches: readonly (readonly number[])[]): number =>
  sumOf(asked.map(({ weight }, word) => weight * Math.max(0, ...matches.map((match) => match[word] ?? 0))))

/** All that is claimed from a passage, and the headings above it. */
function tellingOf(passage: Passage, claims: readonly Claim[]) {
  const own = claims.filter(({ citation }) => citation.chunkId === passage.chunkId)
  const headings = readUnits(passage)
    .filter(({ text }) => own.some(({ citation }) => citation.quote.includes(text)))
    .map(({ heading }) => heading)
  return { text: own.map(({ text }) => text).join('\n'), heading: [...new Set(headings)].join('\n'), passage }
}

function hasForm(understanding: Understanding, claims: readonly Claim[]): boolean {
  const { wantsValue, wantsSteps } = readIntent(understanding)
  const lines = claims.flatMap(({ text }) => text.split('\n'))
  if (wantsValue) return lines.some((line) => /\p{Nd}/u.test(line))
  return !wantsSteps || lines.some((line) => isStep(line) || tellsWay(line))
}
