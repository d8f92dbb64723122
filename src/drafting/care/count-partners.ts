import { withBreaths } from '../../knowledge/with-breaths.ts'

/** Holders, or keys, between two breaths: some milliseconds of work. */
const AT_ONCE = 200

/** Pairs `[lower, higher]` of the holders of keys that share at least one key, each pair once, in order. */
export async function countPartners(
  keysOf: readonly (readonly string[])[],
  /** A key with more holders than this tells nothing, and would make too many pairs. */
  { mostHolders }: { readonly mostHolders: number },
): Promise<readonly (readonly [number, number])[]> {
  const holders = new Map<string, number[]>()
  for await (const [holder, keys] of withBreaths(keysOf.entries(), AT_ONCE)) {
    for (const key of new Set(keys)) {
      const some = holders.get(key) ?? []
      // One more than is looked at is enough to know that there are too many.
      if (some.length <= mostHolders) some.push(holder)
      holders.set(key, some)
    }
  }
  const pairs = new Map<number, readonly [number, number]>()
  for await (const some of withBreaths(holders.values(), AT_ONCE)) {
    if (some.length < 2 || some.length > mostHolders) continue
    for (const [at, one] of some.entries())
      for (const other of some.slice(at + 1)) pairs.set(one * keysOf.length + other, [one, other])
  }
  return [...pairs.values()].toSorted(([a, b], [c, d]) => a - c || b - d)
}
