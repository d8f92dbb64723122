import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { createSyncKnowledge } from '../../src/knowledge/sync-knowledge.ts'
import { claimSpace, openSpace, type ServingSpace, serveSpace } from '../../src/store/embedding-spaces.ts'
import { findWaiting, saveEmbeddings } from '../../src/store/embeddings.ts'
import { searchEmbeddings } from '../../src/store/search-embeddings.ts'
import { type Fence, findShelves } from '../../src/store/shelves.ts'
import { makeVectorExtension } from '../../src/store/vector-extension.ts'
import { anArticle } from '../knowledge/an-article.ts'
import { aStore } from '../knowledge/a-store.ts'
import { canSearchVectors, NEEDS_VECTORS } from '../support/vector-support.ts'

const { db } = aStore()
const FENCE: Fence = { audiences: ['public'], samples: 'skip' }

/** A vector of so many numbers that points in one direction, and a little in the next. */
const pointing = (direction: number, dimensions: number) =>
  Array.from({ length: dimensions }, (_, at) => (at === direction ? 1 : at === direction + 1 ? 0.3 : 0))

/** Three articles, whose vectors point in direction 0, 1 and 2. */
async function aSpace(dimensions: number): Promise<ServingSpace> {
  const titles = ['zero', 'one', 'two']
  await makeVectorExtension(db())
  await createSyncKnowledge({ db: db() })(
    titles.map((title) => anArticle({ path: `${title}.md`, title, text: `Article ${title}.` })),
  )
  const model = `model-of-${dimensions}`
  const lease = await claimSpace(db(), model)
  const id = lease?.space.id ?? 0
  const chunks = await findWaiting(db(), { space: id, after: 0, limit: 10 })
  await db().transaction(async (tx) => {
    await openSpace(tx, id, dimensions)
    await saveEmbeddings(
      tx,
      id,
      chunks.map(({ chunk, shelf, title }) => {
        const numbers = pointing(titles.indexOf(title), dimensions)
        return { chunk, shelf, hash: title, numbers }
      }),
    )
    await serveSpace(tx, id)
  })
  return { id, model, dimensions }
}

describe.skipIf(!(await canSearchVectors()))(NEEDS_VECTORS, () => {
  test.each([
    [3, /hnsw .*vector\(3\).*vector_cosine_ops/],
    [2_000, /hnsw .*vector\(2000\).*vector_cosine_ops/],
    [3_072, /hnsw .*halfvec\(3072\).*halfvec_cosine_ops/],
    [4_096, undefined],
  ])('finds the nearest of vectors with %i numbers', async (dimensions, index) => {
    const space = await aSpace(dimensions)
    const shelves = await findShelves(db(), FENCE)
    const near = pointing(0, dimensions)
    const limits = { perArticle: 1, limit: 3 }
    const found = await searchEmbeddings(db(), { space, near, fence: FENCE, shelves, ...limits })
    expect(found.map(({ article }) => article)).toEqual(['zero.md', 'one.md', 'two.md'])
    expect(found[0]?.similarity).toBeCloseTo(1, 3)
    const { rows } = await db().execute<{ definition: string }>(
      sql`select indexdef as definition from pg_indexes where indexname = ${`embedding_near_${space.id}`}`,
    )
    expect(rows.map(({ definition }) => definition)).toEqual(index ? [expect.stringMatching(index)] : [])
  })
})
