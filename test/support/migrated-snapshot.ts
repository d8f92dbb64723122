import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'

const ROOT = join(import.meta.dirname, '../..')
const MIGRATIONS = join(ROOT, 'migrations')
const CACHE = join(ROOT, 'node_modules/.cache/firstline')

/**
 * What `OpenStoreOptions.snapshot` takes: a migrated, empty embedded database. The first one leaves its dump behind,
 * named by what it was made of.
 */
export const migratedSnapshot = async (): Promise<Blob> => new Blob([await migratedDump()])

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
