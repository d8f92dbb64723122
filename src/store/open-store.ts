import { mkdirSync, realpathSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { fromPglite } from 'pg-boss'
import type { Db } from './db.ts'
import { lockDataFolder } from './embedded-lock.ts'
import { guardTransactions } from './guard-transactions.ts'
import { migrationsFolder } from './migrations-folder.ts'
import { openServer } from './open-server.ts'
import type { OpenStoreOptions, Store } from './store.ts'

export type { OpenStoreOptions, Store } from './store.ts'

/**
 * Opens `pglite:<folder>` (or `pglite:memory://`) in this process, or a server by `postgres://...`.
 * Throws `DataFolderInUseError` when another process holds the folder.
 */
export const openStore = (url: string, options: OpenStoreOptions = {}): Promise<Store> =>
  url.startsWith('pglite:') ? openEmbedded(url.slice('pglite:'.length), options) : openServer(url, options)

async function openEmbedded(target: string, { snapshot }: OpenStoreOptions): Promise<Store> {
  // A service on a server never loads a second Postgres.
  const { drizzle: drizzleEmbedded } = await import('drizzle-orm/pglite')
  const { migrate: migrateEmbedded } = await import('drizzle-orm/pglite/migrator')
  const inMemory = target.startsWith('memory:')
  const folder = inMemory ? target : realFolder(target)
  const unlock = inMemory ? () => {} : lockDataFolder(folder)
  const client = guardTransactions(await createEmbedded(folder, snapshot).catch(unlockAndThrow(unlock)))
  const database = drizzleEmbedded({ client })
  return {
    // Both drivers extend PgAsyncDatabase and answer `execute` with `rows`; drizzle has no name for that.
    db: database as unknown as Db,
    queueOptions: { db: fromPglite(client), backend: 'pglite' },
    migrate: shared(async () => void (await migrateEmbedded(database, { migrationsFolder }))),
    ping: async () => void (await database.execute(sql`select 1`)),
    close: async () => {
      await client.close().finally(unlock)
    },
  }
}

/** The data folder behind `pglite:<folder>`; nothing for a server or a database in memory. */
export function dataFolder(url: string): string | undefined {
  const target = url.startsWith('pglite:') ? url.slice('pglite:'.length) : 'memory:'
  return target.startsWith('memory:') ? undefined : realFolder(target)
}

/** One name for one folder, links looked through: the lock lies beside the folder. */
function realFolder(target: string): string {
  mkdirSync(target, { recursive: true })
  return realpathSync(target)
}

/** Calls that overlap share one run: drizzle's migrator takes no lock, and here an advisory lock would hold nobody. */
function shared(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => {
    running ??= work().finally(() => {
      running = undefined
    })
    return running
  }
}

async function createEmbedded(folder: string, snapshot: Blob | undefined) {
  const { PGlite } = await import('@electric-sql/pglite')
  // Always: a database with an index of vectors in it cannot even be counted without what the index was made by.
  const { vector } = await import('@electric-sql/pglite-pgvector')
  const extensions = { vector }
  return PGlite.create({ dataDir: folder, extensions, ...(snapshot && { loadDataDir: snapshot }) })
}

const unlockAndThrow = (unlock: () => void) => (cause: unknown) => {
  unlock()
  throw new Error('The embedded database could not be opened.', { cause })
}
