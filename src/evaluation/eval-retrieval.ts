/**
 * Measures retrieval on a folder in the form of `data/`: `node src/evaluation/eval-retrieval.ts <folder> [--json]
 * [--lang <code>] [--run <file>] [--database <url>]`. The knowledge of a database that is named is replaced.
 */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { measureRetrieval, type RunLine } from './measure-retrieval.ts'
import { readDataset } from './read-dataset.ts'

const USAGE = 'eval:retrieval <folder> [--json] [--lang <code>] [--run <file>] [--database <url>]\n'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    lang: { type: 'string' },
    run: { type: 'string' },
    database: { type: 'string' },
  },
})
const [folder] = positionals
if (!folder) {
  process.stderr.write(USAGE)
  process.exit(2)
}
const { documents, queries } = await readDataset(folder)
const chosen = queries.filter(({ lang }) => !values.lang || lang === values.lang)
const { report, run } = await measureRetrieval(
  { documents, queries: chosen },
  values.database ? { databaseUrl: values.database } : {},
)
if (values.run) await writeFile(values.run, run.map(toLine).join(''))
const lines = Object.entries(report).map(([name, value]) => `${name.padEnd(8)} ${value}`)
process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : `${lines.join('\n')}\n`)

function toLine({ query, document, rank, score }: RunLine): string {
  return `${query}\t${document}\t${rank}\t${score}\n`
}
