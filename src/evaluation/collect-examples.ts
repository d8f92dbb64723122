import { type Features, measureFindings } from '../retrieval/measure-findings.ts'
import type { Random } from './create-random.ts'
import type { Collection } from './open-collection.ts'
import type { Dataset, DatasetQuery, Document } from './read-dataset.ts'
import { type QueryKind, varyQuery } from './vary-query.ts'

/** One question asked of one collection: what retrieval measured, and whether its best article was right. */
export type Example = {
  readonly features: Features
  readonly isRight: boolean
  readonly kind: QueryKind
  /** Documents in the collection: all of the set's, or a random few. */
  readonly size: 'all' | number
  /** Whether any right document was there. */
  readonly isAnswerable: boolean
}

const SMALL_COLLECTIONS = [
  { size: 6, times: 12 },
  { size: 30, times: 5 },
  { size: 100, times: 2 },
]
const QUERIES_OF_ALL = 300
/** Answerable queries over all small collections of one size. */
const QUERIES_OF_SIZE = 200

/** Asks a data set of one language as a whole, and random small parts of it in which the answer is often absent. */
export async function collectExamples(
  { documents, queries }: Dataset,
  collection: Collection,
  random: Random,
): Promise<readonly Example[]> {
  await collection.fill(documents)
  const all = await ask(collection, random.pick(queries, QUERIES_OF_ALL), { size: 'all', documents })
  const small: Example[] = []
  for (const { size, times } of SMALL_COLLECTIONS.filter((some) => some.size <= documents.length)) {
    for (let round = 0; round < times; round++) {
      const some = random.pick(documents, size)
      const chosen = chooseQueries(queries, some, { random, most: Math.round(QUERIES_OF_SIZE / times) })
      await collection.fill(some)
      const varied = chosen.flatMap((query) => varyQuery(query, random))
      small.push(...(await ask(collection, varied, { size, documents: some })))
    }
  }
  return [...all, ...small]
}

/** As many queries whose answer is there as whose answer is not, and some of the latter in any case. */
function chooseQueries(
  queries: readonly DatasetQuery[],
  documents: readonly Document[],
  { random, most }: { readonly random: Random; readonly most: number },
): readonly DatasetQuery[] {
  const answerable = queries.filter((query) => hasAnswer(query, documents))
  const others = queries.filter((query) => !hasAnswer(query, documents))
  const chosen = random.pick(answerable, most)
  return [...chosen, ...random.pick(others, Math.max(chosen.length, Math.round(most / 2)))]
}

const hasAnswer = ({ relevant }: DatasetQuery, documents: readonly Document[]): boolean =>
  documents.some(({ id }) => relevant.has(id))

async function ask(
  collection: Collection,
  queries: readonly (DatasetQuery & { readonly kind?: QueryKind })[],
  { size, documents }: { readonly size: Example['size']; readonly documents: readonly Document[] },
): Promise<readonly Example[]> {
  const examples: Example[] = []
  for (const query of queries) {
    const findings = await collection.search(query)
    const features = measureFindings(findings)
    const isRight = query.relevant.has(findings.found[0]?.article ?? '')
    const isAnswerable = hasAnswer(query, documents)
    if (features) examples.push({ features, isRight, isAnswerable, kind: query.kind ?? 'natural', size })
  }
  return examples
}
