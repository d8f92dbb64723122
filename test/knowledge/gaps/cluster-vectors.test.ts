import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Cluster } from '../../../src/knowledge/gaps/cluster-pool.ts'
import { clusterVectors } from '../../../src/knowledge/gaps/cluster-vectors.ts'
import { product, weighWords, type WordVector } from '../../../src/knowledge/gaps/weigh-words.ts'

const WORDS = ['invoice', 'refund', 'export', 'card', 'android', 'discount', 'password', 'team']
const text = fc.subarray(WORDS, { minLength: 0, maxLength: 4 }).map((words) => words.join(' '))

const ROUNDING = 1e-6

/** The average likeness of all pairs between two clusters, pair by pair. */
function likeness(one: Cluster, other: Cluster, vectors: readonly WordVector[]): number {
  const pairs = one.members.flatMap((a) =>
    other.members.map((b) => product(vectors[a] ?? new Map(), vectors[b] ?? new Map())),
  )
  return pairs.reduce((sum, pair) => sum + pair, 0) / pairs.length
}

test('puts each vector into one cluster, and leaves no two that are alike enough to be joined', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(text, { maxLength: 25 }),
      fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      async (texts, least) => {
        const vectors = await weighWords(texts, 'en')
        const clusters = await clusterVectors(vectors, least)
        const members = clusters.flatMap((cluster) => cluster.members).toSorted((one, other) => one - other)
        expect(members).toEqual([...texts.keys()])
        for (const [place, one] of clusters.entries()) {
          for (const other of clusters.slice(place + 1)) {
            expect(likeness(one, other, vectors)).toBeLessThan(least + ROUNDING)
          }
        }
      },
    ),
    { numRuns: 100 },
  )
})

test.each([
  [0.9, [[0], [1, 2], [3]]],
  [0.3, [[0, 1, 2], [3]]],
])('joins what is at least %d alike', async (least, groups) => {
  const vectors = await weighWords(['export invoice', 'refund invoice', 'invoice refund', 'android'], 'en')
  const clusters = await clusterVectors(vectors, least)
  expect(clusters.map(({ members }) => members.toSorted()).toSorted()).toEqual(groups)
})
