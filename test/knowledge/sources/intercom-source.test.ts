import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { AppId } from '../../../src/domain/ids.ts'
import type { Audience } from '../../../src/domain/passage.ts'
import { INDEX_FORMAT } from '../../../src/knowledge/analyse-text.ts'
import { createIntercomSource } from '../../../src/knowledge/sources/intercom-source.ts'
import { countsOf } from '../../../src/knowledge/sync-knowledge.ts'
import { createRetrieve } from '../../../src/retrieval/retrieve.ts'
import { readSourceRows } from '../../../src/store/knowledge-sources.ts'
import { addHint } from '../../../src/store/knowledge-hints.ts'
import { article } from '../../../src/store/schema/knowledge.ts'
import { aStore } from '../a-store.ts'
import { aLibrary } from './a-library.ts'

const { db } = aStore()

const counts = (end: Awaited<ReturnType<Awaited<ReturnType<typeof aLibrary>>['sync']>>) =>
  end.kind === 'synced' ? countsOf(end.applied) : end
const NOTHING = { added: 0, changed: 0, removed: 0 }
const rowOf = async () => (await readSourceRows(db()))[0]
const HOUR_MS = 3_600_000

test('indexes what is published, in every language, with its address, and marked as of the sandbox', async () => {
  const { sync, indexed, asked } = await aLibrary(db)
  expect(counts(await sync())).toEqual({ added: 3, changed: 0, removed: 0, unchanged: 0 })
  expect(asked).toEqual(['GET /articles'])
  const found = await indexed()
  expect(found.map(({ title }) => title)).toEqual([
    'Empfehlungsprogramm',
    'Referral programme',
    'Printing address labels',
  ])
  expect(found[1]).toMatchObject({
    path: expect.stringMatching(/^intercom:articles\/\d+\/en$/),
    locale: 'en',
    audience: 'public',
    sample: true,
    topic: 'articles',
    url: expect.stringContaining('/en/articles/'),
  })
})

test('costs one call and no write while nothing changes', async () => {
  const { sync, asked } = await aLibrary(db)
  await sync()
  const before = await db().select().from(article)
  expect(counts(await sync())).toEqual({ ...NOTHING, unchanged: 3 })
  expect(asked).toEqual(['GET /articles'])
  expect(await db().select().from(article)).toEqual(before)
})

test('follows edits, translations and what is unpublished; earlier versions stay for replay', async () => {
  const { sync, indexed, play } = await aLibrary(db)
  const id = await play('/articles', { title: 'Gift cards', html: '<p>We sell none.</p>' })
  await sync()
  const first = (await indexed()).find(({ title }) => title === 'Gift cards')
  await play(`/articles/${id}`, { html: '<p>We sell some.</p>' })
  await play(`/articles/${id}`, {
    locale: 'fr',
    title: 'Cartes',
    html: '<p>En vente.</p>',
    audience: 'restricted',
  })
  expect(counts(await sync())).toMatchObject({ added: 1, changed: 1, removed: 0 })
  const now = (await indexed()).filter(({ path }) => path.includes(id))
  expect(now).toMatchObject([
    { title: 'Gift cards', audience: 'internal' },
    { title: 'Cartes', locale: 'fr', audience: 'internal' },
  ])
  expect(
    await db().execute(`select id from article_version where id = '${first?.version}'`, 'objects'),
  ).toHaveLength(1)
  await play(`/articles/${id}`, { state: 'draft' })
  expect(counts(await sync())).toMatchObject({ removed: 1 })
})

test('reads what a webhook told of by its id, gone or not', async () => {
  const { sync, play, indexed, asked } = await aLibrary(db)
  await sync()
  const [german] = await indexed()
  const id = german?.path.split('/')[1] ?? ''
  await play(`/articles/${id}/delete`)
  expect(counts(await sync())).toMatchObject({ removed: 0 })
  await addHint(db(), 'articles', id)
  await addHint(db(), 'articles', '999')
  expect(counts(await sync())).toMatchObject({ removed: 2 })
  expect(asked).toEqual(['GET /articles/{id}', 'GET /articles/{id}', 'GET /articles'])
  await sync()
  expect(asked).toEqual(['GET /articles'])
})

