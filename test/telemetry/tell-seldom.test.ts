import { expect, test } from 'vitest'
import { createTellSeldom } from '../../src/telemetry/tell-seldom.ts'

test('tells each kind once in a while, and then how often it was left out', () => {
  const clock = { ms: 0 }
  const tellSeldom = createTellSeldom(10, () => clock.ms)
  const told: string[] = []
  const tell = (kind: string) => tellSeldom(kind, (leftOut) => told.push(`${kind} ${leftOut}`))
  for (const kind of ['a', 'a', 'b', 'a']) tell(kind)
  clock.ms = 10
  for (const kind of ['a', 'a', 'b']) tell(kind)
  clock.ms = 20
  tell('a')
  expect(told).toEqual(['a 0', 'b 0', 'a 2', 'b 0', 'a 1'])
})
