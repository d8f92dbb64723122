import { expect, test } from 'vitest'
import { PATIENCE } from '../../../src/domain/patience.ts'
import { crashPoints } from './crash-points.ts'
import { makeSchedule, type ScheduleOptions } from './make-schedule.ts'
import { countOddWebhooks, type Schedule } from './schedule.ts'

const SIZES = { scenes: 300, playMs: 60_000, mind: 'model', databaseRestarts: 2, hurry: 1 } as const
const drawn = (more: Partial<ScheduleOptions> = {}): Schedule => makeSchedule({ seed: 1, ...SIZES, ...more })

/** Every number that stands under a name, wherever. */
function numbersUnder(schedule: Schedule, name: string): readonly number[] {
  const found: number[] = []
  JSON.stringify(schedule, (key, value: unknown) => {
    if (key === name && typeof value === 'number') found.push(value)
    return value
  })
  return found
}

test('the same seed gives the same schedule, another seed another one', () => {
  expect(drawn()).toEqual(drawn())
  expect(drawn({ seed: 2 })).not.toEqual(drawn())
})

test('an instance is sent to every place to die at before it is sent to any of them again', () => {
  const places = crashPoints('model')
  const ordered = drawn()
    .launches.flatMap(({ order }) => (order ? [`${order.point}:${order.moment}`] : []))
    .slice(0, places.length)
  expect(ordered.toSorted()).toEqual([...places].toSorted())
})

test('instances are sent only where they are told to be sent', () => {
  const sentTo = (...at: readonly string[]) =>
    new Set(drawn({ at }).launches.flatMap(({ order }) => (order ? [`${order.point}:${order.moment}`] : [])))
  expect(sentTo('turn/db:2', 'sweep/queue')).toEqual(
    new Set(['turn/db:2:before', 'turn/db:2:after', 'sweep/queue:1:before', 'sweep/queue:1:after']),
  )
  expect(sentTo('turn/model:1:before')).toEqual(new Set(['turn/model:1:before']))
})

test('the model is no place to die at where none is asked', () => {
  expect(crashPoints('extractive').filter((place) => place.includes('model'))).toEqual([])
  expect(crashPoints('model')).toContain('turn/model:1:before')
})

test('everything goes wrong at some time, but nothing is invisible for longer than what is promised', () => {
  const schedule = drawn()
  const troubles = schedule.scenes
    .flatMap(({ acts }) => acts)
    .flatMap((act) => (act.kind === 'trouble' ? act.troubles.map(({ fault }) => JSON.stringify(fault)) : []))
  for (const trouble of [
    '"status":429',
    '"timeout":"before"',
    '"timeout":"after"',
    '"race"',
    '<html>',
    '"effect":"done"',
  ])
    expect(troubles.filter((text) => text.includes(trouble)).length, trouble).toBeGreaterThan(0)
  expect(countOddWebhooks(schedule)).toBeGreaterThan(0)
  const late = [...numbersUnder(schedule, 'late_ms'), ...numbersUnder(schedule, 'visible_after_ms')]
  expect(late.length).toBeGreaterThan(0)
  expect(Math.max(...late)).toBeLessThanOrEqual(PATIENCE.lookUntilMs - PATIENCE.postTimeoutMs)
})

test('whoever is in a hurry waits less long for what is late', () => {
  const longest = (schedule: Schedule) => Math.max(...numbersUnder(schedule, 'late_ms'))
  expect(longest(drawn({ hurry: 5 }))).toBe(Math.round(longest(drawn()) / 5))
})
