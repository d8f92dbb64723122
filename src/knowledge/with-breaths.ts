import { setImmediate as breathe } from 'node:timers/promises'

/** Goes through a list with a breath every so many items: a service may be answering in the same process. */
export async function* withBreaths<Item>(items: Iterable<Item>, atOnce: number): AsyncGenerator<Item> {
  let passed = 0
  for (const item of items) {
    if (passed % atOnce === 0) await breathe()
    passed += 1
    yield item
  }
}
