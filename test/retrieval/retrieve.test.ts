import { describe, expect, test } from 'vitest'
import type { Article } from '../../src/domain/article.ts'
import { createSyncKnowledge } from '../../src/knowledge/sync-knowledge.ts'
import { createRetrieve, type RetrieveAsk } from '../../src/retrieval/retrieve.ts'
import { aStore } from '../knowledge/a-store.ts'
import { anArticle } from '../knowledge/an-article.ts'

const { db } = aStore()
const sync = (...articles: readonly Article[]) => createSyncKnowledge({ db: db() })(articles)
const ask = (question: string, overrides: Partial<RetrieveAsk> = {}) =>
  createRetrieve({ db: db() })({
    question,
    earlier: [],
    language: 'en',
    samples: 'skip',
    audiences: ['public'],
    ...overrides,
  })
const articlesFor = async (...asked: Parameters<typeof ask>) =>
  (await ask(...asked)).passages.map(({ article }) => article)

const refunds = anArticle()
const prices = anArticle({
  path: 'billing/prices.md',
  title: 'Prices',
  text: 'The Pro plan is 9 EUR a month.',
})
const password = anArticle({
  path: 'account/password.md',
  topic: 'account',
  title: 'Reset your password',
  url: 'https://help.example.com/password',
  text: 'Click "Forgot password" on the sign-in page. The link in the message works for one hour.',
})

