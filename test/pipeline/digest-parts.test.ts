import { describe, expect, test } from 'vitest'
import { isDate, localTime } from '../../src/domain/local-date.ts'
import { spanInWords } from '../../src/domain/span-in-words.ts'
import { fewAtOnce } from '../../src/pipeline/digest/few-at-once.ts'
import { digestCron, isDue } from '../../src/pipeline/digest/is-due.ts'
import { stateOf } from '../../src/pipeline/digest/state-of.ts'
import { aConversation, operator, teammate } from '../support/builders.ts'

test.each([
  ['2026-11-25T05:59:00Z', 'UTC', undefined, false],
  ['2026-11-25T06:00:00Z', 'UTC', undefined, true],
  ['2026-11-25T06:59:00Z', 'UTC', undefined, true],
  // Installed in the middle of a day: the first night is the next one.
  ['2026-11-25T07:00:00Z', 'UTC', undefined, false],
  ['2026-11-25T17:00:00Z', 'UTC', '2026-11-24', true],
  ['2026-11-25T17:00:00Z', 'UTC', '2026-11-25', false],
  ['2026-11-25T05:30:00Z', 'Europe/Madrid', '2026-11-24', true],
  ['2026-11-25T04:59:00Z', 'Europe/Madrid', '2026-11-24', false],
  // Six in the morning of the 26th there.
  ['2026-11-25T21:00:00Z', 'Asia/Tokyo', '2026-11-25', true],
])('is due at %s in %s after %s: %s', (at, timezone, newest, expected) => {
  expect(isDue({ at: '06:00', timezone }, new Date(at), newest)).toBe(expected)
})

test.each([
  ['2026-11-25T23:30:00Z', 'Europe/Madrid', { date: '2026-11-26', minutes: 30 }],
  ['2026-11-25T00:00:00Z', 'UTC', { date: '2026-11-25', minutes: 0 }],
  ['2026-03-29T01:30:00Z', 'Europe/Madrid', { date: '2026-03-29', minutes: 210 }],
  ['2026-11-25T00:10:00Z', 'America/New_York', { date: '2026-11-24', minutes: 1150 }],
])('knows what a clock shows: %s in %s', (at, timezone, expected) => {
  expect(localTime(new Date(at), timezone)).toEqual(expected)
})

test.each([
  ['2026-11-25', true],
  ['2026-02-30', false],
  ['2026-13-01', false],
  ['25.11.2026', false],
  ['2026-1-5', false],
])('knows a day: %s %s', (text, expected) => {
  expect(isDate(text)).toBe(expected)
})

test.each([
  [59_000, 'less than a minute'],
  [60_000, '1 minute'],
  [3_599_000, '59 minutes'],
  [3_600_000, '1 hour'],
  [47 * 3_600_000, '47 hours'],
  [48 * 3_600_000, '2 days'],
])('says %i ms as people do: %s', (ms, words) => {
  expect(spanInWords(ms)).toBe(words)
})

test('is asked for every hour', () => {
  expect(digestCron('06:05')).toBe('5 * * * *')
})

describe('the state', () => {
  const now = new Date('2026-11-24T12:00:00Z')
  const before = new Date('2026-11-24T11:00:00Z')
  const after = new Date('2026-11-24T13:00:00Z')
  const snooze = { author: teammate(), kind: 'snooze', text: '' } as const
  const woken = { author: operator, kind: 'open', text: '' } as const

  test.each([
    ['open', aConversation(), 'open'],
    ['closed', aConversation([], { state: 'closed' }), undefined],
    ['asleep', aConversation([snooze], { state: 'snoozed', snoozedUntil: after }), undefined],
    ['asleep without an end', aConversation([snooze], { state: 'snoozed' }), undefined],
    ['overslept', aConversation([snooze], { state: 'snoozed', snoozedUntil: before }), 'snooze_over'],
    ['woken', aConversation([snooze, woken]), 'snooze_over'],
    ['woken and answered', aConversation([snooze, woken, { author: teammate() }]), 'open'],
    ['woken by the contact', aConversation([snooze, { kind: 'open', text: 'Still there?' }]), 'open'],
  ] as const)('of a conversation that is %s', (_name, conversation, expected) => {
    expect(stateOf(conversation, now)).toBe(expected)
  })
})

test('works through a list with few at once, and keeps its order', async () => {
  const running = { now: 0, most: 0 }
  const results = await fewAtOnce([3, 1, 2, 5, 4], 2, async (number) => {
    running.now += 1
    running.most = Math.max(running.most, running.now)
    await new Promise((resolve) => setImmediate(resolve))
    running.now -= 1
    return number * 10
  })
  expect(results).toEqual([30, 10, 20, 50, 40])
  expect(running.most).toBe(2)
})
