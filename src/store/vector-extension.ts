import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from './db.ts'
import { sqlState } from './sql-state.ts'

/** Whether this database can search vectors, and why not. */
export type VectorExtension = { readonly kind: 'ready' | 'missing' | 'forbidden' | 'too_old' | 'not_made' }

const Row = z.object({ installed: z.string().nullable(), available: z.string().nullable() })

const VERSIONS = sql`
  select (select extversion from pg_extension where extname = 'vector') as installed,
    (select default_version from pg_available_extensions where name = 'vector') as available`

/** The first pgvector whose index goes on searching when a fence leaves out what it has found. */
const LEAST = [0, 8]

/** Looks without changing anything; `not_made`: it is there to be made. */
export async function findVectorExtension(db: Db): Promise<VectorExtension> {
  const [row] = (await db.execute(VERSIONS, 'objects')).map((found) => Row.parse(found))
  const version = row?.installed ?? row?.available
  if (!version) return { kind: 'missing' }
  if (isTooOld(version)) return { kind: 'too_old' }
  return { kind: row?.installed ? 'ready' : 'not_made' }
}

function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [leastMajor = 0, leastMinor = 0] = LEAST
  return major < leastMajor || (major === leastMajor && minor < leastMinor)
}

const MAY_NOT = '42501'
/** Two instances that start together: one of them finds it made (unique_violation, duplicate_object). */
const MADE_MEANWHILE = ['23505', '42710']

/** Makes the extension where it is there to be made. No migration does it: without it, everything but vectors works. */
export async function makeVectorExtension(db: Db): Promise<VectorExtension> {
  const found = await findVectorExtension(db)
  if (found.kind !== 'not_made') return found
  try {
    await db.execute(sql`create extension if not exists vector`)
    return { kind: 'ready' }
  } catch (error) {
    const state = sqlState(error) ?? ''
    if (state === MAY_NOT) return { kind: 'forbidden' }
    if (MADE_MEANWHILE.includes(state)) return { kind: 'ready' }
    throw error
  }
}
