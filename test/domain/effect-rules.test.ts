import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { EFFECT_KINDS } from '../../src/domain/effect.ts'
import { EFFECT_RULES, laneOf } from '../../src/domain/effect-rules.ts'
import { ROOT } from '../project/source-files.ts'

const LOOKED_FOR = { part: 'our part', state: 'the state' }
const LANES = { reply: 'replies', hand_off: 'hand-offs', note: 'notes' }

test('docs/turns.md shows the table as the code has it, and no other line', () => {
  const page = readFileSync(join(ROOT, 'docs/turns.md'), 'utf8')
  const [, table = ''] = page.split('| Effect | Becomes |')
  const shown = [...table.matchAll(/^\| `(\w+)` \|(.*)\|$/gm)].map(([, kind, cells = '']) => [
    kind,
    ...cells.split('|').map((cell) => cell.trim()),
  ])
  const known = EFFECT_KINDS.map((kind) => {
    const { becomes, seenBy, settledBy, mostAttempts, whenRefused, lane } = EFFECT_RULES[kind]
    const refused = whenRefused.replace('_', ' ')
    return [kind, becomes, seenBy, LOOKED_FOR[settledBy], String(mostAttempts), refused, LANES[lane]]
  })
  expect(shown).toEqual(known)
})

test('what cannot be told by a state is sent twice at most', () => {
  const byPart = EFFECT_KINDS.filter((kind) => EFFECT_RULES[kind].settledBy === 'part')
  expect(byPart.map((kind) => EFFECT_RULES[kind].mostAttempts)).toEqual(byPart.map(() => 2))
})

test('whatever a contact sees is looked for by its part: a state would not tell it from another', () => {
  const visible = EFFECT_KINDS.filter((kind) => EFFECT_RULES[kind].seenBy === 'contact')
  expect(visible.map((kind) => EFFECT_RULES[kind].settledBy)).toEqual(visible.map(() => 'part'))
})

test("a hand-off's note goes with it", () => {
  expect(laneOf({ kind: 'note', target: 'handoff' })).toBe('hand_off')
  expect(laneOf({ kind: 'note', target: 'draft' })).toBe('note')
})
