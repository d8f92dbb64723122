/** Chance that comes out the same every time. */
export type Random = {
  /** 0 <= n < 1. */
  readonly next: () => number
  /** Up to `count` different items. */
  readonly pick: <Item>(items: readonly Item[], count: number) => readonly Item[]
}

/** A small generator (mulberry32) with a seed; good enough to draw samples with, not for secrets. */
export function createRandom(seed: number): Random {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const pick = <Item>(items: readonly Item[], count: number) =>
    items
      .map((item) => ({ item, place: next() }))
      .toSorted((a, b) => a.place - b.place)
      .slice(0, count)
      .map(({ item }) => item)
  return { next, pick }
}
