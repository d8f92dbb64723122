import { z } from 'zod'
import { EFFECT_KINDS } from '../../../src/domain/effect.ts'
import type { Facts, Violation } from '../judge/facts.ts'
import { VIOLATIONS } from '../judge/facts.ts'
import { crashPoints, placesAt } from '../schedule/crash-points.ts'
import type { RunPlan } from './plan-runs.ts'

/** A conversation that the judge found something in, with all that is known of it. */
export type Finding = { readonly facts: Facts; readonly violations: readonly Violation[] }

const Count = z.number().int().min(0)
const Counts = z.record(z.string(), Count)

/** What came of one run, in numbers; as `--json` prints it, and as results that were kept are read. */
export const RunCounts = z
  .object({
    plan: z.object({
      seed: Count,
      mind: z.enum(['extractive', 'model']),
      instances: Count,
      at: z.array(z.string()).readonly().optional(),
    }),
    seconds: z.number(),
    turns: Count,
    kills: Count,
    databaseRestarts: Count,
    /** Faults that were met, and webhooks that were lost, doubled or late. */
    faults: Count,
    replayed: Count,
    /** Instances that ended by themselves although they had been ready. */
    exits: Count,
    /** How often an instance died at a place: `turn/db:3:before`. */
    died: Counts,
    /** What of the bot's stands in the workspace, by the kind of effect. */
    written: Counts,
    /** Milliseconds between the fence's read and the comment's arrival, as the workspace saw them. */
    fenceWindowsMs: z.array(z.number()).readonly(),
    violations: z.record(z.enum(VIOLATIONS), Count),
  })
  .readonly()
export type RunCounts = z.infer<typeof RunCounts>

/** The same with all that is known of what was found. */
export type RunReport = RunCounts & {
  readonly plan: RunPlan
  readonly conversations: number
  readonly settled: boolean
  /** `turn/db:3`: calls that were come by. */
  readonly reached: readonly string[]
  readonly findings: readonly Finding[]
}

/** How many of each kind were found. */
export const countViolations = (findings: readonly Finding[]): RunCounts['violations'] => {
  const found = findings.flatMap(({ violations }) => violations)
  const countOf = (kind: Violation['kind']) => found.filter((one) => one.kind === kind).length
  return {
    double: countOf('double'),
    loss: countOf('loss'),
    talk_over: countOf('talk_over'),
    disagreement: countOf('disagreement'),
  }
}

/** Whether a run found nothing that must never be seen. */
export const isClean = ({ violations, exits }: RunCounts): boolean =>
  exits === 0 && Object.values(violations).every((count) => count === 0)

const COLUMNS: readonly (readonly [name: string, of: (run: RunCounts) => number | string])[] = [
  ['seed', ({ plan }) => plan.seed],
  ['mind', ({ plan }) => plan.mind],
  ['instances', ({ plan }) => plan.instances],
  ['seconds', ({ seconds }) => Math.round(seconds)],
  ['turns', ({ turns }) => turns],
  ['crashes', ({ kills }) => kills],
  ['db restarts', ({ databaseRestarts }) => databaseRestarts],
  ['faults', ({ faults }) => faults],
  ['doubles', ({ violations }) => violations.double],
  ['losses', ({ violations }) => violations.loss],
  ['talk-overs', ({ violations }) => violations.talk_over],
  ['disagreements', ({ violations }) => violations.disagreement],
]
const SUMMED_FROM = 3

/** One line for each run, and their sum. */
export function toTable(runs: readonly RunCounts[]): string {
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

const sum = (runs: readonly RunCounts[], kind: string): number =>
  runs.reduce((total, { written }) => total + (written[kind] ?? 0), 0)

/** A short run comes by few places; naming all others tells nothing. */
const MOST_NAMED = 12
const FEWEST_NAMED = 8

/** What else is worth knowing, in sentences. */
export function toNotes(runs: readonly RunCounts[]): string {
  const places = new Set(runs.flatMap(({ plan }) => placesAt(crashPoints(plan.mind), plan.at)))
  const deaths = [...places]
    .map((place) => ({ place, times: runs.reduce((sum, { died }) => sum + (died[place] ?? 0), 0) }))
    .toSorted((a, b) => a.times - b.times)
  const missed = deaths.filter(({ times }) => times === 0).map(({ place }) => place)
  const [least] = deaths
  const fewest = deaths.slice(0, FEWEST_NAMED).map(({ place, times }) => `${place} ${times}`)
  const windows = runs.flatMap(({ fenceWindowsMs }) => fenceWindowsMs).toSorted((a, b) => a - b)
  const share = (part: number) => windows[Math.floor((windows.length - 1) * part)] ?? 0
  return [
    `Died at ${places.size - missed.length} of ${places.size} places${missed.length > 0 && missed.length <= MOST_NAMED ? `; not at ${missed.join(', ')}` : ''}, at each ${least?.times} times or more.`,
    `Fewest deaths: ${fewest.join(', ')}; at all ${places.size} together ${deaths.reduce((sum, { times }) => sum + times, 0)}.`,
    `Written: ${EFFECT_KINDS.map((kind) => `${kind} ${sum(runs, kind)}`).join(', ')}.`,
    `Replayed at the end: ${runs.reduce((sum, { replayed }) => sum + replayed, 0)} notifications.`,
    `From the fence's read to the arrival of the comment: median ${share(0.5)} ms, 99 % within ${share(0.99)} ms.`,
  ].join('\n')
}

/** The runs as one JSON array; findings with all their facts. */
export const toJson = (runs: readonly RunCounts[]): string => JSON.stringify(runs, null, 2)
