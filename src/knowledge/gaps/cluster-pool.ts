import { sumOf, type WordVector } from './weigh-words.ts'

/** Places in the list that was clustered, and the sum of their vectors. */
export type Cluster = { readonly members: readonly number[]; readonly sum: WordVector }

/** What is most like a cluster, on the average of all pairs between the two (cosine). */
export type Nearest = { readonly id: number; readonly likeness: number }

/** Likenesses that differ by less are the same: sums of many parts depend on their order. */
const ROUNDING = 1e-9

/** Clusters that may still be joined, numbered from 0 as they come, with the words by which they find one another. */
export function createClusterPool(first: readonly Cluster[]) {
  const clusters = new Map<number, Cluster>()
  const holders = new Map<string, Map<number, number>>()
  // Each joining makes one of two, so that there are never more numbers; always zero between two questions.
  const products = new Float64Array(2 * first.length)
  let next = 0

  const add = (cluster: Cluster): void => {
    clusters.set(next, cluster)
    for (const [stem, weight] of cluster.sum) {
      holders.set(stem, (holders.get(stem) ?? new Map()).set(next, weight))
    }
    next += 1
  }
  const take = (id: number): Cluster => {
    const cluster = clusters.get(id) ?? { members: [], sum: new Map() }
    clusters.delete(id)
    for (const stem of cluster.sum.keys()) holders.get(stem)?.delete(id)
    return cluster
  }
  /** Leaves the products of the vectors in `products`, and tells with whom there is one. */
  const multiply = (id: number, { sum }: Cluster): readonly number[] => {
    const touched: number[] = []
    for (const [stem, weight] of sum) {
      for (const [other, theirs] of holders.get(stem) ?? []) {
        const product = products[other] ?? 0
        if (product === 0) touched.push(other)
        products[other] = product + weight * theirs
      }
    }
    products[id] = 0
    return touched
  }
  const sizeOf = (id: number): number => clusters.get(id)?.members.length ?? 1

  for (const cluster of first) add(cluster)
  return {
    has: (id: number): boolean => clusters.has(id),
    take,
    /** A new cluster of two. */
    join: (one: number, other: number): void => {
      const [a, b] = [take(one), take(other)]
      add({ members: [...a.members, ...b.members], sum: sumOf(a.sum, b.sum) })
    },
    /** Of several that are equally like it, `preferred`, else the one that came first. */
    nearest: (id: number, preferred: number | undefined): Nearest | undefined => {
      const cluster = clusters.get(id)
      if (!cluster) return undefined
      const touched = multiply(id, cluster)
      const likeness = (other: number) => (products[other] ?? 0) / (cluster.members.length * sizeOf(other))
      const best = nearestOf(touched, { likeness, preferred })
      for (const other of touched) products[other] = 0
      return best
    },
  }
}

type Choice = {
  readonly likeness: (id: number) => number
  readonly preferred: number | undefined
}

function nearestOf(ids: readonly number[], { likeness, preferred }: Choice): Nearest | undefined {
  let best = { id: -1, likeness: 0 }
  for (const id of ids) {
    const lead = likeness(id) - best.likeness
    if (lead > ROUNDING || (lead > -ROUNDING && id < best.id)) best = { id, likeness: likeness(id) }
  }
  const known = preferred === undefined ? undefined : { id: preferred, likeness: likeness(preferred) }
  if (known && known.likeness > best.likeness - 2 * ROUNDING) return known
  return best.id < 0 ? undefined : best
}
