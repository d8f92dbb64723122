import { expect, test } from 'vitest'
import { isSweepDue } from '../../../src/knowledge/sources/is-sweep-due.ts'

const night = '2026-11-26T02:15:00Z'
const noon = '2026-11-26T12:00:00Z'

test.each([
  ['never', undefined, noon, true, true],
  ['at noon, a night ago', '2026-11-26T02:10:00Z', noon, true, false],
  ['at night, a day ago', '2026-11-25T02:10:00Z', night, true, true],
  ['at night, minutes ago', '2026-11-26T02:10:00Z', night, true, false],
  ['at night, at noon the day before', '2026-11-25T12:00:00Z', night, true, false],
  ['at noon, more than a day ago', '2026-11-25T09:00:00Z', noon, true, true],
  ['an hour ago, of a list that is not sorted', '2026-11-26T10:59:00Z', noon, false, true],
  ['minutes ago, of a list that is not sorted', '2026-11-26T11:50:00Z', noon, false, false],
])('read as a whole %s (%s): at %s, sorted %s, it is due: %s', (_when, sweptAt, now, isSorted, isDue) => {
  const facts = {
    now: new Date(now),
    sweptAt: sweptAt === undefined ? undefined : new Date(sweptAt),
    isSorted,
  }
  expect(isSweepDue(facts)).toBe(isDue)
})
