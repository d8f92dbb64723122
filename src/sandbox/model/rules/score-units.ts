import { isNear } from '../reading/is-near.ts'
import { languageOf } from '../reading/language-of.ts'
import type { Unit } from '../reading/read-units.ts'
import { subjectsOf } from '../reading/words.ts'

/** How well a unit answers a question. */
export type ScoredUnit = {
  readonly unit: Unit
  /** The words of the question that it holds, as they stand in the passages. */
  readonly covers: ReadonlySet<string>
  /** The weighed share of the question's words in the unit and what it stands under, 0 to 1. */
  readonly coverage: number
  /** Coverage with what speaks for and against this unit. */
  readonly score: number
}

export type Scoring = {
  /** Best first. */
  readonly units: readonly ScoredUnit[]
  readonly weightOf: (word: string) => number
  readonly weightOfAll: number
  /** The weighed share of the question's words that no passage holds, 0 to 1; 1 as well if they name a thing. */
  readonly unknownShare: number
}

const UNDER_HEADING = 0.6
const LATER_PASSAGE = 0.06
const MOST_LATER = 0.4
const IN_FORCE_NO_MORE = 0.4
const LEADS_ELSEWHERE = 0.6
const AS_A_ROW = 0.8
const WANTED_KIND = 1.25
/** An article begins with what it is about. */
const AT_THE_START = 1.15
const WORDS_TOO_LONG = 250

const NO_MORE =
  /no longer in force|\(?(?:valid )?until \d{1,2} \w+ \d{4}|ya no est|nicht mehr gültig|gültig bis|hasta el \d/i
const REFERS = /\(https?:[^)]*\)|\b(?:describes|explains) (?:how|what|when)/
const ASKS_HOW_TO = /\b(?:how (?:do|can|to|would)|cómo|como|wie (?:kann|mache|\w+e ich))/i
const ASKS_HOW_MUCH =
  /\b(?:how (?:many|much|long|often|fast|big)|when|cuánt|cuándo|wie (?:viel|lange|oft)|wann|maximum|limit)/i

/** Scores every unit against a question: words weigh more the rarer they are among the units. */
export const scoreUnits = (question: string, units: readonly Unit[]): Scoring => {
  const inUnits = units.map(({ text }) => new Set(subjectsOf(text)))
  const known = new Set(units.flatMap(({ text, passage }) => subjectsOf(`${text} ${passage.title}`)))
  const words = [...new Set(subjectsOf(question).map((word) => meant(word, known)))]
  const weightOf = (word: string) => {
    const count = inUnits.filter((unit) => unit.has(word)).length
    return Math.log(1 + (units.length + 1) / (count + 0.5))
  }
  const sum = (some: readonly string[]) => some.reduce((total, word) => total + weightOf(word), 0)
  const weightOfAll = sum(words)
  const unknown = words.filter((word) => !known.has(word))
  const namesUnknown = unknown.some((word) => namesOf(question).includes(word))
  const unknownShare = namesUnknown ? 1 : shareOf(sum(unknown), weightOfAll)
  const scored = units.map((unit, index) => {
    const own = words.filter((word) => inUnits[index]?.has(word))
    const under = new Set(subjectsOf(`${unit.heading} ${unit.passage.title}`))
    const above = words.filter((word) => under.has(word) && !own.includes(word))
    const coverage = shareOf(sum(own) + UNDER_HEADING * sum(above), weightOfAll)
    const covers = new Set([...own, ...above])
    return { unit, covers, coverage, score: coverage * favour(unit, question) }
  })
  return { units: scored.toSorted((a, b) => b.score - a.score), weightOf, weightOfAll, unknownShare }
}

const shareOf = (part: number, whole: number) => (whole === 0 ? 0 : part / whole)

/** Words written like a name, other than the first of a line: products of others, mostly. German writes all nouns so. */
const namesOf = (question: string): readonly string[] =>
  languageOf(question) === 'de'
    ? []
    : subjectsOf((question.match(/(?<=\S )\p{Lu}[\p{L}\p{N}]+/gu) ?? []).join(' '))

const meant = (word: string, known: ReadonlySet<string>): string =>
  known.has(word) ? word : ([...known].find((other) => isNear(word, other)) ?? word)

function favour({ kind, text, place, passage }: Unit, question: string): number {
  const wanted =
    (ASKS_HOW_TO.test(question) && (text.includes(' > ') || /https?:/.test(text))) ||
    (ASKS_HOW_MUCH.test(question) && /\d/.test(text))
  const over = NO_MORE.test(`${passage.title} ${text}`) && !NO_MORE.test(question)
  return (
    (1 - Math.min(MOST_LATER, place * LATER_PASSAGE)) *
    (wanted ? WANTED_KIND : 1) *
    (passage.text.startsWith(text) ? AT_THE_START : 1) *
    (over ? IN_FORCE_NO_MORE : 1) *
    (REFERS.test(text) ? LEADS_ELSEWHERE : 1) *
    (kind === 'row' ? AS_A_ROW : 1) *
    (1 - Math.min(MOST_LATER, text.split(/\s+/).length / WORDS_TOO_LONG))
  )
}
