import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isInPilot, withinPilot } from '../../src/decision/pilot.ts'
import { AppId, ContactId } from '../../src/domain/ids.ts'
import type { Pilot } from '../../src/domain/policy.ts'
import { ANA, REF } from '../support/builders.ts'

const BEN = ContactId.parse('c2')
const aPilot = (overrides: Partial<Pilot> = {}): Pilot => ({
  appId: REF.appId,
  contacts: [],
  share: 0,
  ...overrides,
})

describe('who is in', () => {
  test.each<[string, Pilot | undefined, readonly ContactId[], boolean]>([
    ['everybody, without a pilot', undefined, [ANA], true],
    ['nobody known, without a pilot', undefined, [], true],
    ['a listed contact', aPilot({ contacts: [ANA] }), [ANA], true],
    ['a contact who is not listed', aPilot({ contacts: [ANA] }), [BEN], false],
    ['two listed contacts', aPilot({ contacts: [ANA, BEN] }), [BEN, ANA], true],
    ['a listed contact beside one who is not', aPilot({ contacts: [ANA] }), [ANA, BEN], false],
    ['nobody known, in a pilot of all', aPilot({ share: 1 }), [], false],
    ['anybody, in a pilot of all', aPilot({ share: 1 }), [ANA, BEN], true],
    ['a listed contact, whatever the share', aPilot({ contacts: [ANA], share: 1e-9 }), [ANA], true],
    ['a share too small for anybody', aPilot({ share: 1e-9 }), [ANA], false],
  ])('%s', (_case, pilot, contacts, expected) => {
    expect(isInPilot(pilot, contacts)).toBe(expected)
  })

  test('hangs on nothing but the ids: whoever was in stays in after an update', () => {
    const ids = ['6762f0dd1bb69f9f2193bb83', '5ba682d23d7cf92bef87bfd4', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6']
    const chosen = ids.filter((id) => isInPilot(aPilot({ share: 0.5 }), [ContactId.parse(id)]))
    expect(chosen).toEqual(['5ba682d23d7cf92bef87bfd4', 'c1', 'c3', 'c5', 'c6'])
  })
})

const anId = fc.stringMatching(/^[\x21-\x7e]{1,30}$/)
const aShare = fc.double({ min: 0, max: 1, noNaN: true })

describe('a share', () => {
  test('that grows keeps everybody who was in', () => {
    fc.assert(
      fc.property(anId, anId, aShare, aShare, (app, contact, one, other) => {
        const isIn = (share: number) =>
          isInPilot(aPilot({ appId: AppId.parse(app), share }), [ContactId.parse(contact)])
        const [smaller, larger] = [Math.min(one, other), Math.max(one, other)]
        expect(isIn(smaller) && !isIn(larger)).toBe(false)
        expect([isIn(0), isIn(1)]).toEqual([false, true])
      }),
    )
  })

  test('takes about that many, in every workspace and of ids that follow each other', () => {
    fc.assert(
      fc.property(anId, fc.nat(), aShare, (app, first, share) => {
        const pilot = aPilot({ appId: AppId.parse(app), share })
        const ids = Array.from({ length: 1_000 }, (_, index) => ContactId.parse(first + index))
        const chosen = ids.filter((id) => isInPilot(pilot, [id]))
        // Five standard deviations at most: chance alone fails one run in a million.
        expect(Math.abs(chosen.length / ids.length - share)).toBeLessThan(0.08)
      }),
    )
  })

  test('takes others in another workspace', () => {
    const ids = Array.from({ length: 200 }, (_, index) => ContactId.parse(index))
    const chosenIn = (app: string) =>
      ids.filter((id) => isInPilot(aPilot({ appId: AppId.parse(app), share: 0.5 }), [id]))
    expect(chosenIn('app1')).not.toEqual(chosenIn('app2'))
  })
})

test.each([
  ['auto', 'shadow'],
  ['suggest', 'shadow'],
  ['shadow', 'shadow'],
  ['off', 'off'],
] as const)('%s is %s for whoever is not in', (mode, outside) => {
  expect([withinPilot(mode, true), withinPilot(mode, false)]).toEqual([mode, outside])
})
