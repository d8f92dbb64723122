import { expect, test } from 'vitest'
import { pairsOf } from './count-pairs.ts'

test.each([
  ['as labelled', [['a', 'a'], ['b']], { precision: 1, recall: 1 }],
  ['one of three apart', [['a', 'a'], ['a']], { precision: 1, recall: 1 / 3 }],
  ['all in one', [['a', 'a', 'b', 'b']], { precision: 1 / 3, recall: 1 }],
  ['all alone', [['a'], ['a']], { precision: 1, recall: 0 }],
  ['nothing', [], { precision: 1, recall: 1 }],
])('judges pairs: %s', (_case, groups, scores) => {
  expect(pairsOf(groups)).toEqual(scores)
})
