import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { type Dataset, readDataset } from '../../../src/evaluation/read-dataset.ts'
import { createTemporaryDatabase } from '../../../src/store/temporary-database.ts'
import { createCleanUp, endOnSignals } from '../clean-up.ts'
import { createEngines } from './engines.ts'
import type { Measured } from './measure-peer.ts'
import { type Results, toTables } from './peer-table.ts'

type Options = { readonly sets: string; readonly data: string; readonly json?: true }

const SETS = ['stackfaq', 'tauknow', 'mtragun', 'banking77', 'clinc150', 'xquad', 'influxdocs']
/** The peers know English alone; of the others, each has its own way. */
const LANGUAGE = 'en'

await new Command('npm run bench:peers --')
  .description('measures other search engines, and Firstline, on the same questions')
  .option('--sets <names>', 'some of the sets, with commas between', SETS.join(','))
  .option('--data <folder>', 'where the sets are', '../shared/data')
  .option('--json', 'print one JSON object')
  .addHelpText(
    'after',
    '\nPostgres and Firstline use the server that BENCH_DATABASE_URL (or TEST_DATABASE_URL) names, a new database each time,' +
      '\nor else the embedded one. docs/peers.md says what the numbers mean.',
  )
  .action(measureAll)
  .parseAsync()

async function measureAll({ sets, data, json }: Options): Promise<void> {
  const cleanUp = createCleanUp()
  endOnSignals(cleanUp)
  const engines = createEngines(createNewDatabase(cleanUp))
  const results: Record<string, Record<string, Measured>> = {}
  try {
    for (const set of sets.split(',')) {
      const dataset = await readSet(data, set)
      if (!dataset) continue
      results[set] = {}
      for (const { name, measure } of engines) {
        process.stderr.write(`${set}: ${name} ... `)
        const found = await measure(dataset)
        results[set][name] = found
        process.stderr.write(
          `nDCG@10 ${found.ndcg10}, p95 ${found.p95Ms.toFixed(1)} ms, index ${Math.round(found.indexMs)} ms\n`,
        )
      }
    }
    show(results, json)
  } finally {
    await cleanUp.now()
  }
}

function createNewDatabase(cleanUp: ReturnType<typeof createCleanUp>): () => Promise<string> {
  const server = process.env['BENCH_DATABASE_URL'] || process.env['TEST_DATABASE_URL']
  return async () => {
    if (!server) return 'pglite:memory://'
    const { url, drop } = await createTemporaryDatabase(server, 'firstline_peers')
    cleanUp.later(drop)
    return url
  }
}

/** Questions and documents in English; nothing where the set is not on this machine. */
async function readSet(data: string, set: string): Promise<Dataset | undefined> {
  const folder = join(data, set)
  if (!existsSync(folder)) {
    process.stderr.write(`${set}: skipped, there is no folder ${folder} (--data names another place)\n`)
    return undefined
  }
  const { documents, queries } = await readDataset(folder)
  return {
    documents: documents.filter(({ lang }) => lang === LANGUAGE),
    queries: queries.filter(({ lang }) => lang === LANGUAGE),
  }
}

function show(results: Results, json: true | undefined): void {
  if (Object.keys(results).length === 0) process.exitCode = 1
  else process.stdout.write(json ? `${JSON.stringify(results)}\n` : `${toTables(results)}\n`)
}
