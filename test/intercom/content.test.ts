import { http, HttpResponse, type JsonBodyType } from 'msw'
import { describe, expect, test } from 'vitest'
import { IntercomError } from '../../src/intercom/intercom-error.ts'
import { createContentReader } from '../../src/intercom/content/create-content-reader.ts'
import { anIntercom, BASE, CONFIG } from './an-intercom.ts'

const { play, requests } = anIntercom()
const reader = createContentReader(CONFIG, { pause: async () => {} })
const answer = (path: string, body: JsonBodyType) =>
  play(http.get(`${BASE}${path}`, () => HttpResponse.json(body)))
const asked = () => requests.map(({ url }) => url.slice(BASE.length))

const article = {
  type: 'article',
  id: '39',
  title: 'Refunds',
  body: '<p>Within 14 days.</p>',
  state: 'published',
  updated_at: 1_734_537_283,
  url: 'https://help.example.com/en/articles/39-refunds',
}
const list = (...data: readonly JsonBodyType[]) => ({ type: 'list', data, total_count: data.length })
const itemOf = async (body: object) => {
  answer('/articles', list({ ...article, ...body }))
  return (await reader.articles.page()).items[0]
}

describe('an article', () => {
  test('of a help centre with one language, which its address names', async () => {
    expect(await itemOf({ url: 'https://help.example.com/app/pt-BR/articles/39-x' })).toEqual({
      id: '39',
      updatedAt: new Date('2024-12-18T15:54:43Z'),
      contents: [
        {
          locale: 'pt-BR',
          title: 'Refunds',
          html: '<p>Within 14 days.</p>',
          url: 'https://help.example.com/app/pt-BR/articles/39-x',
          isForAll: true,
        },
      ],
    })
  })

  test.each([
    ['no address at all', { url: null }, ['en']],
    ['an address of another form', { url: 'https://example.com/39' }, ['en']],
    ['a draft', { state: 'draft' }, []],
    ['no state', { state: null }, []],
    ['nothing translated', { default_locale: 'de', translated_content: null }, ['de']],
    [
      'translations beside the default language',
      {
        default_locale: 'en',
        translated_content: {
          type: 'article_translated_content',
          fr: { ...article, type: 'article_content' },
          de: { ...article, type: 'article_content', state: 'draft' },
          es: null,
          ja: 'nonsense',
        },
      },
      ['en', 'fr'],
    ],
    [
      'the default language among the translations, which counts more',
      { default_locale: 'en', translated_content: { en: { ...article, state: 'draft' } } },
      [],
    ],
    [
      'an empty place for the default language among the translations',
      { default_locale: 'en', translated_content: { en: { type: 'article_content', title: null } } },
      ['en'],
    ],
    ['translations of an unknown shape', { translated_content: ['en'] }, ['en']],
  ])('with %s', async (_case, body, locales) => {
    expect((await itemOf(body))?.contents.map(({ locale }) => locale)).toEqual(locales)
  })

  test.each([1e300, 1e17, 1_764_000_000_000, 'soon', {}])(
    'changed at %j, which is no moment',
    async (updated_at) => {
      const item = await itemOf({ updated_at })
      expect(item).toMatchObject({ id: expect.any(String) })
      expect(item).not.toHaveProperty('updatedAt')
    },
  )

  test.each([
    ['everyone', true],
    [null, true],
    ['restricted', false],
    ['all_users', false],
    ['a kind that comes later', false],
  ])('for the audience %s is for all: %s', async (audience, isForAll) => {
    const item = await itemOf({ help_center_audience: audience })
    expect(item?.contents.map((content) => content.isForAll)).toEqual([isForAll])
  })

  test('without HTML is read from its Markdown', async () => {
    expect((await itemOf({ body: null, body_markdown: '# Hi' }))?.contents).toMatchObject([
      { markdown: '# Hi' },
    ])
  })

  test('of another shape is named, and costs no other', async () => {
    answer('/articles', list(article, { ...article, id: { no: 'id' } }, { ...article, id: '../../me' }, 'x'))
    const page = await reader.articles.page()
    expect(page.items.map(({ id }) => id)).toEqual(['39'])
    expect(page.unreadable).toHaveLength(3)
  })

  test('is read by its id, and may be gone', async () => {
    answer('/articles/39', { ...article, a_field_that_comes_later: 1 })
    expect(await reader.articles.one('39')).toMatchObject({ id: '39', contents: [{ title: 'Refunds' }] })
    play(
      http.get(`${BASE}/articles/40`, () =>
        HttpResponse.json({ errors: [{ code: 'not_found' }] }, { status: 404 }),
      ),
    )
    expect(await reader.articles.one('40')).toBeUndefined()
  })
})

