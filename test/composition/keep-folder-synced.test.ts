import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keepFolderSynced } from '../../src/composition/keep-folder-synced.ts'
import { readSourceRows } from '../../src/store/knowledge-sources.ts'
import { aFile, aFolder } from '../knowledge/a-folder.ts'
import { aStore } from '../knowledge/a-store.ts'
import { indexedIn } from '../knowledge/sources/a-library.ts'
import { aLog } from '../support/a-log.ts'
import { stageConfig } from '../support/a-stage.ts'
import { until } from '../support/a-talk.ts'

const { db } = aStore()

test('what is written into the folder is searched soon after, and a broken file changes nothing', async () => {
  const folder = await aFolder({ 'billing/refunds.md': aFile('title: Refunds') })
  const stop = new AbortController()
  const config = { ...stageConfig({}), knowledgeFolder: folder }
  const { log } = aLog()
  const watching = keepFolderSynced({ config, samples: 'use', db: db(), log, signal: stop.signal })
  const titles = async () => (await indexedIn(db())).map(({ title }) => title)
  await writeFile(join(folder, 'billing/prices.md'), aFile('title: Prices'))
  await until('both are searched', async () => (await titles()).length === 2)
  await writeFile(join(folder, 'billing/prices.md'), 'no front matter')
  await until('the failure is kept', async () => (await readSourceRows(db()))[0]?.problem != null)
  expect(await titles()).toEqual(['Prices', 'Refunds'])
  await rm(join(folder, 'billing/prices.md'))
  await until('the article is gone', async () => (await titles()).length === 1)
  stop.abort()
  await watching
})

test('a folder that cannot be watched is written down, and nothing else', async () => {
  const { log, lines } = aLog()
  const config = { ...stageConfig({}), knowledgeFolder: '/nowhere' }
  await keepFolderSynced({ config, samples: 'use', db: db(), log, signal: new AbortController().signal })
  expect(lines().join('')).toContain('is not watched any more')
})
