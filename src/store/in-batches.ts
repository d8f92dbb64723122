export type BatchLimits = {
  /** Batches that may be under way at once. */
  readonly lanes: number
  /** Items of one batch. */
  readonly most: number
}

/**
 * Works on what has gathered while the work before was under way: one round trip, and one commit, for many. Nobody waits
 * for a batch to fill up. `work` gives back a result for each item, in their order; when it fails, all of them fail.
 */
export function inBatches<Item, Result>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
  { lanes, most }: BatchLimits,
): (item: Item) => Promise<Result> {
  type Waiting = PromiseWithResolvers<Result> & { readonly item: Item }
  const waiting: Waiting[] = []
  let underWay = 0

  const settle = async (batch: readonly Waiting[]) => {
    const results = await work(batch.map(({ item }) => item))
    for (const [index, result] of results.entries()) batch[index]?.resolve(result)
  }
  const next = async (): Promise<void> => {
    if (underWay === lanes || waiting.length === 0) return
    underWay += 1
    const batch = waiting.splice(0, most)
    await settle(batch).catch((error: unknown) => {
      for (const { reject } of batch) reject(error)
    })
    underWay -= 1
    void next()
  }
  return (item) => {
    const entry = { item, ...Promise.withResolvers<Result>() }
    waiting.push(entry)
    void next()
    return entry.promise
  }
}
