import { mkdir, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Settings } from '../../../src/config/settings.ts'
import { createFolderSource } from '../../../src/knowledge/sources/folder-source.ts'
import { readSourceStatus } from '../../../src/knowledge/sources/source-status.ts'
import { createSyncSource, type SourceProgress } from '../../../src/knowledge/sources/sync-source.ts'
import { readSpaces } from '../../../src/store/embedding-spaces.ts'
import { findWaiting, saveEmbeddings } from '../../../src/store/embeddings.ts'
import { beginRun } from '../../../src/store/knowledge-sources.ts'
import { embeddingSpace } from '../../../src/store/schema/embeddings.ts'
import { article } from '../../../src/store/schema/knowledge.ts'
import { aFile, aFolder } from '../a-folder.ts'
import { aStore } from '../a-store.ts'

const { db } = aStore()
const sync = (folder: string, onProgress?: (progress: SourceProgress) => void) =>
  createSyncSource({ db: db(), ...(onProgress && { onProgress }) })(
    createFolderSource({ folder, samples: 'skip' }),
  )
const statusOf = async (settings: object = {}) => {
  const [status] = await readSourceStatus(
    db(),
    { settings: Settings.parse(settings) },
    new Date('2026-11-26'),
  )
  return status
}
const paths = async () =>
  (await db().select({ path: article.path }).from(article)).map(({ path }) => path).toSorted()
const versions = async () =>
  Object.fromEntries((await db().select().from(article)).map(({ path, version }) => [path, version]))

const FILES = {
  'billing/refunds.md': aFile('title: Refunds\nreviewed: 2025-01-31'),
  'billing/prices.md': aFile('title: Precios\nlocale: es\nreviewed: 2026-11-01'),
}

test('tells what it did, how far it has come, and how the source stands', async () => {
  const folder = await aFolder(FILES)
  const progress: SourceProgress[] = []
  expect(await sync(folder, (one) => progress.push(one))).toMatchObject({
    kind: 'synced',
    applied: {
      added: [{ path: 'billing/prices.md', title: 'Precios' }, { path: 'billing/refunds.md' }],
      unchanged: 0,
    },
  })
  expect(progress).toEqual([{ name: 'folder', done: 2, total: 2 }])
  expect(await statusOf({ knowledge: { folder: { owner: 'Maya' } } })).toMatchObject({
    name: 'folder',
    owner: 'Maya',
    articles: { en: 1, es: 1 },
    stale: 1,
    syncedAt: expect.any(String),
    counts: { added: 2, changed: 0, removed: 0, unchanged: 0 },
    problem: null,
    running: null,
  })
})

test('tells who owns single articles, and how many chunks of it wait for a vector', async () => {
  const owned = (title: string, owner: string) => aFile(`title: ${title}\nowner: ${owner}`)
  await sync(
    await aFolder({
      ...FILES,
      'a/1.md': owned('One', 'Tom'),
      'a/2.md': owned('Two', 'Maya'),
      'a/3.md': owned('Three', 'Maya'),
    }),
  )
  expect(await statusOf()).toMatchObject({
    owners: [
      { name: 'Maya', articles: 2 },
      { name: 'Tom', articles: 1 },
    ],
    waiting: null,
  })
  const { all, embed } = await withVectors()
  expect(await all()).toMatchObject([
    { name: 'folder', waiting: 5 },
    { name: 'articles', waiting: 0 },
    {},
    {},
    {},
  ])
  await embed(2)
  expect(await all()).toMatchObject([{ waiting: 3 }, { waiting: 0 }, {}, {}, {}])
})

/** The status where a model for embeddings is configured, and a way to give the next chunks a vector. */
async function withVectors() {
  await db().insert(embeddingSpace).values({ model: 'm-1', dimensions: 1 })
  const [space = { id: 0 }] = await readSpaces(db())
  const config = { settings: Settings.parse({}), model: { embedding: 'm-1' } }
  return {
    all: () => readSourceStatus(db(), config, new Date('2026-11-26')),
    embed: async (limit: number) => {
      const waiting = await findWaiting(db(), { space: space.id, after: 0, limit })
      const rows = waiting.map(({ chunk, shelf }) => ({ chunk, shelf, hash: `${chunk}`, numbers: [1] }))
      await db().transaction((tx) => saveEmbeddings(tx, space.id, rows))
    },
  }
}

test('never synced, it says so', async () => {
  expect(await statusOf()).toMatchObject({ articles: {}, stale: 0, syncedAt: null, problem: null })
})

