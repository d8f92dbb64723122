import { expect, test } from 'vitest'
import { bitingSwitches, type FileModes, modesInForce } from '../../src/decision/modes-in-force.ts'
import type { ModeSwitch } from '../../src/decision/effective-mode.ts'

const FILE: FileModes = {
  mode: 'suggest',
  topics: [{ name: 'billing', mode: 'auto' }, { name: 'data', mode: 'off' }, { name: 'product' }],
}

test.each<[string, readonly ModeSwitch[], Record<string, string>]>([
  ['no switch', [], { '*': 'suggest', billing: 'auto', data: 'off', product: 'suggest', other: 'suggest' }],
  [
    'one for everything',
    [{ topic: '*', mode: 'shadow' }],
    { '*': 'shadow', billing: 'shadow', data: 'off', product: 'shadow', other: 'shadow' },
  ],
  [
    'one for a topic that follows the rest',
    [{ topic: 'product', mode: 'off' }],
    { '*': 'suggest', billing: 'auto', data: 'off', product: 'off', other: 'suggest' },
  ],
  [
    'both, of which the more cautious counts',
    [
      { topic: '*', mode: 'suggest' },
      { topic: 'billing', mode: 'shadow' },
    ],
    { '*': 'suggest', billing: 'shadow', data: 'off', product: 'suggest', other: 'suggest' },
  ],
  [
    'auto for everything',
    [{ topic: '*', mode: 'auto' }],
    { '*': 'suggest', billing: 'auto', data: 'off', product: 'suggest', other: 'suggest' },
  ],
])('in force with %s', (_case, switches, expected) => {
  const modes = modesInForce(FILE, switches).map(({ topic, mode }) => [topic, mode])
  expect(Object.fromEntries(modes)).toEqual(expected)
})

test.each<[ModeSwitch, boolean]>([
  [{ topic: '*', mode: 'suggest' }, true],
  [{ topic: '*', mode: 'auto' }, false],
  [{ topic: 'data', mode: 'suggest' }, false],
  [{ topic: 'billing', mode: 'suggest' }, true],
  [{ topic: 'product', mode: 'suggest' }, false],
  [{ topic: 'gone', mode: 'off' }, false],
])('the switch %o makes a difference: %s', (row, bites) => {
  expect(bitingSwitches(FILE, [row])).toEqual(bites ? [row] : [])
})
