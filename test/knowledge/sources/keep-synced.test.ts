import { expect, test } from 'vitest'
import type { Applied } from '../../../src/knowledge/apply-changes.ts'
import { createKeepSynced } from '../../../src/knowledge/sources/keep-synced.ts'
import type { Source } from '../../../src/knowledge/sources/source.ts'
import type { SyncEnd } from '../../../src/knowledge/sources/sync-source.ts'
import { aLog } from '../../support/a-log.ts'

const SOURCE: Source = { name: 'folder', read: async function* () {} }
const NOTHING: Applied = { added: [], changed: [], removed: [], unchanged: 3 }
const article = { path: 'a.md', title: 'A' }
const synced = (applied: Partial<Applied>): SyncEnd => ({
  kind: 'synced',
  name: 'folder',
  applied: { ...NOTHING, ...applied },
})

test.each<[string, SyncEnd, number]>([
  ['added', synced({ added: [article] }), 1],
  ['changed', synced({ changed: [article] }), 1],
  ['removed', synced({ removed: [article] }), 1],
  ['nothing has changed', synced({}), 0],
  ['busy', { kind: 'busy', name: 'folder' }, 0],
  ['failed', { kind: 'failed', name: 'folder', problem: 'away', error: new Error('away') }, 0],
])('tells of a sync that has changed something, and of no other: %s', async (_, end, told) => {
  let changes = 0
  const { syncAll } = createKeepSynced({
    sources: [SOURCE],
    sync: async () => end,
    log: aLog().log,
    signal: new AbortController().signal,
    onChange: () => {
      changes += 1
    },
  })
  await syncAll()
  expect(changes).toBe(told)
})