test('keeps the old version of what is wrong and says what to mend, and goes on with the rest', async () => {
  const files = { ...FILES, 'billing/plans.html': '<p>Pro.</p>', 'billing/gone.txt': 'Gone.' }
  const folder = await aFolder(files)
  await sync(folder)
  const before = await versions()
  await rm(join(folder, 'billing/gone.txt'))
  await writeFile(join(folder, 'billing/refunds.md'), aFile('title: Refunds\naudience: all'))
  await writeFile(join(folder, 'billing/plans.html'), new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff]))
  await truncate(join(folder, 'billing/prices.md'), 50_000_000)
  await mkdir(join(folder, 'new'))
  await writeFile(join(folder, 'new/one.md'), aFile('title: One'))
  const end = await sync(folder)
  expect(end.kind === 'failed' && end.problem.split('\n')).toEqual([
    'The knowledge folder has 3 problem(s). What they concern stays as it was before; everything else is up to date.',
    '  - billing/plans.html: is not UTF-8 text',
    expect.stringMatching(/- billing\/prices\.md: has 50\.0 MB, and 5\.0 MB are the most/),
    expect.stringMatching(/- billing\/refunds\.md, line 3: audience must be/),
  ])
  const { 'billing/gone.txt': _, ...kept } = before
  expect(await versions()).toEqual({ ...kept, 'new/one.md': expect.any(String) })
  const failing = await statusOf()
  expect(failing).toMatchObject({ problem: expect.stringContaining('line 3'), syncedAt: expect.any(String) })
  await sync(folder)
  expect((await statusOf())?.failingSince).toBe(failing?.failingSince)
  await rm(join(folder, 'billing/plans.html'))
  for (const [path, file] of Object.entries(FILES)) await writeFile(join(folder, path), file)
  expect(await sync(folder)).toMatchObject({
    kind: 'synced',
    applied: { changed: [], removed: [{ path: 'billing/plans.html' }] },
  })
  expect(await statusOf()).toMatchObject({ problem: null, failingSince: null })
})

test('keeps what lies in a part of the folder that cannot be listed', async () => {
  const folder = await aFolder({ ...FILES, 'account/login.md': aFile('title: Log in') })
  await sync(folder)
  await rm(join(folder, 'billing'), { recursive: true })
  // A link to itself: neither root nor anybody else can follow it.
  await symlink('billing', join(folder, 'billing'))
  await rm(join(folder, 'account/login.md'))
  await writeFile(join(folder, 'account/logout.md'), aFile('title: Log out'))
  expect(await sync(folder)).toMatchObject({ kind: 'failed', problem: expect.stringContaining('billing') })
  expect(await paths()).toEqual(['account/logout.md', 'billing/prices.md', 'billing/refunds.md'])
})

test('hands articles over in commits of 250, holds none back, and tells of no more than twenty problems', async () => {
  const numbers = Array.from({ length: 300 }, (_, index) => index)
  const good = numbers.map((n) => [`good/${n}.txt`, `Number ${n}.`] as const)
  const bad = numbers.slice(0, 25).map((n) => [`worse/${n}.md`, 'No front matter.'] as const)
  const steps = []
  const folder = await aFolder(Object.fromEntries([...good, ...bad]))
  const source = createFolderSource({ folder, samples: 'skip' })
  for await (const step of source.read({ hints: [], isWhole: false, indexed: new Map() })) steps.push(step)
  const [first, last] = steps
  expect(steps).toHaveLength(2)
  expect([first?.articles.length, first?.done, first?.problem]).toEqual([260, 260, undefined])
  expect([last?.articles.length, last?.done, last?.total]).toEqual([40, 325, 325])
  expect(last?.problem?.split('\n').at(-1)).toBe('  - and 5 more')
})

test('does not take a folder that is suddenly empty, or gone, for a decision', async () => {
  const folder = await aFolder(FILES)
  await sync(folder)
  await rm(join(folder, 'billing'), { recursive: true })
  expect(await sync(folder)).toMatchObject({
    kind: 'failed',
    problem: expect.stringContaining('The 2 article(s) that it held before are still answered from'),
  })
  await rm(folder, { recursive: true })
  expect(await sync(folder)).toMatchObject({ kind: 'failed', problem: expect.stringContaining('ENOENT') })
  expect(await paths()).toHaveLength(2)
})

test('waits for nobody, not even for a sync that died', async () => {
  await beginRun(db(), { name: 'folder', run: 'one that died' })
  expect(await sync(await aFolder(FILES))).toMatchObject({ kind: 'synced' })
})
