import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { z } from 'zod'
import type { EarlierTurn } from '../domain/understanding.ts'

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

/** Reads `corpus.jsonl` (or `.gz`), `queries.jsonl` and `qrels.tsv` of a folder; throws when one is malformed. */
export async function readDataset(folder: string): Promise<Dataset> {
  const documents = linesOf(await readCorpus(folder)).map((line) => Document.parse(JSON.parse(line)))
  const relevant = readRelevant(await readFile(join(folder, 'qrels.tsv'), 'utf8'))
  const queries = linesOf(await readFile(join(folder, 'queries.jsonl'), 'utf8')).map((line) => {
    const { history, ...query } = Query.parse(JSON.parse(line))
    return { ...query, earlier: toEarlier(history), relevant: relevant.get(query.id) ?? new Set<string>() }
  })
  return { documents, queries }
}

async function readCorpus(folder: string): Promise<string> {
  const plain = await readFile(join(folder, 'corpus.jsonl'), 'utf8').catch(() => undefined)
  if (plain !== undefined) return plain
  const packed = await readFile(join(folder, 'corpus.jsonl.gz'))
  return (await promisify(gunzip)(packed)).toString('utf8')
}

function readRelevant(table: string): ReadonlyMap<string, ReadonlySet<string>> {
  const relevant = new Map<string, Set<string>>()
  for (const line of linesOf(table)) {
    const [query = '', document = '', score = ''] = line.split('\t')
    if (!(Number(score) > 0)) continue
    relevant.set(query, (relevant.get(query) ?? new Set<string>()).add(document))
  }
  return relevant
}

const toEarlier = (history: readonly z.infer<typeof Turn>[]): readonly EarlierTurn[] =>
  history.map(({ role, text }) => ({ by: role === 'user' ? 'contact' : 'team', text }) as const).toReversed()

const linesOf = (text: string): readonly string[] => text.split('\n').filter((line) => line.trim() !== '')
