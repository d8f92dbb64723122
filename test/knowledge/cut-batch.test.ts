import { expect, test } from 'vitest'
import { cutBatch, MOST_TEXTS } from '../../src/knowledge/cut-batch.ts'

/** `aab`: two chunks of article a, one of b, each of so many letters. */
const chunks = (articles: string, letters = 1) =>
  [...articles].map((articleVersion) => ({ articleVersion, text: 'x'.repeat(letters) }))
const cut = (...waiting: Parameters<typeof chunks>) =>
  cutBatch(chunks(...waiting))
    .map(({ articleVersion }) => articleVersion)
    .join('')

const many = (article: string, count = MOST_TEXTS) => article.repeat(count)

test.each([
  ['nothing', '', 1, ''],
  ['few', 'aab', 1, 'aab'],
  ['exactly as many as fit', many('a'), 1, many('a')],
  ['an article that would be cut', `aa${many('b')}`, 1, 'aa'],
  ['one article that is too long by itself', many('a', MOST_TEXTS + 1), 1, many('a')],
  ['two that fit, and a third that would be cut', `ab${many('c')}`, 1, 'ab'],
  ['long texts', 'abcd', 40_000, 'ab'],
  ['long texts of one article', 'aaaa', 40_000, 'aa'],
  ['a single text that is longer than all may be', 'ab', 200_000, 'a'],
])('%s', (_, articles, letters, batch) => {
  expect(cut(articles, letters)).toBe(batch)
})
