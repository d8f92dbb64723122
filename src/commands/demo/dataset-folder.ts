import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Dataset, type DatasetQuery, readDataset } from '../../evaluation/read-dataset.ts'

const TOPIC = 'dataset'

export type DatasetFolder = {
  readonly articles: number
  /** The path, as the index knows it, of every document by its id. */
  readonly paths: ReadonlyMap<string, string>
  readonly queries: readonly DatasetQuery[]
}

/** Writes the documents of a dataset as a knowledge folder and picks `limit` questions, evenly spread. */
export async function writeDatasetFolder(
  dataset: string,
  { folder, limit }: { readonly folder: string; readonly limit: number },
): Promise<DatasetFolder> {
  const { documents, queries } = await readDataset(dataset)
  await mkdir(join(folder, TOPIC), { recursive: true })
  const paths = new Map<string, string>()
  for (const [index, document] of documents.entries()) {
    const path = `${TOPIC}/${String(index).padStart(6, '0')}.md`
    paths.set(document.id, path)
    await writeFile(join(folder, path), toMarkdown(document))
  }
  return { articles: documents.length, paths, queries: spread(queries.filter(hasAnswer), limit) }
}

/** Front matter is YAML, of which JSON strings are a part. */
const toMarkdown = ({ title, lang, text }: Dataset['documents'][number]): string =>
  `---\ntitle: ${JSON.stringify(title)}\nlocale: ${lang}\n---\n\n${text}\n`

const hasAnswer = ({ relevant }: DatasetQuery): boolean => relevant.size > 0

function spread<Item>(items: readonly Item[], limit: number): readonly Item[] {
  const step = Math.max(1, items.length / limit)
  return items.filter((_, index) => Math.floor(index / step) > Math.floor((index - 1) / step)).slice(0, limit)
}
