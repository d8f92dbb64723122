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

const goers = (window: RateWindow, share: number, need = 1): readonly Lane[] =>
  LANES.filter((lane) => judgeWindow(window, share, { lane, waited: 0, need }).kind === 'go')

const FIVE = ['reply', 'hand_off', 'note', 'turn', 'sync']
test.each([
  ['nothing is taken', aWindow(), 0.5, LANES],
  ['just under a quarter of our share is taken', aWindow({ taken: 124 }), 0.5, LANES],
  ['a quarter of our share is taken', aWindow({ taken: 125 }), 0.5, FIVE],
  ['two of five parts are taken', aWindow({ taken: 200 }), 0.5, ['reply', 'hand_off', 'note', 'turn']],
  ['three of five parts are taken', aWindow({ taken: 300 }), 0.5, ['reply', 'hand_off', 'note']],
  ['nine of ten are taken', aWindow({ taken: 450 }), 0.5, ['reply', 'hand_off']],
  ['nineteen of twenty are taken', aWindow({ taken: 475 }), 0.5, ['reply']],
  ['one permit is left', aWindow({ taken: 499 }), 0.5, ['reply']],
  ['our share is taken', aWindow({ taken: 500 }), 0.5, []],
  ['more than our share is taken, since the limit was lowered', aWindow({ taken: 900 }), 0.5, []],
  ['the whole limit is ours', aWindow({ taken: 300 }), 1, FIVE],
  ['others keep within their part', aWindow({ others: 500 }), 0.5, LANES],
  ['others eat into our part', aWindow({ others: 700 }), 0.5, ['reply', 'hand_off', 'note', 'turn']],
  ['others leave one call', aWindow({ others: 600, taken: 399 }), 0.5, ['reply']],
  ['others have used up the limit', aWindow({ others: 1_000 }), 0.5, []],
  ['a tiny share is still one call', aWindow({ limit: 3 }), 0.1, LANES],
  ['a tiny window is full', aWindow({ limit: 4 }), 1, LANES],
  ['one call of a tiny window is taken', aWindow({ limit: 4, taken: 1 }), 1, ['reply', 'hand_off', 'note']],
] as const)('says who may go when %s', (_case, window, share, lanes) => {
  expect(goers(window, share)).toEqual(lanes)
})

test.each([
  ['there is room for all of it', aWindow({ taken: 470 }), 5, ['reply', 'hand_off']],
  ['some of it has no room', aWindow({ taken: 471 }), 5, ['reply']],
  ['the last of it has no room', aWindow({ taken: 496 }), 5, []],
  ['a full window is smaller than it', aWindow({ limit: 6 }), 5, LANES],
  ['a begun window is smaller than it', aWindow({ limit: 6, taken: 1 }), 5, []],
] as const)('lets a read go that writes follow only with them: %s', (_case, window, need, lanes) => {
  expect(goers(window, 0.5, need)).toEqual(lanes)
})

test('lets each lane wait until the reset, the most urgent a little less', () => {
  const empty = aWindow({ taken: 500 })
  const waits = LANES.map((lane) => judgeWindow(empty, 0.5, { lane, waited: 0, need: 1 }))
  expect(waits).toEqual(
    [4_000, 4_050, 4_100, 4_150, 4_200, 4_250].map((waitMs) => ({ kind: 'wait', waitMs })),
  )
})

test.each(LANES.map((lane) => [lane]))(
  'lets %s go in the end, where only one turn could still be ended',
  (lane) => {
    const low = aWindow({ taken: 494 })
    const windows = Array.from(
      { length: 20 },
      (_, waited) => judgeWindow(low, 0.5, { lane, waited, need: 1 }).kind,
    )
    expect(windows.indexOf('go')).toBeLessThanOrEqual(7)
    expect(windows.indexOf('go')).toBeGreaterThanOrEqual(lane === 'reply' ? 0 : 1)
  },
)

test('counts what is left for a lane, never below nothing', () => {
  const window = aWindow({ taken: 250 })
  expect(LANES.map((lane) => leftFor(window, 0.5, { lane, waited: 0 }))).toEqual([250, 225, 200, 50, 0, 0])
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
