import type { Passage } from '../../domain/passage.ts'
import type { Unit } from './read-units.ts'
import { leansOnContext, pointsElsewhere } from './sentence-signs.ts'

/**
 * A run of units of one passage that makes sense by itself: a sentence with the ones it leans on, a whole list with the
 * sentence that introduces it, one item of a list, or a table row.
 */
export type Quotable = {
  readonly units: readonly Unit[]
  /** What it is quoted for; the other units only make it understood. */
  readonly core: readonly Unit[]
  readonly kind: 'sentence' | 'item' | 'list' | 'steps' | 'row'
  readonly passage: Passage
  /** The heading above it; empty at the beginning of an article. */
  readonly heading: string
  /** Whether its section begins with it. */
  readonly isOpening: boolean
}

/** A longer list is no reply. */
const MOST_LIST_WORDS = 150
/** Sentences that follow each other by "it", "this" ... are quoted together; longer chains are not worth it. */
const MOST_BEFORE = 2

/** Everything in a passage that can be quoted by itself. `units` are all units of that passage, in reading order. */
export const findQuotables = (units: readonly Unit[]): readonly Quotable[] =>
  blocksOf(units).flatMap((block, index, blocks) => {
    const [first] = block
    if (!first) return []
    const before = blocks[index - 1]?.at(-1)
    const isCutOff = first.section === 0 && first.passage.position > 0
    const isOpening = before?.section !== first.section && !isCutOff
    if (first.kind === 'sentence') return sentencesOf(block, isOpening)
    if (first.kind === 'row') return block.map((row) => only(row, 'row', isOpening))
    return listOf(block, first, { before, isOpening })
  })

const blocksOf = (units: readonly Unit[]): readonly (readonly Unit[])[] => [
  ...Map.groupBy(units, ({ block }) => block).values(),
]

const only = (unit: Unit, kind: Quotable['kind'], isOpening: boolean): Quotable => ({
  units: [unit],
  core: [unit],
  kind,
  passage: unit.passage,
  heading: unit.heading,
  isOpening,
})

/** A lead-in is quoted with its list only, and a sentence that only names another page never. */
function sentencesOf(block: readonly Unit[], isOpening: boolean): readonly Quotable[] {
  return block.flatMap((unit, place) => {
    if (isLeadIn(unit) || pointsElsewhere(unit.text)) return []
    const before = sentencesBefore(block, place)
    if (!before) return []
    return [{ ...only(unit, 'sentence', isOpening && place === 0), units: [...before, unit] }]
  })
}

/** What a sentence leans on; nothing where that is not to be had. */
function sentencesBefore(block: readonly Unit[], place: number): readonly Unit[] | undefined {
  const leaning = (at: number): boolean => leansOnContext(block[at]?.text ?? '')
  let first = place
  while (first > 0 && leaning(first)) first -= 1
  return leaning(first) || place - first > MOST_BEFORE ? undefined : block.slice(first, place)
}

type Around = { readonly before: Unit | undefined; readonly isOpening: boolean }

function listOf(block: readonly Unit[], first: Unit, { before, isOpening }: Around): readonly Quotable[] {
  const lead = before && first.section === before.section && isLeadIn(before) ? [before] : []
  const isSteps = first.kind === 'step'
  const whole: Quotable = {
    ...only(first, isSteps ? 'steps' : 'list', isOpening || lead.length > 0),
    units: [...lead, ...block],
    core: block,
  }
  // Half a procedure helps nobody; an item that is a sentence stands for itself.
  const isShort = textOf(block).split(/\s+/).length <= MOST_LIST_WORDS
  const items = isSteps ? [] : block.filter(({ text }) => /[.!?。]$/.test(text) && !leansOnContext(text))
  return [...(isShort ? [whole] : []), ...items.map((item) => only(item, 'item', false))]
}

/** The words of units, in the order in which they are read. */
export const textOf = (units: readonly Unit[]): string => units.map(({ text }) => text).join('\n')

const isLeadIn = ({ text }: Unit): boolean => /[:：]$/.test(text)
