import { expect, test } from 'vitest'
import { AppId } from '../../../src/domain/ids.ts'
import type { ContentItem, ContentList, ContentPage } from '../../../src/intercom/content/content.ts'
import { IntercomError } from '../../../src/intercom/intercom-error.ts'
import { createIntercomSource } from '../../../src/knowledge/sources/intercom-source.ts'
import { createSyncSource } from '../../../src/knowledge/sources/sync-source.ts'
import { countsOf } from '../../../src/knowledge/sync-knowledge.ts'
import { addHint, readHints } from '../../../src/store/knowledge-hints.ts'
import { beginRun, readSourceRows } from '../../../src/store/knowledge-sources.ts'
import { aStore } from '../a-store.ts'
import { indexedIn } from './a-library.ts'

const { db } = aStore()

const contentOf = (id: string) => ({
  locale: 'en',
  title: `Number ${id}`,
  html: `<p>It is ${id}.</p>`,
  isForAll: true,
})
const item = (id: string, updatedAtS: number): ContentItem => ({
  id,
  updatedAt: new Date(updatedAtS * 1000),
  contents: [contentOf(id)],
})
const page = (ids: readonly string[], next?: string): ContentPage => ({
  items: ids.map((id, index) => item(id, 2_000 - index)),
  unreadable: [],
  ...(next && { next }),
})

/** A list whose pages are as they are told, whatever is asked before; `there` is what can be read one by one. */
function aList(pages: Readonly<Record<string, ContentPage>>, there: readonly string[] = []) {
  const asked: string[] = []
  const list: ContentList = {
    isNewestFirst: true,
    page: async (next = 'first') => {
      asked.push(next)
      return pages[next] ?? page([])
    },
    one: async (id) => {
      asked.push(`one ${id}`)
      return there.includes(id) ? item(id, 1) : undefined
    },
  }
  return { list, asked }
}

const sync = async (list: ContentList, isWhole = true) => {
  const source = createIntercomSource({
    list,
    meaning: { source: 'articles', use: 'public', isSample: false },
    workspace: AppId.parse('app1'),
    now: () => new Date(),
  })
  const end = await createSyncSource({ db: db() })(source, { isWhole })
  return end.kind === 'synced' ? countsOf(end.applied) : end
}
const ids = async () => (await indexedIn(db())).map(({ path }) => path.split('/')[1])

test('an article that slips from one page to the other unseen is asked for, and stays', async () => {
  await sync(aList({ first: page(['1', '2'], 'second'), second: page(['3', '4']) }).list)
  const shifted = aList({ first: page(['1', '2'], 'second'), second: page(['4']) }, ['3'])
  expect(await sync(shifted.list)).toMatchObject({ removed: 0 })
  expect(shifted.asked).toEqual(['first', 'second', 'one 3'])
  expect(await ids()).toEqual(['1', '2', '3', '4'])
})

test('an article that vanishes between list and read goes', async () => {
  await sync(aList({ first: page(['1', '2']) }).list)
  expect(await sync(aList({ first: page(['1']) }).list)).toMatchObject({ removed: 1, unchanged: 1 })
})

test('an answer that is suddenly empty takes nothing that can still be read', async () => {
  await sync(aList({ first: page(['1', '2']) }).list)
  expect(await sync(aList({}, ['1', '2']).list)).toEqual({ added: 0, changed: 0, removed: 0, unchanged: 2 })
})

test('an article that is on two pages counts once, and a list that repeats its page ends', async () => {
  const repeating = aList({ first: page(['1', '2'], 'second'), second: page(['2', '1'], 'third') })
  expect(await sync(repeating.list)).toMatchObject({ added: 2 })
  expect(repeating.asked).toEqual(['first', 'second'])
})

test('an article that stands twice on one page is the one that changed last', async () => {
  const newer = { ...item('1', 3_000), contents: [{ ...contentOf('1'), title: 'Newer' }] }
  const { list } = aList({ first: { items: [item('1', 2_000), newer, item('1', 1_000)], unreadable: [] } })
  expect(await sync(list)).toMatchObject({ added: 1 })
  expect(await indexedIn(db())).toMatchObject([{ title: 'Newer' }])
})

