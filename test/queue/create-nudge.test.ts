import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createNudge } from '../../src/queue/create-nudge.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function workers(...names: readonly string[]) {
  const looked: string[] = []
  const { add, nudge } = createNudge()
  const all = names.map((name) => add(() => void looked.push(name)))
  const later = (ms: number) => {
    vi.advanceTimersByTime(ms)
    return looked.splice(0)
  }
  return { all, nudge, later }
}

test('lets one worker look for each job, in turn', () => {
  const { nudge, later } = workers('a', 'b', 'c')
  nudge(0)
  expect(later(10)).toEqual(['a'])
  for (let job = 0; job < 4; job += 1) nudge(0)
  expect(later(10)).toEqual(['b', 'c', 'a', 'b'])
})

test('waits until the job is due', () => {
  const { nudge, later } = workers('a')
  nudge(300)
  nudge(-5)
  expect(later(299)).toEqual(['a'])
  expect(later(10)).toEqual(['a'])
})

test('leaves a busy worker alone, and lets it look when it has ended', () => {
  const { all, nudge, later } = workers('a', 'b')
  const [a] = all
  a?.begin()
  nudge(0)
  nudge(0)
  expect(later(10)).toEqual(['b', 'b'])
  a?.end()
  expect(later(0)).toEqual(['a'])
})

test('loses nothing while all are busy: whoever ends looks', () => {
  const { all, nudge, later } = workers('a')
  all[0]?.begin()
  nudge(0)
  expect(later(10)).toEqual([])
  all[0]?.end()
  expect(later(0)).toEqual(['a'])
})
