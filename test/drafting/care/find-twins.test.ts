import { expect, test } from 'vitest'
import { findTwins, sketchArticle } from '../../../src/drafting/care/find-twins.ts'
import type { ServedArticle } from '../../../src/store/served-articles.ts'
import { aServedArticle } from './a-served-article.ts'

/** A text of its own for each name, long enough that its sketch is a sample. */
const textOf = (name: string, words = 400) =>
  Array.from({ length: words }, (_, index) => `${name}word${index}`).join(' ')

const twinsOf = (...articles: readonly Partial<ServedArticle>[]) =>
  findTwins(articles.map((article, number) => sketchArticle(aServedArticle(article), number)))

test('finds an article that was copied, and one that was changed a little, the most alike first', async () => {
  const edited = textOf('a').replace('aword7 ', 'seven ').replace('aword300 ', '')
  const twins = await twinsOf(
    { texts: [textOf('a')] },
    { texts: [textOf('b')] },
    { texts: [edited] },
    { texts: [textOf('b')] },
  )
  expect(twins).toEqual([
    { one: 1, other: 3, share: 1 },
    { one: 0, other: 2, share: expect.any(Number) },
  ])
})

test('short articles count as a whole', async () => {
  expect(await twinsOf({}, { title: 'Refunds' }, { title: 'Taxes', texts: ['VAT is added.'] })).toEqual([
    { one: 0, other: 1, share: 1 },
  ])
})

test.each<[string, readonly Partial<ServedArticle>[]]>([
  ['half of it is shared', [{ texts: [textOf('a')] }, { texts: [textOf('a', 200), textOf('b', 200)] }]],
  ['they are in different languages', [{ locale: 'en' }, { locale: 'de' }]],
  [
    'only a footer of the house is shared',
    Array.from({ length: 40 }, (_, index) => ({
      texts: [textOf(`n${index}`, 60), textOf('footer', 40)],
    })),
  ],
])('are none where %s', async (_name, articles) => {
  expect(await twinsOf(...articles)).toEqual([])
})

test('the order of the articles changes only their numbers', async () => {
  const articles = [{ texts: [textOf('a')] }, { texts: [textOf('b')] }, { texts: [textOf('a')] }]
  expect((await twinsOf(...articles)).map(({ share }) => share)).toEqual(
    (await twinsOf(...articles.toReversed())).map(({ share }) => share),
  )
})
