import { mkdirSync, readdirSync, realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import { drizzle as drizzleServer } from 'drizzle-orm/node-postgres'
import { migrate as migrateServer } from 'drizzle-orm/node-postgres/migrator'
import { drizzle as drizzleEmbedded } from 'drizzle-orm/pglite'
import { migrate as migrateEmbedded } from 'drizzle-orm/pglite/migrator'
import pg from 'pg'
import { type ConstructorOptions, fromPglite } from 'pg-boss'
import type { Db } from './db.ts'
import { lockDataFolder } from './embedded-lock.ts'
import { DatabaseUnreachableError } from './database-unreachable-error.ts'
import { guardTransactions } from './guard-transactions.ts'

const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url))

/** The names of the migrations that this version brings along, oldest first. */
export const ownMigrations = (): readonly string[] => readdirSync(migrationsFolder).toSorted()

/** An open database. Nothing outside this file knows whether it is embedded or a server (law 12). */
export type Store = {
  readonly db: Db
  /** How pg-boss reaches the same database. */
  readonly queueOptions: ConstructorOptions
  /** Brings the schema up to date; several instances may call it at once. */
  readonly migrate: () => Promise<void>
  /** Rejects when the database cannot be reached. */
  readonly ping: () => Promise<void>
  readonly close: () => Promise<void>
}

export type OpenStoreOptions = {
  /** Told when a connection breaks; the pool replaces it by itself. */
  readonly onConnectionError?: (error: Error) => void
  /** A dump of a migrated embedded database to start from (tests). */
  readonly snapshot?: Blob
}

/**
 * Opens `pglite:<folder>` (or `pglite:memory://`) in this process, or a server by `postgres://...`.
 * Throws `DataFolderInUseError` when another process holds the folder.
 */
export const openStore = (url: string, options: OpenStoreOptions = {}): Promise<Store> =>
  url.startsWith('pglite:') ? openEmbedded(url.slice('pglite:'.length), options) : openServer(url, options)

async function openEmbedded(target: string, { snapshot }: OpenStoreOptions): Promise<Store> {
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

const createEmbedded = (folder: string, snapshot: Blob | undefined) =>
  PGlite.create({ dataDir: folder, ...(snapshot && { loadDataDir: snapshot }) })

const unlockAndThrow = (unlock: () => void) => (cause: unknown) => {
  unlock()
  throw new Error('The embedded database could not be opened.', { cause })
}

async function openServer(connectionString: string, { onConnectionError }: OpenStoreOptions): Promise<Store> {
  const pool = new pg.Pool({ connectionString, max: 10, connectionTimeoutMillis: 5_000 })
  const report = (error: Error) => onConnectionError?.(error)
  pool.on('error', report)
  // A client that is checked out when the server goes away emits its own error, which would end the process.
  pool.on('connect', (client) => client.on('error', report))
  const db = drizzleServer({ client: pool })
  return {
    db,
    queueOptions: { connectionString, max: 6 },
    migrate: () => migrateOnce(pool),
    ping: async () => void (await pool.query('select 1')),
    close: () => pool.end(),
  }
}

/** drizzle's migrator takes no lock of its own: instances that start together would trip over each other. */
async function migrateOnce(pool: pg.Pool) {
  const client = await pool.connect().catch((cause: unknown) => {
    throw new DatabaseUnreachableError(cause)
  })
  try {
    await client.query('select pg_advisory_lock(727274)')
    await migrateServer(drizzleServer({ client }), { migrationsFolder })
  } finally {
    await client.query('select pg_advisory_unlock(727274)').catch(() => {})
    client.release()
  }
}
