import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { readDataset } from '../../../src/evaluation/read-dataset.ts'
import { createTemporaryDatabase } from '../../../src/store/temporary-database.ts'
import { createCleanUp, endOnSignals } from '../clean-up.ts'
import { layOutFolder } from './lay-out-folder.ts'
import { type KnowledgeReport, measureKnowledge } from './measure-knowledge.ts'

type Options = { readonly data: string; readonly chunks: string; readonly json?: true }

await new Command('npm run bench:knowledge --')
  .description('measures how fast a big folder is indexed, and how fast it is searched')
  .option(
    '--data <folder>',
    'the influxdocs set: its raw pages and its questions',
    '../shared/data/influxdocs',
  )
  .option('--chunks <number>', 'shuffled pages are added until there are so many chunks', '100000')
  .option('--json', 'print one JSON object')
  .addHelpText(
    'after',
    '\nOn a new database of the server that BENCH_DATABASE_URL (or TEST_DATABASE_URL) names, or else on the embedded one.',
  )
  .action(measure)
  .parseAsync()

async function measure({ data, chunks, json }: Options): Promise<void> {
  const cleanUp = createCleanUp()
  endOnSignals(cleanUp)
  try {
    const into = await mkdtemp(join(tmpdir(), 'firstline-bench-'))
    cleanUp.later(() => rm(into, { recursive: true, force: true }))
    const { folder, files } = await layOutFolder({ archive: join(data, 'influxdata-docs-md.tar.gz'), into })
    const { queries } = await readDataset(data)
    const databaseUrl = await newDatabase(cleanUp)
    const report = await measureKnowledge({
      folder,
      files,
      questions: queries.map(({ text }) => text),
      databaseUrl,
      chunks: Number(chunks),
      tell: (line) => process.stderr.write(`${line}\n`),
    })
    process.stdout.write(json ? `${JSON.stringify(report)}\n` : inWords(report))
  } finally {
    await cleanUp.now()
  }
}

async function newDatabase(cleanUp: ReturnType<typeof createCleanUp>): Promise<string> {
  const server = process.env['BENCH_DATABASE_URL'] || process.env['TEST_DATABASE_URL']
  if (!server) return 'pglite:memory://'
  const { url, drop } = await createTemporaryDatabase(server, 'firstline_knowledge')
  cleanUp.later(drop)
  return url
}

function inWords({ files, firstSyncMs, nextSyncMs, syncPeakMb, searches }: KnowledgeReport): string {
  const seconds = (ms: number) => (ms / 1000).toFixed(1)
  return [
    `${files} files: indexed in ${seconds(firstSyncMs)} s, looked through again in ${seconds(nextSyncMs)} s; ${syncPeakMb} MB at most`,
    ...searches.map(
      ({ chunks, p50Ms, p95Ms, heapMb }) =>
        `${chunks} chunks: a question takes ${p50Ms} ms (p50), ${p95Ms} ms (p95); ${heapMb} MB of heap in use then`,
    ),
    '',
  ].join('\n')
}
