import { expect, test } from 'vitest'
import { forAWhile } from '../../src/console/setup/for-a-while.ts'

/** Answers 1, 2, 3 ..., and fails while it is told to. */
function aCounter() {
  const clock = { ms: 0, isBroken: false, reads: 0 }
  const read = async () => {
    clock.reads += 1
    if (clock.isBroken) throw new Error('no answer')
    return clock.reads
  }
  return { clock, read: forAWhile(read, 10_000, () => clock.ms) }
}

test('is read once for all who ask together and soon after, then anew', async () => {
  const { clock, read } = aCounter()
  expect(await Promise.all([read(), read()])).toEqual([1, 1])
  clock.ms = 9_999
  expect(await read()).toBe(1)
  clock.ms = 10_000
  expect(await read()).toBe(2)
})

test('a failure is told to whoever asked, and is not kept', async () => {
  const { clock, read } = aCounter()
  clock.isBroken = true
  await expect(Promise.all([read(), read()])).rejects.toThrow('no answer')
  clock.isBroken = false
  expect(await read()).toBe(2)
})
