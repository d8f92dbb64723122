import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import type { Db } from '../../src/store/db.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { createOnServer } from './a-server.ts'
import { testServer } from './test-server.ts'
import { migratedSnapshot } from './migrated-snapshot.ts'

/** A database that somebody else opens, and that is removed afterwards. */
export type TestDatabase = {
  readonly url: string
  /** What `openStore` starts an embedded one from. */
  readonly snapshot?: Blob
  readonly drop: () => Promise<void>
}

const IN_MEMORY = 'pglite:memory://'

/**
 * A migrated database of its own: in memory, or on the server that TEST_DATABASE_URL names. Migrating one takes 1.7 s;
 * a copy of a migrated one opens in 0.3 s, on a server in less.
 */
export async function newDatabase(): Promise<TestDatabase> {
  if (testServer()) return createOnServer('migrated')
  return { url: IN_MEMORY, snapshot: await migratedSnapshot(), drop: async () => {} }
}

/** One that is still there when it is opened again: a folder, or a database on the server. */
export async function newLastingDatabase(): Promise<TestDatabase> {
  if (testServer()) return createOnServer('migrated')
  const folder = mkdtempSync(join(tmpdir(), 'firstline-database-'))
  const url = `pglite:${join(folder, 'pglite')}`
  await (await openStore(url, { snapshot: await migratedSnapshot() })).close()
  return { url, drop: async () => rmSync(folder, { recursive: true, force: true }) }
}

/** Opened, and dropped when it is closed. */
export const openDatabase = async (): Promise<Store> => open(await newDatabase())

/** The same without any table. */
export const openEmptyDatabase = async (): Promise<Store> =>
  open(testServer() ? await createOnServer('empty') : { url: IN_MEMORY, drop: async () => {} })

async function open({ url, snapshot, drop }: TestDatabase): Promise<Store> {
  const store = await openStore(url, { ...(snapshot && { snapshot }) })
  return { ...store, close: () => store.close().finally(drop) }
}

/** One such database for all tests of a file. */
export function aDatabase(): { readonly store: () => Store; readonly db: () => Db } {
  const opened: { store?: Store } = {}
  const store = () => {
    if (!opened.store) throw new Error('The database is opened before the first test.')
    return opened.store
  }
  beforeAll(async () => {
    opened.store = await openDatabase()
  })
  afterAll(() => opened.store?.close())
  return { store, db: () => store().db }
}
