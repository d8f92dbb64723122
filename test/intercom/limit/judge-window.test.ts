import { expect, test } from 'vitest'
import { LANES, type Lane } from '../../../src/domain/lane.ts'
import type { RateWindow, ToldWindow } from '../../../src/domain/rate-window.ts'
import { isNews, judgeWindow, leftFor, sizeOf } from '../../../src/intercom/limit/judge-window.ts'

const aWindow = (facts: Partial<RateWindow> = {}): RateWindow => ({
  serial: 1,
  endsInMs: 4_000,
  limit: 1_000,
  taken: 0,
  others: 0,
  ...facts,
})

const goers = (window: RateWindow, share: number, waited = 0): readonly Lane[] =>
  LANES.filter((lane) => judgeWindow(window, share, { lane, waited }).kind === 'go')

const ALL = LANES
test.each([
  ['nothing is taken', aWindow(), 0.5, ALL],
  ['just under half of our share is taken', aWindow({ taken: 249 }), 0.5, ALL],
  ['half of our share is taken', aWindow({ taken: 250 }), 0.5, ['reply', 'hand_off', 'note', 'sync']],
  ['three quarters are taken', aWindow({ taken: 375 }), 0.5, ['reply', 'hand_off', 'note']],
  ['nine tenths are taken', aWindow({ taken: 450 }), 0.5, ['reply', 'hand_off']],
  ['nineteen of twenty are taken', aWindow({ taken: 475 }), 0.5, ['reply']],
  ['one permit is left', aWindow({ taken: 499 }), 0.5, ['reply']],
  ['our share is taken', aWindow({ taken: 500 }), 0.5, []],
  ['more than our share is taken, since the limit was lowered', aWindow({ taken: 900 }), 0.5, []],
  ['the whole limit is ours', aWindow({ taken: 500 }), 1, ['reply', 'hand_off', 'note', 'sync']],
  ['others keep within their part', aWindow({ others: 500 }), 0.5, ALL],
  ['others eat into our part', aWindow({ others: 800 }), 0.5, ['reply', 'hand_off', 'note', 'sync']],
  ['others leave one call', aWindow({ others: 600, taken: 399 }), 0.5, ['reply']],
  ['others have used up the limit', aWindow({ others: 1_000 }), 0.5, []],
  ['a tiny share is still one call', aWindow({ limit: 3 }), 0.1, ALL],
] as const)('says who may go when %s', (_case, window, share, lanes) => {
  expect(goers(window, share)).toEqual(lanes)
})

test('lets each lane wait until the reset, the most urgent a little less', () => {
  const empty = aWindow({ taken: 500 })
  const waits = LANES.map((lane) => judgeWindow(empty, 0.5, { lane, waited: 0 }))
  expect(waits).toEqual([4_000, 4_050, 4_100, 4_150, 4_200].map((waitMs) => ({ kind: 'wait', waitMs })))
})

test.each(LANES.map((lane) => [lane]))('lets %s have the last permit after some windows at most', (lane) => {
  const last = aWindow({ taken: 499 })
  const windows = Array.from({ length: 20 }, (_, waited) => judgeWindow(last, 0.5, { lane, waited }).kind)
  expect(windows.indexOf('go')).toBeLessThanOrEqual(8)
  expect(windows.indexOf('go')).toBeGreaterThanOrEqual(lane === 'reply' ? 0 : 1)
})

test('counts what is left for a lane, never below nothing', () => {
  const window = aWindow({ taken: 400 })
  expect(LANES.map((lane) => leftFor(window, 0.5, { lane, waited: 0 }))).toEqual([100, 75, 50, 0, 0])
  expect(sizeOf({ limit: 1_666 }, 0.5)).toBe(833)
})

const aTold = (facts: Partial<ToldWindow> = {}): ToldWindow => ({
  limit: 1_000,
  remaining: 900,
  endsInMs: 4_000,
  ...facts,
})

test.each([
  ['the same', aTold(), false],
  ['an end told in whole seconds', aTold({ endsInMs: 4_900 }), false],
  ['another limit', aTold({ limit: 2_000 }), true],
  ['an end that we did not know', aTold({ endsInMs: 9_000 }), true],
  ['that others use their own part', aTold({ remaining: 450 }), false],
  ['that others eat into our part', aTold({ remaining: 350 }), true],
  ['that nothing is left', aTold({ remaining: 0 }), true],
])('writes down what an answer tells only if it matters: %s', (_case, told, news) => {
  expect(isNews(aWindow({ taken: 100 }), told, 0.5)).toBe(news)
})
