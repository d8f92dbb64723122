/** Works through a list, so many at the same time, in any order; the results stand in the order of the list. */
export async function fewAtOnce<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const queue = items.entries()
  const results = new Map<number, Result>()
  const worker = async () => {
    for (const [index, item] of queue) results.set(index, await work(item))
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result)
}
