import { expect, test } from 'vitest'
import { createSteps, type DeathOrder } from './create-steps.ts'
import { readOrder, writeOrder } from './death-order.ts'

class Died extends Error {
  override readonly name = 'Died'
}

/** Steps whose process would die, and what was done in it. */
function aProcess(order?: DeathOrder) {
  const done: string[] = []
  const points: string[] = []
  const steps = createSteps({
    order,
    onReached: (point) => points.push(point),
    die: async () => {
      throw new Died()
    },
  })
  const call = (port: string) => steps.step(port, async () => done.push(port))
  return { steps, call, done, points }
}

test('calls are counted by where they are made', async () => {
  const { steps, call, points } = aProcess()
  await call('db')
  await call('db')
  steps.started()
  await steps.inScope('turn', async () => {
    await call('db')
    await call('intercom')
    await call('db')
  })
  await steps.inScope('turn', () => call('db'))
  await call('db')
  await call('db')
  expect(points).toEqual([
    'start/db:1',
    'start/db:2',
    'turn/db:1',
    'turn/intercom:1',
    'turn/db:2',
    'intake/db:1',
  ])
})

test('whoever dies before a call has not made it', async () => {
  const { call, done } = aProcess({ point: 'start/db:2', moment: 'before', nth: 1 })
  await call('db')
  await expect(call('db')).rejects.toThrow(Died)
  expect(done).toEqual(['db'])
})

test('whoever dies after a call has made it, and nobody hears of it', async () => {
  const { call, done } = aProcess({ point: 'start/db:2', moment: 'after', nth: 1 })
  await call('db')
  await expect(call('db')).rejects.toThrow(Died)
  expect(done).toEqual(['db', 'db'])
})

test('a place may be come by some times before', async () => {
  const { steps, call, done } = aProcess({ point: 'turn/db:1', moment: 'before', nth: 2 })
  await steps.inScope('turn', () => call('db'))
  await expect(steps.inScope('turn', () => call('db'))).rejects.toThrow(Died)
  expect(done).toEqual(['db'])
})

test('an order is read as it was written', () => {
  const order = { point: 'turn/intercom:3', moment: 'after', nth: 2 } as const
  expect(readOrder(writeOrder(order))).toEqual(order)
})

test.each([undefined, '', 'turn/db', 'turn/db:1:meanwhile:1'])('%j is no order', (text) => {
  expect(readOrder(text)).toBeUndefined()
})
