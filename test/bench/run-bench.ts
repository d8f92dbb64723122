import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { Command, InvalidArgumentError, Option } from 'commander'
import { type CleanUp, createCleanUp, endOnSignals } from './clean-up.ts'
import { MEASURES } from './measures.ts'
import { createPlaces, type Place, type PlaceName } from './places.ts'
import { type BenchReport, type PlaceResults, toTable } from './report.ts'

type Options = {
  /** `true` prints the JSON object instead of the table; a file gets it beside the table. */
  readonly json?: string | true
  readonly only?: keyof typeof MEASURES
  readonly on?: PlaceName
  readonly seconds: number
}

await new Command('npm run bench --')
  .description('measures this machine: acknowledging, replying, starting, memory; beside a bare route')
  .option('--json [file]', 'print the result as one JSON object, or write it to a file beside the table')
  .addOption(new Option('--only <name>', 'measure one thing').choices(Object.keys(MEASURES)))
  .addOption(new Option('--on <database>', 'on one database').choices(['embedded', 'server']))
  .option('--seconds <n>', 'how long each load lasts', toSeconds, 10)
  .addHelpText(
    'after',
    '\nThe server is the one that BENCH_DATABASE_URL (or TEST_DATABASE_URL) names, postgres://...; databases are made' +
      ' on it and dropped.\nWithout one only the embedded database is measured. docs/performance.md says what it all means.',
  )
  .action(bench)
  .parseAsync()

async function bench({ json, only, on, seconds }: Options): Promise<void> {
  const cleanUp = createCleanUp()
  endOnSignals(cleanUp)
  const server = process.env['BENCH_DATABASE_URL'] || process.env['TEST_DATABASE_URL']
  const places = createPlaces(server, cleanUp).filter(({ name }) => !on || name === on)
  try {
    const results: Partial<Record<PlaceName, PlaceResults>> = {}
    for (const place of places) results[place.name] = await measureOn(place, { only, seconds, cleanUp })
    show(toReport(results, seconds), json)
  } finally {
    await cleanUp.now()
  }
}

async function measureOn(
  place: Place,
  {
    only,
    ...options
  }: { readonly only: Options['only']; readonly seconds: number; readonly cleanUp: CleanUp },
): Promise<PlaceResults> {
  const wants = (name: keyof typeof MEASURES) => {
    const wanted = !only || only === name
    if (wanted) process.stderr.write(`measuring: ${name}, ${place.name}\n`)
    return wanted
  }
  const measured = { place, ...options }
  return {
    ...(wants('acknowledge') && { acknowledge: await MEASURES.acknowledge(measured) }),
    ...(wants('reply') && { reply: await MEASURES.reply(measured) }),
    ...(wants('start') && { start: await MEASURES.start(measured) }),
    ...(wants('scale') && { scale: await MEASURES.scale(measured) }),
  }
}

function toReport(results: BenchReport['results'], seconds: number): BenchReport {
  const [cpu] = cpus()
  return {
    at: new Date().toISOString(),
    machine: {
      cpus: cpus().length,
      cpu: cpu?.model ?? 'unknown',
      node: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
    },
    seconds,
    results,
  }
}

function show(report: BenchReport, json: Options['json']): void {
  const text = JSON.stringify(report, null, 2)
  if (typeof json === 'string') writeFileSync(json, `${text}\n`)
  process.stdout.write(`${json === true ? text : toTable(report)}\n`)
}

function toSeconds(text: string): number {
  const seconds = Number(text)
  // Turns are held back for a minute, and no longer.
  if (seconds >= 1 && seconds <= 20) return seconds
  throw new InvalidArgumentError('expected 1 to 20')
}
