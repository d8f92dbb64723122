import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from './db.ts'

/** What a database says of itself. Nothing is written, and nothing needs a table of ours. */
export const DatabaseFacts = z.object({
  /** `16.4`, as the server puts it. */
  version: z.string(),
  major: z.int(),
  /** A standby, or a server that was set so. */
  readOnly: z.boolean(),
  /** May make schemas: migrations and the queue need it. */
  mayCreate: z.boolean(),
  /** The server survives a power failure with all that it has confirmed. */
  fsync: z.boolean(),
  sizeBytes: z.number(),
  vector: z.enum(['installed', 'available', 'missing']),
  /** By how many milliseconds its clock is ahead of this process's; half the way there and back is allowed for. */
  clockAheadMs: z.number(),
  /** The names of the migrations that it has seen, in their order. */
  migrations: z.array(z.string()),
})
export type DatabaseFacts = z.infer<typeof DatabaseFacts>

const Row = z.object({
  version: z.string(),
  version_num: z.coerce.number(),
  read_only: z.string(),
  may_create: z.boolean(),
  fsync: z.string(),
  size: z.coerce.number(),
  vector_installed: z.boolean(),
  vector_available: z.boolean(),
  has_migrations: z.boolean(),
})

const ABOUT = sql`
    select current_setting('server_version') as version,
      current_setting('server_version_num') as version_num,
      current_setting('transaction_read_only') as read_only,
      has_database_privilege(current_database(), 'CREATE') as may_create,
      current_setting('fsync') as fsync,
      pg_database_size(current_database())::text as size,
      exists (select 1 from pg_extension where extname = 'vector') as vector_installed,
      exists (select 1 from pg_available_extensions where name = 'vector') as vector_available,
      to_regclass('drizzle.__drizzle_migrations') is not null as has_migrations`

/** Rejects as the driver does when the database cannot be asked. */
export async function readDatabaseFacts(db: Db): Promise<DatabaseFacts> {
  const clockAheadMs = await readClock(db)
  const [row] = (await db.execute(ABOUT, 'objects')).map((said) => Row.parse(said))
  if (!row) throw new Error('The database said nothing of itself.')
  return {
    version: row.version,
    major: Math.floor(row.version_num / 10_000),
    readOnly: row.read_only === 'on',
    mayCreate: row.may_create,
    fsync: row.fsync === 'on',
    sizeBytes: row.size,
    vector: vectorOf(row),
    clockAheadMs,
    migrations: row.has_migrations ? await readMigrations(db) : [],
  }
}

const vectorOf = ({ vector_installed, vector_available }: z.infer<typeof Row>): DatabaseFacts['vector'] => {
  if (vector_installed) return 'installed'
  return vector_available ? 'available' : 'missing'
}

const CLOCK = sql`select (extract(epoch from clock_timestamp()) * 1000)::text as now_ms`
const Clock = z.object({ now_ms: z.coerce.number() })

/** The second answer counts: the first one waits for the connection. */
async function readClock(db: Db): Promise<number> {
  const ask = () => db.execute(CLOCK, 'objects')
  await ask()
  const askedAtMs = Date.now()
  const [row] = await ask()
  return Math.round(Clock.parse(row).now_ms - (askedAtMs + Date.now()) / 2)
}

const APPLIED = sql`select name from drizzle.__drizzle_migrations order by created_at`
const Migration = z.object({ name: z.string().nullable() })

async function readMigrations(db: Db): Promise<string[]> {
  const rows = await db.execute(APPLIED, 'objects')
  return rows.flatMap((row) => Migration.parse(row).name ?? [])
}
