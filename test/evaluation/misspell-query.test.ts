import { expect, test } from 'vitest'
import { createRandom } from '../../src/evaluation/create-random.ts'
import { misspellQuery } from '../../src/evaluation/misspell-query.ts'

const misspell = (text: string, seed = 1) =>
  misspellQuery({ id: 'q', text, lang: 'en', earlier: [], relevant: new Set() }, createRandom(seed)).text

const LONG = 'please export everything before monday because billing changes tomorrow'

test('puts one error into every fourth long word, never at its first letter, and the same ones every time', () => {
  const [written, read] = [LONG.split(' '), misspell(LONG).split(' ')]
  const changed = written.flatMap((word, place) => (word === read[place] ? [] : [place]))
  expect(changed.filter((place) => place % 4 !== 0)).toEqual([])
  expect(changed.length).toBeGreaterThan(0)
  expect(read.map((word) => word[0])).toEqual(written.map((word) => word[0]))
  for (const [place, word] of read.entries())
    expect(Math.abs(word.length - (written[place] ?? '').length)).toBeLessThanOrEqual(1)
  expect(misspell(LONG)).toBe(misspell(LONG))
})

test('leaves short words, numbers and marks alone', () => {
  expect(misspell('how do I pay #12345?')).toBe('how do I pay #12345?')
})
