import { expect, test } from 'vitest'
import { median, percentile, rounded } from './statistics.ts'

const oneTo = (most: number) => Array.from({ length: most }, (_, n) => n + 1)

test.each([
  [100, 50, 50],
  [100, 95, 95],
  [100, 99, 99],
  [100, 100, 100],
  [100, 0, 1],
  [10, 99, 10],
  [1_000, 99.9, 999],
])('finds among the numbers to %i the one below which %d percent lie', (most, percent, expected) => {
  expect(percentile(oneTo(most), percent)).toBe(expected)
})

test.each([
  [[7], 50, 7],
  [[3, 1, 2], 50, 2],
  [[10, 9, 100], 99, 100],
])('finds in %j the value below which %d percent lie', (values, percent, expected) => {
  expect(percentile(values, percent)).toBe(expected)
})

test('tells of nothing that it is not a number, and leaves what it was given as it was', () => {
  const values = [3, 1, 2]
  expect(percentile([], 50)).toBeNaN()
  expect(median(values)).toBe(2)
  expect(values).toEqual([3, 1, 2])
})

test('rounds for people', () => {
  expect([rounded(1.26), rounded(1.24), rounded(0.7049, 2), rounded(12.5, 0)]).toEqual([1.3, 1.2, 0.7, 13])
})
