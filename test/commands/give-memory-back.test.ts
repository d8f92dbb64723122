import { expect, test } from 'vitest'
import { createMemoryWatch, type MemoryFacts } from '../../src/commands/give-memory-back.ts'

const MB = 1_024 * 1_024
const idle = (megabytes: number): MemoryFacts => ({ cpuShare: 0.02, heapBytes: megabytes * MB })
const busy = (megabytes: number): MemoryFacts => ({ cpuShare: 0.6, heapBytes: megabytes * MB })

/** Two seconds of looks, of which only the last can have seen enough. */
const rest = (megabytes: number): readonly MemoryFacts[] => Array.from({ length: 4 }, () => idle(megabytes))

test.each<[string, readonly MemoryFacts[], readonly number[]]>([
  ['what the start has left', rest(80), [3]],
  ['nothing between two webhooks', [idle(80), idle(80), busy(81), idle(81), idle(81), idle(81)], []],
  ['nothing twice, however much is in use', [...rest(150), ...rest(120), idle(121)], [3]],
  ['nothing under load, and all of it afterwards', [busy(80), busy(190), ...rest(190), idle(50)], [5]],
  ['the next burst, too', [...rest(80), idle(50), busy(180), ...rest(180)], [3, 9]],
  ['nothing for a little', [...rest(80), idle(50), idle(60), idle(73)], [3]],
  ['what piles up by and by', [...rest(80), idle(50), idle(60), idle(75)], [3, 6]],
])('collects %s', (_name, looks, collectsAt) => {
  const isWorthIt = createMemoryWatch()
  const collected = looks.flatMap((facts, index) => (isWorthIt(facts) ? [index] : []))
  expect(collected).toEqual(collectsAt)
})
