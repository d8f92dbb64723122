import { analyseText } from '../../knowledge/analyse-text.ts'
import { type ScoredUnit, sumOf } from './score-units.ts'
import { withContext } from './with-context.ts'

const MOST_QUOTES = 3
const MOST_CHARACTERS = 600
/** What a further sentence must be worth, as a share of the best one. */
const WORTH_ADDING = 0.65
/** And what it must add: the share of the question that no chosen sentence covers. */
const ADDS = 0.1
/** Another article may be about something else. */
const OTHER_ARTICLE = 0.65
/** Two sentences that share so many of their words say the same, or are two versions of it. */
const SAME = 0.6

/** A run of units that is quoted together: a sentence with what it leans on, or a list with its lead-in. */
export type Quotable = { readonly units: readonly ScoredUnit[]; readonly best: ScoredUnit }

/** The best sentences of the best passages, the best first. `units` are all units of all passages, scored. */
export function chooseUnits(units: readonly ScoredUnit[]): readonly Quotable[] {
  const ranked = units.filter(({ score }) => score > 0).toSorted((a, b) => b.score - a.score)
  const [first] = ranked
  if (!first) return []
  const chosen: Quotable[] = [{ units: withContext(first, units), best: first }]
  for (const unit of ranked.slice(1)) {
    const quotable = { units: withContext(unit, units), best: unit }
    if (isWorthAdding(quotable, chosen, first)) chosen.push(quotable)
  }
  return chosen
}

function isWorthAdding(quotable: Quotable, chosen: readonly Quotable[], first: ScoredUnit): boolean {
  const said = chosen.flatMap(({ units }) => units)
  const { best, units } = quotable
  const sameArticle = best.passage.article === first.passage.article
  return (
    chosen.length < MOST_QUOTES &&
    best.score * (sameArticle ? 1 : OTHER_ARTICLE) >= first.score * WORTH_ADDING &&
    added(best, said) >= ADDS &&
    lengthOf([...said, ...units]) <= MOST_CHARACTERS &&
    !units.some((unit) => said.some((other) => saysTheSame(unit, other)))
  )
}

/** The share of the question that a unit answers to and no other has answered to yet. */
const added = (unit: ScoredUnit, said: readonly ScoredUnit[]): number =>
  sumOf(
    unit.covers.map((share, word) =>
      Math.max(0, share - Math.max(0, ...said.map(({ covers }) => covers[word] ?? 0))),
    ),
  )

export const lengthOf = (units: readonly ScoredUnit[]): number =>
  sumOf(units.map(({ text }) => text.length + 1))

/** Numbers do not count: two versions of one article differ just there. */
function saysTheSame(one: ScoredUnit, other: ScoredUnit): boolean {
  const [left, right] = [wordsOf(one), wordsOf(other)]
  const shared = [...left].filter((word) => right.has(word)).length
  return (
    shared > 0 &&
    shared / Math.min(left.size, right.size) >= SAME &&
    shared / Math.max(left.size, right.size) >= SAME
  )
}

const wordsOf = ({ text, passage }: ScoredUnit): ReadonlySet<string> =>
  new Set(analyseText(text, passage.locale).filter((word) => !/^\p{Nd}+$/u.test(word)))
