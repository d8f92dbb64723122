import { expect, test } from 'vitest'
import { until } from '../../support/a-talk.ts'
import type { DeathOrder } from '../service/create-steps.ts'
import { type KeepOptions, keepInstances } from './keep-instances.ts'
import type { Instance } from './start-instance.ts'

const PLACE: DeathOrder = { point: 'turn/db:3', moment: 'after', nth: 1 }

/** Instances that are ready at once; `as` says how each one ends. */
function aService(
  as: (nth: number, order: DeathOrder | undefined) => 'lives' | 'dies as ordered' | 'ends by itself',
) {
  const started: (DeathOrder | undefined)[] = []
  const inside = new Set<string>()
  const alive = new Set<number>()
  const start: KeepOptions['start'] = ({ order, onTold }): Instance => {
    const nth = started.push(order)
    alive.add(nth)
    const { promise: ended, resolve } = Promise.withResolvers<Awaited<Instance['ended']>>()
    const end = (kind: 'killed' | 'by_itself') => {
      alive.delete(nth)
      resolve({ kind })
    }
    const how = as(nth, order)
    if (how === 'dies as ordered' && order) {
      onTold({ kind: 'died', order })
      end('killed')
    }
    if (how === 'ends by itself') end('by_itself')
    return { ready: Promise.resolve(`http://instance-${nth}`), ended, kill: async () => end('killed') }
  }
  const door = {
    enter: (url: string) => void inside.add(url),
    leave: (url: string) => void inside.delete(url),
  }
  return { start, door, started, inside, alive }
}

const hunted = (order?: DeathOrder) => ({ livesMs: 1, ...(order && { order }) })
const forEver = { livesMs: 60_000 }

test('instances die and are started again, until they may rest', async () => {
  const { start, door, started, inside, alive } = aService(() => 'lives')
  const instances = keepInstances({
    slots: 2,
    launches: Array.from({ length: 9 }, () => hunted()),
    door,
    start,
  })
  await until('nine have lived', () => started.length > 9)
  await instances.rest()
  expect([alive.size, inside.size]).toEqual([2, 2])
  expect(instances.counts()).toMatchObject({ kills: started.length - 2, exits: 0 })
  await instances.end()
  expect([alive.size, inside.size]).toEqual([0, 0])
})

test('who did not come by its place to die is sent there again, instead of one to a place that was died at', async () => {
  const { start, door, started } = aService((nth) => (nth === 1 ? 'lives' : 'dies as ordered'))
  const other: DeathOrder = { ...PLACE, point: 'turn/db:4' }
  const launches = [hunted(PLACE), hunted(other), hunted(), hunted(other)]
  const instances = keepInstances({ slots: 1, launches, door, start })
  await until('everybody has lived', () => started.length > launches.length)
  await instances.end()
  expect(started.slice(0, 4)).toEqual([PLACE, other, undefined, PLACE])
  expect(instances.counts().died).toEqual({ 'turn/db:3:after': 1, 'turn/db:4:after': 1 })
})

test('is sent there once more only, however often it does not come by', async () => {
  const { start, door, started } = aService((_, order) =>
    order?.point === PLACE.point ? 'lives' : 'dies as ordered',
  )
  const other: DeathOrder = { ...PLACE, point: 'turn/db:4' }
  const launches = [hunted(PLACE), ...Array.from({ length: 7 }, () => hunted(other))]
  const instances = keepInstances({ slots: 1, launches, door, start })
  await until('everybody has lived', () => started.length > launches.length)
  await instances.end()
  expect(started.filter((order) => order?.point === PLACE.point)).toHaveLength(2)
})

test('whoever ends by itself although it was ready is counted, also at rest', async () => {
  const { start, door, inside } = aService((nth) => (nth === 2 ? 'lives' : 'ends by itself'))
  const instances = keepInstances({ slots: 1, launches: [hunted(), forEver], door, start })
  await until('the second lives', () => inside.has('http://instance-2'))
  await instances.rest()
  await until('the third is gone', () => inside.size === 0)
  expect(instances.counts()).toMatchObject({ kills: 1, exits: 2 })
})

test('at the end all die, and nobody follows', async () => {
  const { start, door, started, alive } = aService(() => 'lives')
  const instances = keepInstances({
    slots: 3,
    launches: Array.from({ length: 9 }, () => forEver),
    door,
    start,
  })
  await until('three live', () => alive.size === 3)
  await instances.end()
  expect([alive.size, started.length]).toEqual([0, 3])
})
