import { EFFECT_KINDS } from '../../../src/domain/effect.ts'
import type { Facts, Violation } from '../judge/facts.ts'
import { VIOLATIONS } from '../judge/facts.ts'
import { crashPoints, placesAt } from '../schedule/crash-points.ts'
import type { RunPlan } from './plan-runs.ts'

/** A conversation that the judge found something in, with all that is known of it. */
export type Finding = { readonly facts: Facts; readonly violations: readonly Violation[] }

/** What came of one run. */
export type RunReport = {
  readonly plan: RunPlan
  readonly seconds: number
  readonly conversations: number
  readonly turns: number
  readonly kills: number
  readonly databaseRestarts: number
  /** Faults that were met, and webhooks that were lost, doubled or late. */
  readonly faults: number
  readonly replayed: number
  readonly settled: boolean
  /** Instances that ended by themselves although they had been ready. */
  readonly exits: number
  /** `turn/db:3`: calls that were come by. */
  readonly reached: readonly string[]
  /** How often an instance died at a place: `turn/db:3:before`. */
  readonly died: Readonly<Record<string, number>>
  /** What of the bot's stands in the workspace, by the kind of effect. */
  readonly written: Readonly<Record<string, number>>
  /** Milliseconds between the fence's read and the comment's arrival, as the workspace saw them. */
  readonly fenceWindowsMs: readonly number[]
  readonly findings: readonly Finding[]
}

const countOf = ({ findings }: RunReport, kind: Violation['kind']): number =>
  findings.flatMap(({ violations }) => violations).filter((one) => one.kind === kind).length

/** Whether a run found nothing that must never be seen. */
export const isClean = ({ findings, exits }: RunReport): boolean => findings.length === 0 && exits === 0

const COLUMNS: readonly (readonly [name: string, of: (run: RunReport) => number | string])[] = [
  ['seed', ({ plan }) => plan.seed],
  ['mind', ({ plan }) => plan.mind],
  ['instances', ({ plan }) => plan.instances],
  ['seconds', ({ seconds }) => Math.round(seconds)],
  ['turns', ({ turns }) => turns],
  ['crashes', ({ kills }) => kills],
  ['db restarts', ({ databaseRestarts }) => databaseRestarts],
  ['faults', ({ faults }) => faults],
  ['doubles', (run) => countOf(run, 'double')],
  ['losses', (run) => countOf(run, 'loss')],
  ['talk-overs', (run) => countOf(run, 'talk_over')],
  ['disagreements', (run) => countOf(run, 'disagreement')],
]
const SUMMED_FROM = 3

/** One line for each run, and their sum. */
export function toTable(runs: readonly RunReport[]): string {
  const head = ['runs', ...COLUMNS.map(([name]) => name)]
  const rows = runs.map((run, index) => [index + 1, ...COLUMNS.map(([, of]) => of(run))])
  const sums = COLUMNS.map(([, of], at) =>
    at < SUMMED_FROM ? '' : runs.reduce((sum, run) => sum + Number(of(run)), 0),
  )
  const all = [head, ...rows, [`${runs.length} in all`, ...sums]].map((row) => row.map(String))
  const widths = head.map((_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`
  const [first = [], ...others] = all
  return [
    line(first),
    `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`,
    ...others.map(line),
  ].join('\n')
}

const sum = (runs: readonly RunReport[], kind: string): number =>
  runs.reduce((total, { written }) => total + (written[kind] ?? 0), 0)

/** A short run comes by few places; naming all others tells nothing. */
const MOST_NAMED = 12

/** What else is worth knowing, in sentences. */
export function toNotes(runs: readonly RunReport[]): string {
  const places = new Set(runs.flatMap(({ plan }) => placesAt(crashPoints(plan.mind), plan.at)))
  const deaths = [...places].map((place) => ({
    place,
    times: runs.reduce((sum, { died }) => sum + (died[place] ?? 0), 0),
  }))
  const missed = deaths.filter(({ times }) => times === 0).map(({ place }) => place)
  const least = Math.min(...deaths.map(({ times }) => times))
  const windows = runs.flatMap(({ fenceWindowsMs }) => fenceWindowsMs).toSorted((a, b) => a - b)
  const share = (part: number) => windows[Math.floor((windows.length - 1) * part)] ?? 0
  return [
    `Died at ${places.size - missed.length} of ${places.size} places${missed.length > 0 && missed.length <= MOST_NAMED ? `; not at ${missed.join(', ')}` : ''}, at each ${least} times or more.`,
    `Written: ${EFFECT_KINDS.map((kind) => `${kind} ${sum(runs, kind)}`).join(', ')}.`,
    `Replayed at the end: ${runs.reduce((sum, { replayed }) => sum + replayed, 0)} notifications.`,
    `From the fence's read to the arrival of the comment: median ${share(0.5)} ms, 99 % within ${share(0.99)} ms.`,
  ].join('\n')
}

/** The runs as one JSON object; findings with all their facts. */
export const toJson = (runs: readonly RunReport[]): string =>
  JSON.stringify(
    runs.map((run) => ({
      ...run,
      violations: Object.fromEntries(VIOLATIONS.map((kind) => [kind, countOf(run, kind)])),
    })),
    null,
    2,
  )
