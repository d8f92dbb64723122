import type { ScoredUnit } from './score-units.ts'
import { leansOnContext } from './sentence-signs.ts'

const MOST_ITEMS = 4
/** Half a procedure helps nobody: steps are quoted from the first one, and a few more of them. */
const MOST_STEPS = 6
const LONGEST_LIST = 560

/** A unit with what it needs to be understood by itself, in reading order. */
export function withContext(unit: ScoredUnit, all: readonly ScoredUnit[]): readonly ScoredUnit[] {
  const passage = all.filter((other) => other.passage === unit.passage)
  if (unit.kind === 'item' || unit.kind === 'step') return listAround(unit, passage)
  const own = isLeadIn(unit) ? listUnder(unit, passage) : [unit]
  const before = passage[unit.index - 1]
  const needsBefore = leansOnContext(unit.text) && before?.block === unit.block && before.kind === 'sentence'
  return needsBefore && before ? [before, ...own] : own
}

const isLeadIn = ({ text, kind }: ScoredUnit): boolean => kind === 'sentence' && /[:：]$/.test(text)

const isListed = ({ kind }: ScoredUnit): boolean => kind === 'item' || kind === 'step'

/** The list of an item, with the sentence that introduces it where there is one. */
function listAround(unit: ScoredUnit, passage: readonly ScoredUnit[]): readonly ScoredUnit[] {
  const above = passage.slice(0, unit.index)
  const leadIndex = above.findLastIndex((other) => !isListed(other))
  const lead = above[leadIndex]
  const first = passage.slice(leadIndex + 1).find((other) => isListed(other))
  const introduced = lead && isLeadIn(lead) ? [lead] : []
  const items = listFrom(passage, first?.index ?? unit.index)
  if (items.includes(unit)) return [...introduced, ...items]
  // Too far down for the whole list: an item stands for itself, a step does not.
  return unit.kind === 'item' ? [...introduced, unit] : [...introduced, ...items, unit]
}

const listUnder = (lead: ScoredUnit, passage: readonly ScoredUnit[]): readonly ScoredUnit[] => [
  lead,
  ...listFrom(passage, lead.index + 1),
]

/** Items from a place on, as many as a reply may hold. */
function listFrom(passage: readonly ScoredUnit[], start: number): readonly ScoredUnit[] {
  const after = passage.slice(start)
  const end = after.findIndex((unit) => !isListed(unit))
  const items = end === -1 ? after : after.slice(0, end)
  const most = items[0]?.kind === 'step' ? MOST_STEPS : MOST_ITEMS
  const lengths = items.map((_, index) =>
    items.slice(0, index + 1).reduce((sum, { text }) => sum + text.length, 0),
  )
  return items.filter((_, index) => index < most && (lengths[index] ?? 0) <= LONGEST_LIST)
}
