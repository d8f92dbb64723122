import { expect, test } from 'vitest'
import { scoreRanking } from '../../src/evaluation/score-ranking.ts'

test('a right document at the top scores 1 throughout', () => {
  expect(scoreRanking(['a', 'b'], new Set(['a']))).toEqual({ ndcg10: 1, recall5: 1, mrr10: 1, p1: 1 })
})

test('a right document in third place', () => {
  expect(scoreRanking(['a', 'b', 'c'], new Set(['c']))).toEqual({
    ndcg10: 0.5,
    recall5: 1,
    mrr10: 1 / 3,
    p1: 0,
  })
})

test('the ideal has no more than ten places', () => {
  const all = Array.from({ length: 20 }, (_, index) => String(index))
  expect(scoreRanking(all, new Set(all))).toMatchObject({ ndcg10: 1, recall5: 0.25 })
})

test('what comes after the tenth place counts for nothing', () => {
  const eleven = Array.from({ length: 11 }, (_, index) => String(index))
  expect(scoreRanking(eleven, new Set(['10']))).toEqual({ ndcg10: 0, recall5: 0, mrr10: 0, p1: 0 })
})
