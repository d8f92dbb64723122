import type { Claim } from '../../domain/draft.ts'
import type { Quotable } from './find-quotables.ts'
import type { Unit } from './read-units.ts'

/**
 * Chosen units as claims in reading order, each sentence one claim. A list follows its lead-in in the same claim, as it
 * stands in the passage, so that its lines stay lines.
 */
export function toClaims(chosen: readonly Quotable[]): readonly Claim[] {
  const units = chosen.flatMap((quotable) => quotable.units)
  const articles = [...new Set(units.map(({ passage }) => passage.article))]
  const place = ({ passage, start }: Unit) => [articles.indexOf(passage.article), passage.position, start]
  const ordered = [...new Set(units)].toSorted((a, b) => comparePlaces(place(a), place(b)))
  return runsOf(ordered).map(toClaim)
}

function comparePlaces(one: readonly number[], other: readonly number[]): number {
  const differing = one.findIndex((number, index) => number !== other[index])
  return (one[differing] ?? 0) - (other[differing] ?? 0)
}

/** A lead-in and the items right below it are one run; everything else stands alone. */
function runsOf(units: readonly Unit[]): readonly (readonly Unit[])[] {
  const runs: Unit[][] = []
  for (const unit of units) {
    const open = runs.at(-1)?.at(-1)
    const follows = open?.passage === unit.passage && open.index + 1 === unit.index
    if (
      follows &&
      (unit.kind === 'item' || unit.kind === 'step') &&
      (open.text.endsWith(':') || open.kind === unit.kind)
    )
      runs.at(-1)?.push(unit)
    else runs.push([unit])
  }
  return runs
}

function toClaim(run: readonly Unit[]): Claim {
  const [first] = run
  const last = run.at(-1)
  if (!first || !last) throw new Error('A claim needs at least one unit')
  const quote = first.passage.text.slice(first.start, last.end)
  const text =
    run.length === 1 ? quote.replace(/^(?:[-*•–]|\d{1,3}[.)])\s+/, '') : quote.replace(/\n\s*\n/g, '\n')
  return { text, citation: { chunkId: first.passage.chunkId, quote } }
}