test('reads everything once after an upgrade that indexes otherwise, also what nobody has edited since', async () => {
  const { sync, play, indexed, asked } = await aLibrary(db)
  const many = Array.from({ length: 60 }, (_, n) => n)
  await Promise.all(many.map((n) => play('/articles', { title: `Number ${n}`, html: `<p>It is ${n}.</p>` })))
  await sync()
  const before = await indexed()
  const last = before.at(-1)?.path ?? ''
  await db()
    .update(article)
    .set({ format: INDEX_FORMAT - 1 })
    .where(eq(article.path, last))
  expect(counts(await sync())).toEqual({ ...NOTHING, changed: 1, unchanged: 62 })
  expect(asked).toEqual(['GET /articles', 'GET /articles'])
  expect(await indexed()).toEqual(before)
  expect(counts(await sync())).toMatchObject(NOTHING)
})

test('does not read everything for ever because of what stays in an old format', async () => {
  const list = {
    isNewestFirst: true,
    page: async () => ({ items: [], unreadable: ['7'] }),
    one: async () => undefined,
  }
  const source = createIntercomSource({
    meaning: { source: 'articles', use: 'public', isSample: false },
    list,
    workspace: AppId.parse('app1'),
    now: () => new Date(),
  })
  const path = 'intercom:articles/7/en'
  const indexed = new Map([[path, { path, version: 'v1', format: INDEX_FORMAT - 1 }]])
  const standing = { indexed, hints: [], isWhole: false, sweptAt: new Date() }
  const marksOf = async () => {
    const marks: unknown[] = []
    for await (const { mark } of source.read(standing)) if (mark) marks.push(mark)
    return marks
  }
  expect(await marksOf()).toContainEqual({ cursor: null, sweptAt: expect.any(Date) })
  expect(await marksOf()).toEqual([])
})

test('finds at night what is gone, after it has asked for each', async () => {
  const { sync, play, indexed, asked, clock } = await aLibrary(db)
  await sync()
  const [german] = await indexed()
  await play(`/articles/${german?.path.split('/')[1]}/delete`)
  clock.now = new Date(clock.now.getTime() + 27 * HOUR_MS)
  expect(counts(await sync())).toMatchObject({ removed: 2, unchanged: 1 })
  expect(asked).toEqual(['GET /articles', 'GET /articles/{id}'])
})

test('keeps what an interrupted reading brought, and goes on where it stopped', async () => {
  const { sync, play, indexed, asked } = await aLibrary(db)
  const many = Array.from({ length: 60 }, (_, n) => n)
  await Promise.all(many.map((n) => play('/articles', { title: `Number ${n}`, html: `<p>It is ${n}.</p>` })))
  // The second page fails as often as it is tried.
  await play('/faults', { faults: [{ match: { path: '^/articles$', times: 1 }, delay_ms: 1 }] })
  await play('/faults', { faults: [{ match: { path: '^/articles$', times: 4 }, status: 503 }] })
  expect(await sync()).toMatchObject({ kind: 'failed', problem: expect.stringContaining('HTTP 503') })
  expect(await indexed()).toHaveLength(50)
  expect(await rowOf()).toMatchObject({ syncedAt: null, sweptAt: null, failingSince: expect.any(Date) })
  expect(counts(await sync())).toMatchObject({ added: 13 })
  expect(asked).toEqual(['GET /articles'])
  expect(await rowOf()).toMatchObject({ problem: null, failingSince: null, cursor: null, sweptAt: null })
  // What was gone meanwhile shows only to who has seen everything.
  await sync()
  expect(asked).toEqual(['GET /articles', 'GET /articles'])
  expect(await rowOf()).toMatchObject({ sweptAt: expect.any(Date), watermark: expect.any(Date) })
})

