import { expect, test } from 'vitest'
import { isOneEditAway } from '../../src/retrieval/is-one-edit-away.ts'

test.each([
  ['a letter left out', 'refnd', 'refund', true],
  ['a letter too many', 'refuund', 'refund', true],
  ['a letter at the end', 'refunds', 'refund', true],
  ['another letter', 'rufund', 'refund', true],
  ['two letters swapped', 'refudn', 'refund', true],
  ['the word itself', 'refund', 'refund', false],
  ['two letters left out', 'rfnd', 'refund', false],
  ['two other letters', 'rafand', 'refund', false],
  ['letters swapped across another', 'rdfune', 'refund', false],
  ['letters outside the basic plane', 'a😀b', 'a😁b', true],
])('%s', (_, typed, known, expected) => {
  expect(isOneEditAway(typed, known)).toBe(expected)
})
