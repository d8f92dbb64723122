import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'
import type { Db } from '../../src/store/db.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'

const ROOT = join(import.meta.dirname, '../..')
const MIGRATIONS = join(ROOT, 'migrations')
const CACHE = join(ROOT, 'node_modules/.cache/firstline')

/**
 * A migrated database of its own for this test: in memory, or on the server that TEST_DATABASE_URL names. Setting one
 * up takes 1.7 s; the dump that the first one leaves behind, named by what it was made of, opens in 0.3 s.
 */
export async function openDatabase(): Promise<Store> {
  const server = process.env['TEST_DATABASE_URL']
  if (server) return openOnServer(server)
  return openStore('pglite:memory://', { snapshot: await migratedSnapshot() })
}

/** What `OpenStoreOptions.snapshot` takes: a migrated, empty database. */
export const migratedSnapshot = async (): Promise<Blob> => new Blob([await migratedDump()])

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

async function migratedDump(): Promise<Uint8Array<ArrayBuffer>> {
  const file = join(CACHE, `migrated-${hashOfMakings()}.tar`)
  const kept = readIfThere(file)
  if (kept) return kept
  const client = await PGlite.create('memory://')
  await migrate(drizzle({ client }), { migrationsFolder: MIGRATIONS })
  const dump = await (await client.dumpDataDir('none')).bytes()
  await client.close()
  // Renamed into place: another worker never reads half a dump.
  mkdirSync(CACHE, { recursive: true })
  writeFileSync(`${file}.${process.pid}`, dump)
  renameSync(`${file}.${process.pid}`, file)
  return dump
}

function hashOfMakings(): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(MIGRATIONS, { recursive: true, encoding: 'utf8' }).sort()) {
    if (name.endsWith('.sql')) hash.update(name).update(readFileSync(join(MIGRATIONS, name)))
  }
  const version = readFileSync(join(ROOT, 'node_modules/@electric-sql/pglite/package.json'))
  return hash.update(version).digest('hex').slice(0, 16)
}

function readIfThere(file: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return new Uint8Array(readFileSync(file))
  } catch {
    return undefined
  }
}

async function openOnServer(server: string): Promise<Store> {
  const { url, drop } = await createOnServer(server)
  const store = await openStore(url)
  await store.migrate()
  return { ...store, close: () => store.close().then(drop) }
}

/** An empty database on a server. */
export async function createOnServer(
  server: string,
): Promise<{ readonly url: string; readonly drop: () => Promise<void> }> {
  const name = `firstline_test_${randomUUID().replaceAll('-', '')}`
  await onServer(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = name
  return { url: url.href, drop: () => onServer(server, `drop database ${name} with (force)`) }
}

async function onServer(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
