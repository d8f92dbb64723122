/** The constant of reciprocal rank fusion (DESIGN 6): how slowly a place loses its worth. */
const K = 60

/** What each half of the search said of one thing: its place from 1, absent where that half did not find it. */
export type Ranks = { readonly lexical?: number; readonly vector?: number }

export type Fused<Item> = {
  readonly item: Item
  /** Sum of 1 / (60 + place) over both halves. */
  readonly score: number
  readonly ranks: Ranks
}

/**
 * Two rankings → one, by reciprocal rank: scores of different kinds are never compared. Best first; what both halves
 * place alike keeps the order of the words. `idOf` tells the same thing in both.
 */
export function fuseRankings<Item>(
  { lexical, vector }: { readonly lexical: readonly Item[]; readonly vector: readonly Item[] },
  idOf: (item: Item) => string,
): readonly Fused<Item>[] {
  const items = new Map([...vector, ...lexical].map((item) => [idOf(item), item]))
  const places = { lexical: placesOf(lexical.map(idOf)), vector: placesOf(vector.map(idOf)) }
  const fused = [...items].map(([id, item]) => {
    const byWords = places.lexical.get(id)
    const byVector = places.vector.get(id)
    const ranks = { ...(byWords && { lexical: byWords }), ...(byVector && { vector: byVector }) }
    return { item, score: worthOf(byWords) + worthOf(byVector), ranks }
  })
  const place = ({ ranks }: Fused<Item>) => ranks.lexical ?? Number.POSITIVE_INFINITY
  return fused.toSorted((a, b) => b.score - a.score || place(a) - place(b))
}

const placesOf = (ids: readonly string[]): ReadonlyMap<string, number> =>
  new Map(ids.map((id, index) => [id, index + 1]))

const worthOf = (place: number | undefined): number => (place === undefined ? 0 : 1 / (K + place))
