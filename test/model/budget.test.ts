import { expect, test } from 'vitest'
import { Settings } from '../../src/config/settings.ts'
import { createReadBudget } from '../../src/model/budget.ts'
import { aDatabase } from '../support/a-database.ts'
import { aModelServer, answer } from './a-model-server.ts'
import { anAbout, anAskModel, RIGHT } from './an-ask-model.ts'

const { db } = aDatabase()
const server = aModelServer()
/** What one answer of the server costs at these prices. */
const ONE = 0.0024
const limits = (perDay?: number): Settings['limits'] => ({
  ...Settings.parse({}).limits,
  ...(perDay && { model_spend_per_day: perDay }),
})
const right = { kind: 'answer', value: RIGHT }
const overBudget = { kind: 'failed', because: 'over_budget' }

/** Asks again and again about one workspace, at the moment that is told. */
function aDay(perDay: number | undefined, prices?: Settings['prices']) {
  const { appId } = anAbout()
  const clock = { now: new Date('2026-11-24T22:00:00Z') }
  const now = () => clock.now
  const door = anAskModel(db(), server.baseUrl(), { limits: limits(perDay), now, ...(prices && { prices }) })
  return {
    clock,
    lines: door.lines,
    ask: () => door.ask({ about: { ...anAbout(), appId } }),
    budget: () => createReadBudget({ db: db(), limits: limits(perDay), now })(appId),
  }
}

test('stops asking when the day has cost its limit, says so once, and goes on at midnight UTC', async () => {
  server.play(answer(RIGHT))
  const { ask, budget, clock, lines } = aDay(1.5 * ONE)
  expect(await budget()).toEqual({ spentUsd: 0, limitUsd: 1.5 * ONE, reached: false })
  expect((await ask()).answer).toEqual(right)
  expect(await budget()).toMatchObject({ reached: false })
  expect((await ask()).answer).toEqual(right)
  const { answer: third, row } = await ask()
  expect(third).toEqual(overBudget)
  expect(row).toMatchObject({ outcome: 'over_budget', httpRequests: 0, usage: null, costUsd: null })
  expect((await ask()).answer).toEqual(overBudget)
  expect(server.heard).toHaveLength(2)
  expect((await budget()).spentUsd).toBeCloseTo(2 * ONE)
  expect(lines().filter((line) => line.includes('model spend limit reached'))).toHaveLength(1)
  clock.now = new Date('2026-11-24T23:59:59.999Z')
  expect(await budget()).toMatchObject({ reached: true })
  clock.now = new Date('2026-11-25T00:00:00Z')
  expect(await budget()).toMatchObject({ spentUsd: 0, reached: false })
  expect((await ask()).answer).toEqual(right)
})

test('counts each workspace by itself', async () => {
  server.play(answer(RIGHT))
  const one = aDay(ONE / 2)
  const other = aDay(ONE / 2)
  await one.ask()
  expect((await one.ask()).answer).toEqual(overBudget)
  expect((await other.ask()).answer).toEqual(right)
})

test('has no end without a limit, and knows what was spent', async () => {
  server.play(answer(RIGHT))
  const { ask, budget } = aDay(undefined)
  await ask()
  expect((await budget()).spentUsd).toBeCloseTo(ONE)
  expect(await budget()).not.toHaveProperty('limitUsd')
})

test('counts nothing for a model whose price is unknown', async () => {
  server.play(answer(RIGHT))
  const { ask, budget } = aDay(ONE / 2, {})
  await ask()
  expect(await budget()).toMatchObject({ spentUsd: 0, reached: false })
})
