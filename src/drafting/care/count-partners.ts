/** Pairs `[lower, higher]` of the holders of keys that share at least one key, each pair once, in order. */
export function countPartners(
  keysOf: readonly (readonly string[])[],
  /** A key with more holders than this tells nothing, and would make too many pairs. */
  { mostHolders }: { readonly mostHolders: number },
): readonly (readonly [number, number])[] {
  const holders = new Map<string, number[]>()
  keysOf.forEach((keys, holder) => {
    for (const key of new Set(keys)) {
      const some = holders.get(key) ?? []
      // One more than is looked at is enough to know that there are too many.
      if (some.length <= mostHolders) some.push(holder)
      holders.set(key, some)
    }
  })
  const pairs = new Map<number, readonly [number, number]>()
  for (const some of holders.values()) {
    if (some.length < 2 || some.length > mostHolders) continue
    for (const [at, one] of some.entries())
      for (const other of some.slice(at + 1)) pairs.set(one * keysOf.length + other, [one, other])
  }
  return [...pairs.values()].toSorted(([a, b], [c, d]) => a - c || b - d)
}