describe('finding passages', () => {
  test('finds the article a question is about, with everything that a reply may cite', async () => {
    await sync(refunds, prices, password)
    const { question, passages } = await ask('How do I reset my password?')
    expect(question).toBe('How do I reset my password?')
    expect(passages[0]).toMatchObject({
      article: 'account/password.md',
      articleVersion: password.version,
      title: 'Reset your password',
      url: 'https://help.example.com/password',
      topic: 'account',
      locale: 'en',
      text: password.text,
      position: 0,
      rank: 1,
    })
  })

  test('finds other forms of a word, and misspelled ones', async () => {
    await sync(refunds, prices, password)
    expect((await articlesFor('refunding'))[0]).toBe('billing/refunds.md')
    expect((await articlesFor('I forgot my pasword'))[0]).toBe('account/password.md')
    expect((await articlesFor('refudn'))[0]).toBe('billing/refunds.md')
  })

  test('tells the words that name a subject, what they were taken for, and how much they tell', async () => {
    await sync(refunds, prices, password)
    const { words = [] } = await ask('How do I reset my pasword when the message is a refund?')
    expect(words.map(({ written, meant }) => [written, meant])).toEqual([
      ['reset', 'reset'],
      ['pasword', 'password'],
      ['messag', 'messag'],
      ['refund', 'refund'],
    ])
    expect(words.every(({ weight }) => weight > 0)).toBe(true)
  })

  test('returns nothing, with relevance 0, when nothing fits or nothing is there', async () => {
    expect(await ask('refund')).toMatchObject({ passages: [], relevance: 0 })
    await sync(refunds)
    expect(await ask('helicopter')).toMatchObject({ passages: [], relevance: 0 })
    expect(await ask('what is it?')).toMatchObject({ passages: [], relevance: 0 })
    expect(await ask('')).toMatchObject({ passages: [], relevance: 0 })
  })

  test('returns at most eight passages, two of one article, best first', async () => {
    const long = Array.from(
      { length: 40 },
      (_, index) => `Refund rule number ${index} is about a refund.`,
    ).join(' ')
    const articles = Array.from({ length: 5 }, (_, index) =>
      anArticle({ path: `billing/r${index}.md`, text: long }),
    )
    await sync(...articles)
    const { passages } = await ask('refund rule')
    expect(passages).toHaveLength(8)
    expect(passages.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(passages.map(({ score }) => score)).toEqual(
      passages.map(({ score }) => score).toSorted((a, b) => b - a),
    )
    const perArticle = Map.groupBy(passages, ({ article }) => article)
    expect(Math.max(...[...perArticle.values()].map((some) => some.length))).toBe(2)
  })

  test('never returns an old version', async () => {
    await sync(refunds)
    await sync(anArticle({ text: 'A refund can be asked for within 30 days.' }))
    const { passages } = await ask('refund')
    expect(passages.map(({ text }) => text)).toEqual(['A refund can be asked for within 30 days.'])
    await sync(prices)
    expect(await articlesFor('refund')).toEqual([])
  })

  test('reads the first part of a message that is far too long', async () => {
    await sync(refunds, prices)
    expect((await articlesFor(`refund ${'x9 '.repeat(50_000)}`))[0]).toBe('billing/refunds.md')
  })

  test.each(['%_\\\'";--', '\0refund\0', '\ud800 refund', '🏴‍☠️', "'; drop table posting; --"])(
    'survives %j',
    async (question) => {
      await sync(refunds)
      await expect(ask(question)).resolves.toBeDefined()
      expect(await articlesFor('refund')).toEqual(['billing/refunds.md'])
    },
  )
})

describe('what is not meant for the reader', () => {
  const secret = anArticle({
    path: 'billing/goodwill.md',
    title: 'Goodwill refunds',
    audience: 'internal',
    text: 'Teammates may grant a goodwill refund of up to 50 EUR, codeword zebra.',
  })

  test.each(['goodwill refund', 'codeword zebra', 'Goodwill refunds up to 50 EUR', 'zebr', 'goodwil'])(
    'never returns internal articles to a contact: %s',
    async (question) => {
      await sync(refunds, secret)
      expect(await articlesFor(question)).not.toContain('billing/goodwill.md')
      expect(await articlesFor(question, { samples: 'use' })).not.toContain('billing/goodwill.md')
    },
  )

  test('does not correct a word into one that only internal articles hold', async () => {
    await sync(refunds, secret)
    const { features } = await ask('zebta refund')
    expect(features['corrected']).toBe(0)
  })

  test('returns internal articles to those who may read them', async () => {
    await sync(refunds, secret)
    expect(await articlesFor('zebra', { audiences: ['public', 'internal'] })).toEqual(['billing/goodwill.md'])
    expect(await articlesFor('refund', { audiences: [] })).toEqual([])
  })

  test('hides an article as soon as it becomes internal', async () => {
    await sync(refunds)
    await sync(anArticle({ audience: 'internal' }))
    expect(await articlesFor('refund')).toEqual([])
  })

  test('knows nothing any more of what it has read before an article changed, became internal or was taken away', async () => {
    const sought = 'refund Pro plan month'
    const rise = { ...prices, text: 'The Pro plan is 12 EUR a year.', version: 'rise' }
    const asked = async () =>
      (await ask(sought)).passages.map(({ article, articleVersion, matched }) => [
        article,
        articleVersion,
        matched.toSorted(),
      ])
    await sync(prices, password)
    expect(await asked()).toEqual([['billing/prices.md', prices.version, ['month', 'plan', 'pro']]])
    await sync(rise, password)
    expect(await asked()).toEqual([['billing/prices.md', 'rise', ['plan', 'pro']]])
    await sync({ ...rise, audience: 'internal', version: 'hidden' }, password)
    expect(await asked()).toEqual([])
    await sync(prices, password)
    expect(await asked()).toEqual([['billing/prices.md', prices.version, ['month', 'plan', 'pro']]])
    await sync(password)
    expect(await asked()).toEqual([])
  })

  test('returns samples only where they are used', async () => {
    await sync(prices, anArticle({ sample: true }))
    expect(await articlesFor('refund')).toEqual([])
    expect(await articlesFor('refund', { samples: 'use' })).toEqual(['billing/refunds.md'])
  })

  test('does not count what a reader may not see', async () => {
    await sync(refunds, prices)
    const alone = await ask('refund within days')
    await sync(refunds, prices, secret, anArticle({ path: 'a/b.md', sample: true }))
    expect((await ask('refund within days')).features).toEqual(alone.features)
  })
})

describe('languages', () => {
  const german = anArticle({
    path: 'billing/refunds.de.md',
    title: 'Rückerstattungen',
    locale: 'de',
    text: 'Sie können innerhalb von 14 Tagen eine Rückerstattung verlangen.',
  })

  test("searches articles in the contact's language, also without accents", async () => {
    await sync(refunds, german)
    expect(await articlesFor('Ruckerstattung refund', { language: 'de' })).toEqual(['billing/refunds.de.md'])
    expect(await articlesFor('Rückerstattung refund')).toEqual(['billing/refunds.md'])
  })

  test('searches English articles where there are none in the language', async () => {
    await sync(refunds, german)
    expect(await articlesFor('refund', { language: 'fr' })).toEqual(['billing/refunds.md'])
  })

  test('searches what there is where there is no English either', async () => {
    await sync(german)
    expect(await articlesFor('Rückerstattung', { language: 'fr' })).toEqual(['billing/refunds.de.md'])
  })

  test('finds words in scripts without spaces', async () => {
    const chinese = anArticle({
      path: 'billing/refunds.zh.md',
      title: '退款',
      locale: 'zh',
      text: '您可以在十四天内申请退款。',
    })
    const other = anArticle({
      path: 'billing/prices.zh.md',
      title: '价格',
      locale: 'zh',
      text: '专业版每月九欧元。',
    })
    await sync(chinese, other)
    expect((await articlesFor('怎么申请退款？', { language: 'zh' }))[0]).toBe('billing/refunds.zh.md')
  })
})

describe('conversations', () => {
  const yearly = anArticle({
    path: 'billing/yearly.md',
    title: 'Pay yearly',
    text: 'The price of a plan is lower when it is paid yearly. Yearly plans save 20 percent.',
  })
  const cancelYearly = anArticle({
    path: 'billing/cancel.md',
    title: 'Cancel a subscription',
    text: 'A subscription that is paid monthly or yearly can be cancelled. Cancel it in the settings.',
  })

  test('a short follow-up leans on what was said before', async () => {
    await sync(yearly, cancelYearly)
    const earlier = [
      { by: 'team', text: 'You can cancel a monthly subscription in the settings.' },
      { by: 'contact', text: 'How do I cancel my subscription?' },
    ] as const
    expect((await articlesFor('and yearly?'))[0]).toBe('billing/yearly.md')
    expect((await articlesFor('and yearly?', { earlier }))[0]).toBe('billing/cancel.md')
  })

  test('a change of subject wins over what was said before', async () => {
    await sync(refunds, prices, password)
    const earlier = [{ by: 'contact', text: 'Can I have a refund of the last charge?' }] as const
    expect(
      (await articlesFor('I forgot my password, how do I reset it on the sign-in page?', { earlier }))[0],
    ).toBe('account/password.md')
  })
})
