import type { measureAcknowledgement, measureReply, measureStart } from './measures.ts'
import type { measureScale } from './measure-scale.ts'
import type { PlaceName } from './places.ts'

/** What was measured on one database; what was not asked for is absent. */
export type PlaceResults = {
  readonly acknowledge?: Awaited<ReturnType<typeof measureAcknowledgement>>
  readonly reply?: Awaited<ReturnType<typeof measureReply>>
  readonly start?: Awaited<ReturnType<typeof measureStart>>
  readonly scale?: Awaited<ReturnType<typeof measureScale>>
}

export type BenchReport = {
  readonly at: string
  readonly machine: {
    readonly cpus: number
    readonly cpu: string
    readonly node: string
    readonly platform: string
  }
  readonly seconds: number
  readonly results: Readonly<Partial<Record<PlaceName, PlaceResults>>>
}

type Row = readonly [what: string, read: (results: PlaceResults) => number | string | undefined]

const ROWS: readonly Row[] = [
  ['bare route: acknowledged per second', ({ acknowledge }) => acknowledge?.bare.perSecond],
  ['Firstline: acknowledged per second', ({ acknowledge }) => acknowledge?.service.perSecond],
  ['  as a share of the bare route', ({ acknowledge }) => acknowledge?.share],
  ['bare route: at 200/s, p50 / p99 ms', ({ acknowledge }) => both(acknowledge?.bare)],
  ['Firstline: at 200/s, p50 / p99 ms', ({ acknowledge }) => both(acknowledge?.service)],
  ['answers other than 200', ({ acknowledge }) => acknowledge?.service.refused],
  ['webhook to reply at 20/s, p50 / p95 ms', ({ reply }) => reply && `${reply.p50Ms} / ${reply.p95Ms}`],
  ['replies / without one', ({ reply }) => reply && `${reply.replies} / ${reply.unanswered}`],
  ['stored to turn begun, p50 ms', ({ reply }) => reply?.startP50Ms],
  [
    'model of 1 s: turns per second, 1 / 3 instances',
    ({ scale }) => scale && `${scale.one} / ${scale.three}`,
  ],
  ['  three as many times one', ({ scale }) => scale?.ratio],
  ['start to ready, empty database, ms', ({ start }) => start?.coldMs],
  ['start to ready, migrated database, ms', ({ start }) => start?.warmMs],
  ['memory at rest, MB', ({ acknowledge }) => acknowledge?.restMb],
  ['memory after the webhooks, MB', ({ acknowledge }) => acknowledge?.afterLoadMb],
  ['memory after the replies, MB', ({ reply }) => reply?.afterLoadMb],
]

const both = (steady: { readonly p50Ms: number; readonly p99Ms: number } | undefined) =>
  steady && `${steady.p50Ms} / ${steady.p99Ms}`

const NAMES: readonly PlaceName[] = ['embedded', 'server']
const LABEL_WIDTH = 50
const COLUMN_WIDTH = 18

/** The report as a table for people. */
export function toTable({ results, machine }: BenchReport): string {
  const measured = ROWS.filter(([, read]) => NAMES.some((name) => read(results[name] ?? {}) !== undefined))
  const cell = (name: PlaceName, [, read]: Row) => {
    const found = results[name]
    return String(found ? (read(found) ?? '') : `no ${name}`).padStart(COLUMN_WIDTH)
  }
  const head = ''.padEnd(LABEL_WIDTH) + NAMES.map((name) => name.padStart(COLUMN_WIDTH)).join('')
  const lines = measured.map(
    (row) => row[0].padEnd(LABEL_WIDTH) + NAMES.map((name) => cell(name, row)).join(''),
  )
  return [
    head,
    ...lines,
    '',
    `${machine.cpus} x ${machine.cpu}, Node ${machine.node}, ${machine.platform}`,
  ].join('\n')
}
