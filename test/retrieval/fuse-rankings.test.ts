import { describe, expect, test } from 'vitest'
import { cutFindings } from '../../src/retrieval/cut-findings.ts'
import { fuseRankings } from '../../src/retrieval/fuse-rankings.ts'

const fuse = (lexical: string, vector: string) =>
  fuseRankings({ lexical: [...lexical], vector: [...vector] }, (letter) => letter)
const order = (...rankings: Parameters<typeof fuse>) =>
  fuse(...rankings)
    .map(({ item }) => item)
    .join('')

test.each([
  ['abc', '', 'abc', 'one half alone keeps its order'],
  ['', 'abc', 'abc', 'the other half alone does, too'],
  ['abc', 'abc', 'abc', 'what both agree on stays'],
  ['ab', 'ba', 'ab', 'where they disagree evenly, words go first'],
  ['abc', 'cb', 'cba', 'what both have found comes before what one has, however high'],
  ['a', 'b', 'ab', 'the first of the words comes before the first of the vectors'],
  ['', '', '', 'nothing stays nothing'],
])('%s and %s become %s: %s', (lexical, vector, fused) => {
  expect(order(lexical, vector)).toBe(fused)
})

test('adds 1 / (60 + place) for each half, and says both places', () => {
  expect(fuse('ab', 'cb')).toEqual([
    { item: 'b', score: 1 / 62 + 1 / 62, ranks: { lexical: 2, vector: 2 } },
    { item: 'a', score: 1 / 61, ranks: { lexical: 1 } },
    { item: 'c', score: 1 / 61, ranks: { vector: 1 } },
  ])
})

describe('cutting', () => {
  const ranked = ['a1', 'a2', 'a3', 'b1', 'c1'].map((id) => ({ id, article: id.charAt(0) }))
  const cut = (perArticle: number, limit: number) =>
    cutFindings(ranked, { perArticle, limit }).map(({ id }) => id)

  test.each([
    [2, 8, ['a1', 'a2', 'b1', 'c1']],
    [1, 8, ['a1', 'b1', 'c1']],
    [2, 3, ['a1', 'a2', 'b1']],
  ])('keeps %i of an article and %i in all', (perArticle, limit, kept) => {
    expect(cut(perArticle, limit)).toEqual(kept)
  })
})
