/**
 * Measures retrieval on a folder in the form of `data/` (CONTRACT, "Measuring"). A temporary database is used; the
 * knowledge of a database that is named is replaced. Exit: 0 done, 1 a data set that cannot be read, 2 wrong use.
 */
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { DatasetError } from './dataset-error.ts'
import { measureRetrieval, type RetrievalReport, type RunLine } from './measure-retrieval.ts'
import { readDataset } from './read-dataset.ts'

const USAGE =
  'Usage: npm run --silent eval:retrieval -- <folder> [--json] [--lang <code>] [--run <file>] [--database <url>]' +
  '\n       [--typos] asks with typing errors, [--scope] measures how questions that nothing answers are told,' +
  '\n       [--evidence] measures what a draft would be given'
const OPTIONS = {
  json: { type: 'boolean', default: false },
  lang: { type: 'string' },
  run: { type: 'string' },
  database: { type: 'string' },
  typos: { type: 'boolean', default: false },
  scope: { type: 'boolean', default: false },
  evidence: { type: 'boolean', default: false },
} as const

const wrongUse = readWrongUse()
if (wrongUse) stop(2, `${wrongUse}\n${USAGE}`)
else await evaluate().catch(explain)

async function evaluate(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: OPTIONS })
  const { documents, queries } = await readDataset(positionals[0] ?? '')
  const { lang, typos, scope, evidence } = values
  const chosen = queries.filter((query) => lang === undefined || query.lang === lang)
  if (!chosen.some(({ relevant }) => relevant.size > 0)) {
    throw new DatasetError(`No query${lang ? ` of the language "${lang}"` : ''} has a relevant document.`)
  }
  const { report, run } = await measureRetrieval(
    { documents, queries: chosen },
    { typos, scope, evidence, ...(values.database && { databaseUrl: values.database }) },
  )
  if (values.run) await writeFile(values.run, run.map(toLine).join(''))
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : toTable(report))
}

/** What is wrong with the command line, if anything. */
function readWrongUse(): string | undefined {
  try {
    const { positionals } = parseArgs({ allowPositionals: true, options: OPTIONS })
    const [folder] = positionals
    if (folder === undefined || positionals.length > 1) return 'One folder is expected.'
    return existsSync(folder) ? undefined : `There is no folder ${folder}.`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function explain(error: unknown): void {
  const isFileError = error instanceof Error && 'path' in error
  if (!(error instanceof DatasetError || isFileError)) throw error
  stop(1, error.message)
}

function stop(exitCode: number, message: string): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = exitCode
}

function toTable(report: RetrievalReport): string {
  return Object.entries(report)
    .map(
      ([name, value]) => `${name.padEnd(8)} ${typeof value === 'object' ? JSON.stringify(value) : value}\n`,
    )
    .join('')
}

function toLine({ query, document, rank, score }: RunLine): string {
  return `${query}\t${document}\t${rank}\t${score}\n`
}
