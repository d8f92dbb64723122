import { expect, test } from 'vitest'
import { createMemoryWatch, type MemoryFacts } from '../../src/commands/give-memory-back.ts'

const MB = 1_024 * 1_024
const idle = (megabytes: number): MemoryFacts => ({ cpuShare: 0.02, heapBytes: megabytes * MB })
const busy = (megabytes: number): MemoryFacts => ({ cpuShare: 0.6, heapBytes: megabytes * MB })

test.each<[string, readonly MemoryFacts[], readonly boolean[]]>([
  ['what the start has left', [idle(80)], [true]],
  [
    'nothing twice, however much is in use',
    [idle(150), idle(120), idle(120), idle(121)],
    [true, false, false, false],
  ],
  [
    'nothing under load, and all of it afterwards',
    [busy(80), busy(190), idle(190), idle(50)],
    [false, false, true, false],
  ],
  ['the next burst, too', [idle(80), idle(50), busy(180), idle(180)], [true, false, false, true]],
  ['nothing for a little', [idle(80), idle(50), idle(60), idle(73)], [true, false, false, false]],
  ['what piles up by and by', [idle(80), idle(50), idle(60), idle(75)], [true, false, false, true]],
])('collects %s', (_name, looks, collects) => {
  const isWorthIt = createMemoryWatch()
  expect(looks.map(isWorthIt)).toEqual(collects)
})
