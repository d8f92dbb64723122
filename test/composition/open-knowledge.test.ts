import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { toIntercomConfig } from '../../src/commands/sandbox-config.ts'
import { openKnowledge, readKnowledge } from '../../src/composition/open-knowledge.ts'
import type { IntercomConfig } from '../../src/config/parse-config.ts'
import type { Settings } from '../../src/config/settings.ts'
import { KnowledgeError } from '../../src/knowledge/knowledge-error.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts'
import { readSourceRows } from '../../src/store/knowledge-sources.ts'
import { aFile, aFolder } from '../knowledge/a-folder.ts'
import { aStore } from '../knowledge/a-store.ts'
import { indexedIn } from '../knowledge/sources/a-library.ts'
import { aLog } from '../support/a-log.ts'
import { stageConfig } from '../support/a-stage.ts'

const { db } = aStore()
const box: { sandbox?: Sandbox } = {}
beforeAll(async () => {
  box.sandbox = await startSandbox()
})
afterAll(() => box.sandbox?.close())

type Knowledge = z.input<typeof Settings>['knowledge']

/** What a start does before anybody can ask something. */
async function open(
  folder: string,
  knowledge: Knowledge,
  intercom: Partial<IntercomConfig> = {},
): Promise<number> {
  if (!box.sandbox) throw new Error('The sandbox is started before the first test.')
  const config = { ...stageConfig({ settings: { knowledge } }), knowledgeFolder: folder }
  const read = await readKnowledge(config, 'use')
  return openKnowledge({
    config,
    intercom: { ...toIntercomConfig(box.sandbox), ...intercom },
    samples: 'use',
    read,
    db: db(),
    log: aLog().log,
  })
}

const problemsOf = async (opening: Promise<unknown>): Promise<readonly string[]> => {
  const error = await opening.catch((thrown: unknown) => thrown)
  if (error instanceof KnowledgeError) return error.problems
  throw new Error('Nothing was wrong.', { cause: error })
}
const ONE = { 'billing/refunds.md': aFile('title: Refunds') }
const OFF = { articles: { use: 'off' } } as const
const ON = { articles: { use: 'public' } } as const

test('with articles in the folder asks the workspace nothing yet', async () => {
  expect(await open(await aFolder(ONE), ON, { baseUrl: 'http://127.0.0.1:9' })).toBe(1)
})

test('with an empty folder takes what the workspace has published', async () => {
  expect(await open(await aFolder({}), ON)).toBe(3)
})

test('with the folder switched off, too', async () => {
  expect(await open('/nowhere', { ...ON, folder: { use: 'off' } })).toBe(3)
})

test('with nothing from anywhere fails, and says why of each', async () => {
  expect(await problemsOf(open(await aFolder({}), OFF))).toEqual([
    expect.stringContaining('holds no article'),
  ])
  const empty = { articles: { use: 'off' }, snippets: { use: 'internal' } } as const
  const ofAnother = { accessToken: 'sandbox-wrong' }
  expect(await problemsOf(open(await aFolder({}), empty, ofAnother))).toEqual([
    expect.stringContaining('holds no article'),
    expect.stringContaining('Intercom does not accept the token'),
  ])
})

test('gives up the articles of a source that is switched off, and forgets how far it was read', async () => {
  const folder = await aFolder(ONE)
  await open(await aFolder({}), ON)
  expect(await open(folder, OFF)).toBe(1)
  expect((await indexedIn(db())).map(({ path }) => path)).toEqual(['billing/refunds.md'])
  expect((await readSourceRows(db())).map(({ name }) => name)).toEqual(['folder'])
})

test('a source that is for teammates from now on shows contacts nothing, and is read anew; the other way round, too', async () => {
  const off = { folder: { use: 'off' } } as const
  const audiences = async () => (await indexedIn(db())).map(({ audience }) => audience)
  await open('/nowhere', { ...off, ...ON })
  expect(await audiences()).toEqual(['public', 'public', 'public'])
  await open(await aFolder(ONE), { articles: { use: 'internal' } })
  expect((await indexedIn(db())).map(({ path }) => path)).toEqual(['billing/refunds.md'])
  await open('/nowhere', { ...off, articles: { use: 'internal' } })
  expect(await audiences()).toEqual(['internal', 'internal', 'internal'])
  expect(await readSourceRows(db())).toMatchObject([{ name: 'articles', sweptAt: expect.any(Date) }])
  await open('/nowhere', { ...off, ...ON })
  expect(await readSourceRows(db())).toEqual([])
})

test('starts with what it had while the folder is not mounted', async () => {
  const folder = await aFolder(ONE)
  await open(folder, ON)
  await rm(`${folder}/billing`, { recursive: true })
  expect(await open(folder, ON)).toBe(1)
  expect(await readSourceRows(db())).toMatchObject([
    { problem: expect.stringContaining('still answered from') },
  ])
})
