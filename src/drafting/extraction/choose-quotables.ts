import { analyseText } from '../../knowledge/analyse-text.ts'
import type { Intent } from '../question/read-intent.ts'
import { sumOf } from '../question/sum-of.ts'
import { textOf } from './find-quotables.ts'
import type { Unit } from './read-units.ts'
import type { ScoredQuotable } from './score-quotables.ts'

const MOST_QUOTES = 3
/** What a reply may hold, unless it is one list. */
const MOST_WORDS = 90
/** What a further quote must be worth, as a share of the best one. */
const WORTH_ADDING = 0.65
/** And what it must add: the share of the question that no chosen quote covers. */
const ADDS = 0.1
/** Another article may be about something else. */
const OTHER_ARTICLE = 0.65
/** What the steps below a sentence must be worth to be quoted with it. */
const STEPS_BELOW = 0.5
/** What the sentence beside it must be worth. */
const GOES_ON = 0.5
/** Two texts that share so many of their words say the same, or are two versions of it. */
const SAME = 0.6

/** The best quotables, best first. */
export function chooseQuotables(
  scored: readonly ScoredQuotable[],
  intent: Intent,
): readonly ScoredQuotable[] {
  const ranked = scored.filter(({ score }) => score > 0).toSorted((a, b) => b.score - a.score)
  const [first] = ranked
  if (!first) return []
  const chosen = [first, ...goingOn(first, ranked, intent)]
  for (const quotable of ranked) {
    if (isWorthAdding(quotable, chosen, first)) chosen.push(quotable)
  }
  return chosen
}

/** What belongs to the best one: the steps below it where a way is asked for, else the sentence beside it. */
function goingOn(
  first: ScoredQuotable,
  ranked: readonly ScoredQuotable[],
  { wantsSteps, wantsPlace }: Intent,
): readonly ScoredQuotable[] {
  if (first.kind !== 'sentence') return []
  const near = ranked.filter((other) => other !== first && isOfSameSection(other, first))
  const steps = near.find(({ kind, score }) => kind === 'steps' && score >= first.score * STEPS_BELOW)
  if (steps && (wantsSteps || wantsPlace) && fits([first, steps])) return [steps]
  const beside = near.find((other) => isBeside(other, first) && other.score >= first.score * GOES_ON)
  return beside && fits([first, beside]) ? [beside] : []
}

/** The sentence before it in its paragraph; after the first sentence of a section, the next one. */
function isBeside({ kind, core }: ScoredQuotable, first: ScoredQuotable): boolean {
  const [unit] = core
  if (kind !== 'sentence' || unit?.block !== first.core[0]?.block) return false
  const [start, end] = [first.units[0]?.index ?? 0, first.units.at(-1)?.index ?? 0]
  return unit?.index === start - 1 || (first.isOpening && unit?.index === end + 1)
}

function isOfSameSection(one: ScoredQuotable, other: ScoredQuotable): boolean {
  const [left, right] = [one.core[0], other.core[0]]
  return one.passage === other.passage && left?.section === right?.section
}

function isWorthAdding(
  quotable: ScoredQuotable,
  chosen: readonly ScoredQuotable[],
  first: ScoredQuotable,
): boolean {
  const isSameArticle = quotable.passage.article === first.passage.article
  return (
    chosen.length < MOST_QUOTES &&
    quotable.score * (isSameArticle ? 1 : OTHER_ARTICLE) >= first.score * WORTH_ADDING &&
    added(quotable, chosen) >= ADDS &&
    fits([...chosen, quotable]) &&
    !quotable.units.some((unit) =>
      chosen.some(({ units }) => units.some((other) => saysTheSame(unit, other))),
    )
  )
}

/** The share of the question that a quotable answers to and no chosen one has answered to yet. */
const added = ({ covers }: ScoredQuotable, chosen: readonly ScoredQuotable[]): number =>
  sumOf(
    covers.map((share, word) =>
      Math.max(0, share - Math.max(0, ...chosen.map((one) => one.covers[word] ?? 0))),
    ),
  )

const fits = (quotables: readonly ScoredQuotable[]): boolean =>
  sumOf(quotables.map(({ units }) => textOf(units).split(/\s+/).length)) <= MOST_WORDS

/** Numbers do not count: two versions of one article differ just there. */
function saysTheSame(one: Unit, other: Unit): boolean {
  const [left, right] = [wordsOf(one), wordsOf(other)]
  const shared = [...left].filter((word) => right.has(word)).length
  return (
    shared > 0 &&
    shared / Math.min(left.size, right.size) >= SAME &&
    shared / Math.max(left.size, right.size) >= SAME
  )
}

const wordsOf = ({ text, passage }: Unit): ReadonlySet<string> =>
  new Set(analyseText(text, passage.locale).filter((word) => !/^\p{Nd}+$/u.test(word)))
