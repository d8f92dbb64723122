import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { z } from 'zod'
import type { EarlierTurn } from '../domain/understanding.ts'
import { DatasetError } from './dataset-error.ts'

const Document = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  lang: z.string().default('en'),
})
export type Document = z.infer<typeof Document>

const Turn = z.object({ role: z.enum(['user', 'agent']), text: z.string() })
const Query = z.object({
  id: z.string(),
  text: z.string(),
  lang: z.string().default('en'),
  history: z.array(Turn).default([]),
})

/** One question; `earlier` is newest first; `relevant` holds the ids of the documents that answer it. */
export type DatasetQuery = {
  readonly id: string
  readonly text: string
  readonly lang: string
  readonly earlier: readonly EarlierTurn[]
  readonly relevant: ReadonlySet<string>
}

export type Dataset = { readonly documents: readonly Document[]; readonly queries: readonly DatasetQuery[] }

/** Reads `corpus.jsonl` (or `.gz`), `queries.jsonl` and `qrels.tsv` of a folder. Throws a `DatasetError`. */
export async function readDataset(folder: string): Promise<Dataset> {
  const documents = parseLines(await readCorpus(folder), 'corpus.jsonl', Document)
  const relevant = readRelevant((await readText(folder, 'qrels.tsv')).toString('utf8'))
  const lines = parseLines((await readText(folder, 'queries.jsonl')).toString('utf8'), 'queries.jsonl', Query)
  const queries = lines.map(({ history, ...query }) => ({
    ...query,
    earlier: toEarlier(history),
    relevant: relevant.get(query.id) ?? new Set<string>(),
  }))
  return { documents, queries }
}

async function readCorpus(folder: string): Promise<string> {
  const plain = await readFile(join(folder, 'corpus.jsonl')).catch(() => undefined)
  const bytes = plain ?? (await promisify(gunzip)(await readText(folder, 'corpus.jsonl.gz')))
  return bytes.toString('utf8')
}

async function readText(folder: string, name: string): Promise<Buffer> {
  try {
    return await readFile(join(folder, name))
  } catch (cause) {
    throw new DatasetError(`${join(folder, name)} cannot be read. ${FORM}`, { cause })
  }
}

const FORM = 'A data set is a folder with corpus.jsonl (or corpus.jsonl.gz), queries.jsonl and qrels.tsv.'

function parseLines<Line>(text: string, name: string, schema: z.ZodType<Line>): readonly Line[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    const parsed = schema.safeParse(parseJson(line, `${name}, line ${index + 1}`))
    if (parsed.success) return [parsed.data]
    const [issue] = parsed.error.issues
    const field = issue && issue.path.length > 0 ? `${issue.path.join('.')}: ` : ''
    throw new DatasetError(`${name}, line ${index + 1}: ${field}${issue?.message ?? 'not as expected'}`)
  })
}

function parseJson(line: string, place: string): unknown {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw new DatasetError(`${place}: is not JSON`, { cause })
  }
}

function readRelevant(table: string): ReadonlyMap<string, ReadonlySet<string>> {
  const relevant = new Map<string, Set<string>>()
  for (const line of table.split('\n')) {
    const [query = '', document = '', score = ''] = line.split('\t')
    if (!(Number(score) > 0)) continue
    relevant.set(query, (relevant.get(query) ?? new Set<string>()).add(document))
  }
  return relevant
}

const toEarlier = (history: readonly z.infer<typeof Turn>[]): readonly EarlierTurn[] =>
  history.map(({ role, text }) => ({ by: role === 'user' ? 'contact' : 'team', text }) as const).toReversed()
