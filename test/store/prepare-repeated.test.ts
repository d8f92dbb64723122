import { expect, test } from 'vitest'
import { createStatementNames } from '../../src/store/prepare-repeated.ts'

test('names a text from its third time on, always alike, and no two alike', () => {
  const nameOf = createStatementNames()
  const asked = ['a', 'b', 'a', 'a', 'b', 'a', 'b'].map((text) => nameOf(text))
  const [a, b] = [asked[3], asked[6]]
  expect(asked).toEqual([undefined, undefined, undefined, a, undefined, a, b])
  expect(a).not.toBe(b)
})

test('stops at some hundreds, whatever comes: each name is a plan on every connection', () => {
  const nameOf = createStatementNames()
  const texts = Array.from({ length: 1_000 }, (_, index) => `select ${index}`)
  const named = () => texts.filter((text) => nameOf(text)).length
  named()
  named()
  const first = named()
  expect(first).toBeGreaterThan(0)
  expect(first).toBeLessThan(1_000)
  expect(named()).toBe(first)
})