test.each([
  [401, 'Give the app the permission "Read and list articles"'],
  [403, 'plan does not allow this'],
  [404, 'has no such content'],
  [429, 'It is tried again every five minutes'],
  [500, 'It is tried again every five minutes'],
])('says what to do about a %i, and keeps answering from what it has', async (status, advice) => {
  const { sync, play, indexed } = await aLibrary(db)
  await sync()
  await play('/faults', { faults: [{ match: { path: '^/articles', times: 9 }, status }] })
  expect(await sync()).toMatchObject({ kind: 'failed', problem: expect.stringContaining(advice) })
  expect(await indexed()).toHaveLength(3)
})

test('takes a page of a proxy for no answer at all', async () => {
  const { sync, play, indexed } = await aLibrary(db)
  await sync()
  await play('/faults', {
    faults: [{ match: { path: '^/articles', times: 9 }, body_html: '<h1>Blocked</h1>' }],
  })
  expect(await sync({}, { isWhole: true })).toMatchObject({
    kind: 'failed',
    problem: expect.stringContaining("no answer of Intercom's API"),
  })
  expect(await indexed()).toHaveLength(3)
})

test('gives up what it read of another workspace before it reads this one', async () => {
  const { sync, indexed } = await aLibrary(db)
  await sync({}, { workspace: 'another' })
  const other = await aLibrary(db)
  expect(counts(await other.sync())).toMatchObject({ added: 3, removed: 0 })
  expect((await indexed()).map(({ path }) => path)).toHaveLength(3)
  expect(await rowOf()).toMatchObject({ workspace: other.sandbox.appId })
})

test.each([
  ['internal_articles', 'internal', 'How we speak of outages'],
  ['snippets', 'internal', 'Where our stand is'],
  ['macros', 'internal', 'Ask for a screenshot'],
  ['macros', 'public', 'Ask for a screenshot'],
] as const)('reads %s for %s eyes, hourly and whenever somebody wants it', async (name, use, title) => {
  const { sync, indexed, asked, play } = await aLibrary(db)
  await sync({ [name]: { use } })
  expect(await indexed()).toMatchObject([{ title, audience: use, topic: name }])
  const kind = name === 'snippets' ? 'content_snippets' : name
  await play(`/${kind}`, { title: 'Another', body: 'One more.' })
  await sync({ [name]: { use } }, { isWhole: true })
  expect(await indexed()).toHaveLength(2)
  expect(asked).toHaveLength(1)
})

test('two syncs at once: one reads, the other is told so', async () => {
  const { sync, hold } = await aLibrary(db)
  const { waiting, release } = hold()
  const first = sync()
  await waiting
  expect(await sync()).toMatchObject({ kind: 'busy' })
  release()
  expect(await first).toMatchObject({ kind: 'synced' })
})

test('what is not for everybody never reaches a contact, and follows when it is restricted later', async () => {
  const { sync, play } = await aLibrary(db)
  const ask = async (audiences: readonly Audience[]) => {
    const facts = {
      question: 'zebra crossing',
      earlier: [],
      language: 'en',
      samples: 'use' as const,
      audiences,
    }
    return (await createRetrieve({ db: db() })(facts)).passages.map(({ title }) => title)
  }
  const id = await play('/articles', { title: 'Zebras', html: '<p>A zebra crossing has stripes.</p>' })
  await sync()
  expect(await ask(['public'])).toEqual(['Zebras'])
  await play(`/articles/${id}`, { audience: 'restricted' })
  await play('/macros', { title: 'Zebra', body: '<p>Our zebra crossing is secret.</p>' })
  await sync()
  await sync({ macros: { use: 'internal' } })
  expect(await ask(['public'])).toEqual([])
  expect((await ask(['public', 'internal'])).toSorted()).toEqual(['Zebra', 'Zebras'])
})

test('an item that makes no sense keeps its old text, costs no other, and is named', async () => {
  const { sync, play, indexed } = await aLibrary(db)
  const id = await play('/articles', { title: 'Deep', html: '<p>Shallow.</p>' })
  await sync()
  await play(`/articles/${id}`, { html: '<div>'.repeat(20_000) })
  await play('/articles', { title: 'New', html: '<p>New.</p>' })
  expect(await sync()).toMatchObject({ kind: 'failed', problem: expect.stringContaining(`ids ${id}`) })
  expect((await indexed()).map(({ title }) => title)).toEqual(expect.arrayContaining(['Deep', 'New']))
})
