import { expect, test } from 'vitest'
import { readTold } from '../../../src/intercom/limit/read-told.ts'

const AT = Date.UTC(2026, 10, 25, 12, 0, 3)
const seconds = (ms: number) => String(Math.floor(ms / 1000))
const told = (headers: Readonly<Record<string, string>>) =>
  readTold({ headers: new Headers(headers), answeredAtMs: AT })

const RESET = {
  'X-RateLimit-Limit': '1666',
  'X-RateLimit-Remaining': '7',
  'X-RateLimit-Reset': seconds(AT + 7_000),
}

test.each([
  ['by our clock, where no date stands', RESET, 7_000],
  [
    "by Intercom's clock, however wrong ours is",
    { ...RESET, Date: new Date(AT + 5_000).toUTCString() },
    2_000,
  ],
  ['as nothing, where it is past', { ...RESET, 'X-RateLimit-Reset': seconds(AT - 60_000) }, 0],
  ['as a minute at most', { ...RESET, 'X-RateLimit-Reset': seconds(AT + 86_400_000) }, 60_000],
  ['by our clock, where the date is none', { ...RESET, Date: 'yesterday' }, 7_000],
])('reads the time until the reset %s', (_case, headers, endsInMs) => {
  expect(told(headers)).toEqual({ limit: 1_666, remaining: 7, endsInMs })
})

test.each([
  ['no header', {}],
  ['no limit', { 'X-RateLimit-Remaining': '7', 'X-RateLimit-Reset': seconds(AT) }],
  ['a limit of nothing', { ...RESET, 'X-RateLimit-Limit': '0' }],
  ['a remainder below nothing', { ...RESET, 'X-RateLimit-Remaining': '-1' }],
  ['words', { ...RESET, 'X-RateLimit-Reset': 'soon' }],
])('makes nothing of %s', (_case, headers) => {
  expect(told(headers)).toBeUndefined()
})
