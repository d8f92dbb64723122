import { expect, test } from 'vitest'
import { examine } from '../../../src/commands/doctor/examine.ts'
import { findingsOf } from '../../../src/commands/doctor/finding.ts'

const fine = { name: 'Fine', look: async () => [findingsOf('Fine').ok('all well')] }

test('one that breaks and one that never ends hide nothing, and quote nothing', async () => {
  const broken = {
    name: 'Broken',
    look: async () => {
      throw Object.assign(new Error('secret words'), { code: 'EBADF' })
    },
  }
  const endless = { name: 'Endless', look: () => new Promise<never>(() => {}) }
  const findings = await examine([endless, broken, fine], { limitMs: 20 })
  expect(findings.map(({ check, level }) => [check, level])).toEqual([
    ['Endless', 'fail'],
    ['Broken', 'fail'],
    ['Fine', 'ok'],
  ])
  expect(findings[1]?.found).toBe('broke off (EBADF)')
  expect(JSON.stringify(findings)).not.toContain('secret words')
})

test('all run side by side, and are told in their order', async () => {
  const gate = Promise.withResolvers<void>()
  const waits = { name: 'Waits', look: () => gate.promise.then(() => [findingsOf('Waits').ok('late')]) }
  const opens = {
    name: 'Opens',
    look: async () => {
      gate.resolve()
      return [findingsOf('Opens').ok('early')]
    },
  }
  const findings = await examine([waits, opens], { limitMs: 10_000 })
  expect(findings.map(({ found }) => found)).toEqual(['late', 'early'])
})

test('tells what is still being looked at', async () => {
  const told: (readonly string[])[] = []
  await examine([fine, { ...fine, name: 'Also' }], { limitMs: 10_000, onProgress: (left) => told.push(left) })
  expect(told.map((left) => left.length)).toEqual([2, 1, 0])
})
