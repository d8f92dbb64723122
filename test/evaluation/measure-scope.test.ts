import { expect, test } from 'vitest'
import { measureScope } from '../../src/evaluation/measure-scope.ts'

const examples = (answerable: readonly number[], unanswerable: readonly number[]) => [
  ...answerable.map((relevance) => ({ relevance, isAnswerable: true })),
  ...unanswerable.map((relevance) => ({ relevance, isAnswerable: false })),
]

test.each([
  ['told apart wholly', [0.9, 0.8], [0.1, 0.2], { unanswerable: 2, auroc: 1, caughtAt95: 1 }],
  ['the wrong way round', [0.1], [0.9], { unanswerable: 1, auroc: 0, caughtAt95: 0 }],
  ['alike', [0.5], [0.5], { unanswerable: 1, auroc: 0.5, caughtAt95: 0 }],
  ['half of them', [0.4, 0.6], [0.5], { unanswerable: 1, auroc: 0.5, caughtAt95: 0 }],
])('relevance that is %s', (_name, answerable, unanswerable, expected) => {
  expect(measureScope(examples(answerable, unanswerable))).toEqual(expected)
})

test('is nothing to be measured where every question, or none, is answered', () => {
  expect(measureScope(examples([0.9], []))).toBeUndefined()
  expect(measureScope(examples([], [0.9]))).toBeUndefined()
})
