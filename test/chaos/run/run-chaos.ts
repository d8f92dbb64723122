import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { createCleanUp, endOnSignals } from '../../bench/clean-up.ts'
import { crashPoints, placesAt } from '../schedule/crash-points.ts'
import { planRuns } from './plan-runs.ts'
import { playRun } from './play-run.ts'
import { KeptError, readKept } from './read-kept.ts'
import { isClean, type RunCounts, type RunReport, toJson, toNotes, toTable } from './report.ts'
import type { DatabaseServer } from './set-up-run.ts'
import { ROOT } from './start-process.ts'
import { tellStory } from './tell-story.ts'

type Options = {
  readonly seed?: number
  readonly minutes?: number
  readonly short?: true
  readonly long?: true
  readonly at?: readonly string[]
  readonly of?: readonly string[]
  readonly json?: true
}

const LONG_MINUTES = 10

const command = new Command('npm run chaos --')
  .description(
    'tries to make Firstline answer twice, never, or over a person: kills it, and lets everything go wrong',
  )
  .option('--seed <number>', 'one run of this seed, instead of those that belong to the length', toSeed)
  .addOption(
    new Option('--short', 'two runs of 12 seconds of play, with shorter waits (default)').conflicts([
      'long',
      'minutes',
    ]),
  )
  .addOption(new Option('--long', `${LONG_MINUTES} minutes of play with real waits`).conflicts('minutes'))
  .option('--minutes <n>', 'so many minutes of play with real waits', toMinutes)
  .option('--at <places>', 'die at these only, for example turn/model or turn/db:3,sweep', toPlaces)
  .addOption(
    new Option('--of <files...>', 'run nothing: the table of what --json printed to these files').conflicts([
      'seed',
      'short',
      'long',
      'minutes',
      'at',
    ]),
  )
  .option('--json', 'print the result as JSON instead of a table')
  .addHelpText(
    'after',
    '\nEnds with 1 if anything was found, with 2 if it was used wrongly. docs/chaos.md says what is looked for.',
  )
  .exitOverride()

try {
  command.parse()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exit(error.exitCode === 0 ? 0 : 2)
}
const options = command.opts<Options>()
process.exitCode = options.of ? tellKept(options.of, options) : await runChaos(options)

async function runChaos(options: Options): Promise<number> {
  const server = givenServer()
  if (!server) return withServer()
  const minutes = options.long ? LONG_MINUTES : options.minutes
  const cleanUp = createCleanUp()
  endOnSignals(cleanUp)
  const folder = mkdtempSync(join(tmpdir(), 'firstline-chaos-'))
  const tell = (what: string) => process.stderr.write(`${what}\n`)
  const runs: RunReport[] = []
  try {
    for (const plan of planRuns({ ...options, ...(minutes && { minutes }) })) {
      const run = await playRun(plan, { server, folder: join(folder, `seed-${plan.seed}`), tell, cleanUp })
      if (!isClean(run)) tell(tellStory(run))
      runs.push(run)
    }
  } finally {
    await cleanUp.now()
  }
  print(runs, options)
  if (runs.every(isClean)) {
    rmSync(folder, { recursive: true, force: true })
    return 0
  }
  tell(`The logs of the instances are kept in ${folder}`)
  return 1
}

/** What was found earlier, as if it had been one run. */
function tellKept(files: readonly string[], options: Options): number {
  try {
    const runs = readKept(files)
    print(runs, options)
    return runs.every(isClean) ? 0 : 1
  } catch (error) {
    if (!(error instanceof KeptError)) throw error
    process.stderr.write(`error: ${error.message}\n`)
    return 2
  }
}

function print(runs: readonly RunCounts[], { json }: Options): void {
  process.stdout.write(`${json ? toJson(runs) : `${toTable(runs)}\n\n${toNotes(runs)}`}\n`)
}

function givenServer(): DatabaseServer | undefined {
  const { TEST_DATABASE_URL: url, TEST_DATABASE_RESTART: restart } = process.env
  return url && restart ? { url, restart } : undefined
}

/** The same once more, on a server of its own that commits as one in use does: what is lost by a crash counts. */
function withServer(): number {
  const script = join(ROOT, 'test/support/with-postgres.sh')
  const argv = ['--durable', process.execPath, import.meta.filename, ...process.argv.slice(2)]
  return spawnSync(script, argv, { stdio: 'inherit' }).status ?? 1
}

function toSeed(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('expected a whole number, for example 7')
}

function toPlaces(text: string): readonly string[] {
  const parts = text.split(',').filter(Boolean)
  const places = crashPoints('model')
  const unknown = parts.filter((part) => placesAt(places, [part]).length === 0)
  if (parts.length > 0 && unknown.length === 0) return parts
  const scopes = new Set(places.map((place) => place.replace(/:.*/, '')))
  throw new InvalidArgumentError(`expected calls of ${[...scopes].join(', ')}; for example turn/db:3`)
}

function toMinutes(text: string): number {
  const minutes = Number(text)
  if (minutes >= 0.25 && minutes <= 600) return minutes
  throw new InvalidArgumentError('expected 0.25 to 600')
}