test('what the database cannot keep of an article costs no other', async () => {
  const odd = { ...contentOf('1'), locale: 'en\0', title: 'O\0dd', url: 'https://help.example.com/\0' }
  const { list } = aList({
    first: { items: [{ ...item('1', 1), contents: [odd] }, item('2', 1)], unreadable: [] },
  })
  expect(await sync(list)).toMatchObject({ added: 2 })
  expect(await indexedIn(db())).toMatchObject([
    { path: 'intercom:articles/1/en', title: 'Odd', url: null },
    {},
  ])
})

test('reads no further than what it knows, and to the end where the list is not sorted as it should be', async () => {
  const pages = { first: page(['1', '2'], 'second'), second: page(['9', '8']) }
  await sync(aList(pages).list)
  const again = aList(pages)
  await sync(again.list, false)
  expect(again.asked).toEqual(['first'])
  const mixed = aList({ ...pages, first: { ...pages.first, items: pages.first.items.toReversed() } })
  await sync(mixed.list, false)
  expect(mixed.asked).toEqual(['first', 'second'])
})

test('a run that was taken over stores nothing that may be older', async () => {
  const { list } = aList({ first: page(['1']) })
  const slow: ContentList = {
    ...list,
    page: async (next) => {
      await db().execute("update knowledge_source set run_until = '2000-01-01'")
      await beginRun(db(), { name: 'articles', run: 'a later one', workspace: 'app1' })
      return list.page(next)
    },
  }
  expect(await sync(slow)).toEqual({ kind: 'busy', name: 'articles' })
  expect(await ids()).toEqual([])
})

test('an article that is edited while pages are read, and jumps to the page that was read already, comes next time', async () => {
  const pages = { first: page(['1', '2'], 'second'), second: page(['3', '4']) }
  await sync(aList(pages, ['1', '2', '3', '4']).list)
  // Number 4 was edited after the first page was read: the second one does not hold it any more.
  const shifted = aList({ first: page(['1', '2'], 'second'), second: page(['3']) }, ['1', '2', '3', '4'])
  expect(await sync(shifted.list)).toMatchObject({ removed: 0 })
  const edited: ContentItem = {
    ...item('4', 2_001),
    contents: [{ ...contentOf('4'), html: '<p>Edited.</p>' }],
  }
  const next = aList({ first: { ...page(['1', '2'], 'second'), items: [edited, item('1', 2_000)] } })
  expect(await sync(next.list, false)).toMatchObject({ changed: 1, removed: 0 })
})

test('an article that is edited in the second of the newest one that was read is not passed over', async () => {
  await sync(aList({ first: page(['1', '2']) }).list)
  const later = { ...item('3', 2_000), contents: [contentOf('3')] }
  const next = aList({ first: { ...page([]), items: [item('1', 2_000), later] } })
  expect(await sync(next.list, false)).toMatchObject({ added: 1, removed: 0 })
})

test('a list that shrinks while it is read loses what is gone, and nothing else', async () => {
  await sync(aList({ first: page(['1', '2'], 'second'), second: page(['3', '4']) }).list)
  const shrunk = aList({ first: page(['1', '2'], 'second') }, ['3'])
  expect(await sync(shrunk.list)).toMatchObject({ removed: 1 })
  expect(shrunk.asked).toEqual(['first', 'second', 'one 3', 'one 4'])
  expect(await ids()).toEqual(['1', '2', '3'])
})

test('what a webhook tells of again while it is being read is read once more', async () => {
  const { list } = aList({ first: page(['1']) }, ['1'])
  await addHint(db(), 'articles', '1')
  const told: ContentList = {
    ...list,
    one: async (id) => {
      const read = await list.one(id)
      await addHint(db(), 'articles', id)
      return read
    },
  }
  await sync(told)
  expect((await readHints(db(), 'articles')).map(({ item: id }) => id)).toEqual(['1'])
  await sync(list)
  expect(await readHints(db(), 'articles')).toEqual([])
})