describe('pages', () => {
  test.each([
    ['by number', { pages: { type: 'pages', page: 1, per_page: 50, total_pages: 2 } }, '?per_page=50&page=2'],
    ['by number beside the list', { page: 1, total_pages: 2 }, '?per_page=50&page=2'],
    ['by a cursor', { pages: { next: { starting_after: 'WzE=' } } }, '?per_page=50&starting_after=WzE%3D'],
    [
      'by an address',
      { pages: { next: 'https://api.intercom.io/articles?page=2&per_page=9' } },
      '?page=2&per_page=9',
    ],
  ])('are followed %s', async (_form, pages, next) => {
    answer('/articles', { ...list(article), ...pages })
    const page = await reader.articles.page()
    await reader.articles.page(page.next)
    expect(asked()).toEqual(['/articles?per_page=50', `/articles${next}`])
  })

  test.each([
    ['the last number', { pages: { page: 2, total_pages: 2 } }],
    ['no next', { pages: { next: null } }],
    ['no pages', {}],
  ])('end with %s', async (_case, pages) => {
    answer('/articles', { ...list(article), ...pages })
    expect((await reader.articles.page()).next).toBeUndefined()
  })

  test('that do not say which one they are count from the one that was asked for', async () => {
    answer('/articles', { ...list(article), pages: { total_pages: 3 } })
    expect((await reader.articles.page('per_page=50&page=2')).next).toBe('per_page=50&page=3')
  })

  test('of another shape are an error of Intercom', async () => {
    answer('/articles', { articles: [] })
    await expect(reader.articles.page()).rejects.toThrow(IntercomError)
  })
})

describe('what teammates wrote', () => {
  test('internal articles', async () => {
    answer('/internal_articles', list({ id: 39, title: 'Outages', body: '<p>Be calm.</p>', locale: 'de' }))
    expect((await reader.internal_articles.page()).items).toEqual([
      { id: '39', contents: [{ locale: 'de', title: 'Outages', html: '<p>Be calm.</p>', isForAll: true }] },
    ])
    expect(asked()).toEqual(['/internal_articles'])
  })

  test.each([
    [{ body_markdown: '# A', audience_ids: [] }, '# A', true],
    [
      { body_markdown: null, json_blocks: [{ type: 'paragraph', text: 'A' }, { text: 'B' }, {}] },
      'A\n\nB',
      true,
    ],
    [{ body_markdown: 'A', audience_ids: [1] }, 'A', false],
  ])('snippets, as %j', async (body, markdown, isForAll) => {
    answer('/content_snippets', list({ id: '1', title: null, locale: 'en', ...body }))
    expect((await reader.snippets.page()).items[0]?.contents).toEqual([
      { locale: 'en', title: '', markdown, isForAll },
    ])
  })

  test.each([
    ['Hi <attribute key="user.name" default="there"/>!', 'Hi there!'],
    ['Order <attribute key="order.number"/>', 'Order [order.number]'],
    ['Hi <attribute default="you" key="user.name"></attribute>', 'Hi you'],
    ['No placeholder', 'No placeholder'],
  ])('macros: %s', async (body, html) => {
    answer(
      '/macros',
      list({ id: '1', name: 'M', body, visible_to: 'everyone', updated_at: '2025-07-17T15:30:24.000Z' }),
    )
    expect((await reader.macros.page()).items).toEqual([
      {
        id: '1',
        updatedAt: new Date('2025-07-17T15:30:24Z'),
        contents: [{ locale: 'en', title: 'M', html, isForAll: true }],
      },
    ])
  })

  test('a macro that some teams see alone is not for all', async () => {
    answer('/macros', list({ id: '1', name: 'M', body: 'x', visible_to: 'specific_teams' }))
    expect((await reader.macros.page()).items[0]?.contents).toMatchObject([{ isForAll: false }])
  })
})

test('asks nothing while the token is refused, or once it is stopped', async () => {
  const refused = new IntercomError('GET /me', 401, 'unauthorized')
  const stopped = createContentReader(CONFIG, { access: { stopOf: () => refused } })
  await expect(stopped.articles.page()).rejects.toBe(refused)
  const aborted = createContentReader(CONFIG, { signal: AbortSignal.abort() })
  await expect(aborted.articles.one('1')).rejects.toThrow('aborted')
  expect(requests).toEqual([])
})
