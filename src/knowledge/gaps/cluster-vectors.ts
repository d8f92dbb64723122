import { setImmediate as breathe } from 'node:timers/promises'
import { type Cluster, createClusterPool } from './cluster-pool.ts'
import type { WordVector } from './weigh-words.ts'

/** Steps between two breaths: some milliseconds of work. */
const AT_ONCE = 16

/**
 * Joins what is most alike, again and again, as long as the average likeness (cosine) of two clusters is at least
 * `leastLikeness` (average linkage). Chains of neighbours find the same clusters as trying every pair would: what is
 * joined never comes nearer to a third one than its parts were. No table of all pairs is kept. Others get their turn in
 * between, because a service may be answering in the same process.
 */
export async function clusterVectors(
  vectors: readonly WordVector[],
  leastLikeness: number,
): Promise<readonly Cluster[]> {
  const same = joinSame(vectors)
  const pool = createClusterPool(same)
  const found: Cluster[] = []
  const chain: number[] = []
  // Joined ones are numbered after all others, and get their turn there.
  for (let start = 0, step = 0; start < 2 * same.length; step += 1) {
    if (step % AT_ONCE === 0) await breathe()
    if (chain.length > 0) found.push(...followChain(pool, chain, leastLikeness))
    else if (pool.has(start)) chain.push(start)
    else start += 1
  }
  return found
}

/** The same words, the same matter: there is nothing to compare. */
function joinSame(vectors: readonly WordVector[]): readonly Cluster[] {
  const places = Map.groupBy(vectors.keys(), (place) => [...(vectors[place]?.keys() ?? [])].join(' '))
  return [...places.values()].map((members) => {
    const one = vectors[members[0] ?? 0] ?? new Map<string, number>()
    return { members, sum: new Map([...one].map(([stem, weight]) => [stem, weight * members.length])) }
  })
}

type Pool = ReturnType<typeof createClusterPool>

/** One step, from the last to what is nearest to it; two that are nearest to each other are joined. */
function followChain(pool: Pool, chain: number[], leastLikeness: number): readonly Cluster[] {
  const [last = -1, before] = [chain.at(-1), chain.at(-2)]
  const nearest = pool.nearest(last, before)
  if (!nearest || nearest.likeness < leastLikeness) {
    chain.pop()
    return [pool.take(last)]
  }
  if (nearest.id === before) {
    chain.splice(-2)
    pool.join(last, before)
  } else {
    chain.push(nearest.id)
  }
  return []
}