test('an article without a text is not indexed, and one that loses its text goes', async () => {
  const empty = (id: string) => ({ ...item(id, 2_000), contents: [{ ...contentOf(id), html: '<p> </p>' }] })
  await sync(aList({ first: { ...page([]), items: [item('1', 2_000), empty('2')] } }).list)
  expect(await ids()).toEqual(['1'])
  await sync(aList({ first: { ...page([]), items: [empty('1'), empty('2')] } }).list)
  expect(await ids()).toEqual([])
})

test('begins anew where Intercom does not know the place any more at which it was interrupted', async () => {
  const { list } = aList({ first: page(['1', '2'], 'old'), old: page(['3']) })
  const refused: ContentList = {
    ...list,
    page: async (next) => {
      if (next === 'old') throw new IntercomError('GET /articles', 400, 'parameter_invalid')
      return list.page(next)
    },
  }
  expect(await sync(refused, false)).toMatchObject({ kind: 'failed' })
  const { list: renewed } = aList({ first: page(['1', '2'], 'new'), new: page(['3']) })
  const now: ContentList = {
    ...renewed,
    page: (next) => (next === 'old' ? refused.page(next) : renewed.page(next)),
  }
  expect(await sync(now, false)).toMatchObject({ added: 1 })
  expect(await ids()).toEqual(['1', '2', '3'])
})

test('reads everything from the top where somebody wants everything, wherever it was interrupted', async () => {
  const { list } = aList({ first: page(['1', '2'], 'second'), second: page(['3']) })
  await sync(list)
  const broken: ContentList = {
    ...list,
    page: async (next) => {
      if (next !== undefined) throw new IntercomError('GET /articles', 503, 'server_error')
      return list.page(next)
    },
  }
  await sync(broken)
  const gone = aList({ first: page(['2'], 'second'), second: page(['3']) })
  expect(await sync(gone.list)).toMatchObject({ removed: 1 })
  expect(await ids()).toEqual(['2', '3'])
})

test.each([400, 403, 422, 500])('one article that is answered with %i costs no other', async (status) => {
  await sync(aList({ first: page(['1']) }).list)
  await addHint(db(), 'articles', '1')
  const { list } = aList({ first: page(['2', '3']) })
  const odd: ContentList = {
    ...list,
    one: async () => {
      throw new IntercomError('GET /articles/{id}', status, 'odd')
    },
  }
  expect(await sync(odd)).toMatchObject({ kind: 'failed', problem: expect.stringContaining('ids 1.') })
  expect(await ids()).toEqual(['1', '2', '3'])
  expect(await readHints(db(), 'articles')).toEqual([])
})

test('a run that finds nothing new for a long time does not count as dead', async () => {
  await sync(aList({ first: page(['1', '2']) }, ['1', '2']).list)
  for (const id of ['1', '2']) await addHint(db(), 'articles', id)
  const { list } = aList({ first: page(['1', '2']) }, ['1', '2'])
  const leases: boolean[] = []
  const slow: ContentList = {
    ...list,
    one: async (id) => {
      const [row] = await readSourceRows(db())
      leases.push((row?.runUntil ?? new Date(0)) > new Date())
      await db().execute("update knowledge_source set run_until = '2000-01-01'")
      return list.one(id)
    },
  }
  await sync(slow, false)
  expect(leases).toEqual([true, true])
})

test('what is changed and changed back while it is read is served as it was read last', async () => {
  const { list } = aList({ first: page(['1']) })
  await sync(list)
  await addHint(db(), 'articles', '1')
  const between = { ...item('1', 2_001), contents: [{ ...contentOf('1'), title: 'In between' }] }
  await sync({ ...list, one: async () => between })
  const titles = (await indexedIn(db())).map(({ title }) => title)
  expect(titles).toEqual(['Number 1'])
})
