import { expect, test } from 'vitest'
import { inBatches } from '../../src/store/in-batches.ts'

/** Work that ends when it is told to, and remembers what it was given. */
function aSlowWork() {
  const given: (readonly number[])[] = []
  const ends: PromiseWithResolvers<void>[] = []
  const work = async (items: readonly number[]) => {
    const end = Promise.withResolvers<void>()
    given.push(items)
    ends.push(end)
    await end.promise
    return items.map((item) => item * 10)
  }
  return {
    work,
    given,
    end: (nth: number) => ends[nth]?.resolve(),
    fail: (nth: number) => ends[nth]?.reject(new Error('away')),
  }
}

/** Lets everything that is ready run. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

test('begins at once, and puts together what comes while it is at it', async () => {
  const { work, given, end } = aSlowWork()
  const add = inBatches(work, { lanes: 1, most: 10 })
  const results = Promise.all([1, 2, 3].map(add))
  expect(given).toEqual([[1]])
  end(0)
  await settled()
  expect(given).toEqual([[1], [2, 3]])
  end(1)
  expect(await results).toEqual([10, 20, 30])
})

test('takes no more at once than it may', async () => {
  const { work, given, end } = aSlowWork()
  const add = inBatches(work, { lanes: 1, most: 2 })
  const results = Promise.all([1, 2, 3, 4].map(add))
  for (const nth of [0, 1, 2]) {
    end(nth)
    await settled()
  }
  expect(given).toEqual([[1], [2, 3], [4]])
  expect(await results).toEqual([10, 20, 30, 40])
})

test('goes on in a second lane while the first one is held up', async () => {
  const { work, given, end } = aSlowWork()
  const add = inBatches(work, { lanes: 2, most: 10 })
  const [first, second, third] = [1, 2, 3].map(add)
  end(1)
  expect(await second).toBe(20)
  await settled()
  end(2)
  expect(await third).toBe(30)
  expect(given).toEqual([[1], [2], [3]])
  end(0)
  expect(await first).toBe(10)
})

test('fails everybody of a batch that failed, and nobody of the next one', async () => {
  const { work, end, fail } = aSlowWork()
  const add = inBatches(work, { lanes: 1, most: 10 })
  const first = add(1)
  const others = Promise.allSettled([2, 3].map(add))
  end(0)
  await first
  await settled()
  fail(1)
  expect((await others).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  const last = add(4)
  end(2)
  expect(await last).toBe(40)
})
