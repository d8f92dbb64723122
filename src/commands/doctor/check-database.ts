import { z } from 'zod'
import type { DatabaseFacts } from '../../store/database-facts.ts'
import { MIN_SERVER_VERSION } from '../../store/min-server-version.ts'
import type { DatabaseReading } from './read-database.ts'
import { type Finding, findingsOf } from './finding.ts'
import { bytesInWords, counted, someOf } from './in-words.ts'

const { ok, fail, skipped } = findingsOf('Database')
const migrations = findingsOf('Migrations')
const durability = findingsOf('Durability')

export type DatabaseCase = {
  readonly facts: DatabaseFacts
  readonly isEmbedded: boolean
  /** The migrations of this version. */
  readonly own: readonly string[]
  /** Real customers depend on it. */
  readonly isReal: boolean
}

/** A database that has answered. */
export const judgeDatabase = (found: DatabaseCase): readonly Finding[] => [
  ...judgeServer(found),
  judgeMigrations(found),
  judgeDurability(found),
]

function judgeServer({ facts, isEmbedded }: DatabaseCase): readonly Finding[] {
  const what = isEmbedded ? 'embedded Postgres' : 'Postgres server'
  const vector = { installed: 'vector installed', available: 'vector available', missing: 'no vector' }[
    facts.vector
  ]
  const about = `${what} ${facts.version}, ${bytesInWords(facts.sizeBytes)}; ${vector} (for an embedding model)`
  if (!isEmbedded && facts.major < MIN_SERVER_VERSION) {
    return [fail(about, `Firstline needs Postgres ${MIN_SERVER_VERSION} or newer: upgrade the server.`)]
  }
  if (!facts.readOnly) return [ok(about)]
  const fix =
    'Nothing can be stored. Point DATABASE_URL at the primary, or lift default_transaction_read_only.'
  return [fail(`${about}; it is READ-ONLY`, fix)]
}

function judgeMigrations({ facts, own }: DatabaseCase): Finding {
  const pending = own.filter((name) => !facts.migrations.includes(name))
  const unknown = facts.migrations.filter((name) => !own.includes(name))
  if (unknown.length > 0) {
    const fix =
      'A newer Firstline has used this database. Start that version, or restore a backup from before.'
    return migrations.fail(`the database is newer than this version: ${someOf(unknown)}`, fix)
  }
  if (pending.length === 0) return migrations.ok(`all ${own.length} applied`)
  if (facts.readOnly || !facts.mayCreate) {
    const fix = 'The next start would fail. Let the user of DATABASE_URL write, and create in this database.'
    return migrations.fail(`${pending.length} of ${own.length} are missing and may not be applied`, fix)
  }
  return facts.migrations.length === 0
    ? migrations.ok('none yet; the first start applies them')
    : migrations.warn(
        `${counted(pending.length, 'migration')} pending`,
        'Restart the service: a start applies them.',
      )
}

function judgeDurability({ facts, isEmbedded, isReal }: DatabaseCase): Finding {
  if (facts.fsync) return durability.ok('fsync is on: what was acknowledged survives a power cut')
  if (!isEmbedded) {
    const fix = 'Set fsync = on in postgresql.conf: notifications that were acknowledged could be lost.'
    return durability.warn('fsync is off on the server', fix)
  }
  const found = 'the embedded database has no fsync: a power cut may lose its last moments'
  if (!isReal) return durability.ok(`${found}; fine for a sandbox`)
  return durability.warn(found, 'Use a Postgres server for customers: DATABASE_URL=postgres://...')
}

/** SQL states and network codes that an operator can do something about. */
const REASONS = new Map<string, readonly [string, string]>([
  ['28P01', ['refuses the password', 'Check name and password in DATABASE_URL.']],
  ['28000', ['refuses this user', 'Check the user in DATABASE_URL, and pg_hba.conf on the server.']],
  ['3D000', ['has no such database', 'Create it (createdb), or correct its name in DATABASE_URL.']],
  ['53300', ['has no connection left', 'Raise max_connections, or stop what uses them.']],
  ['57P03', ['is starting up or shutting down', 'Wait a moment, then run doctor again.']],
  ['42501', ['denies this user what doctor asks', 'Grant it CONNECT and CREATE on the database.']],
  ['ECONNREFUSED', ['refuses the connection', 'Start the server; check host and port in DATABASE_URL.']],
  ['ENOTFOUND', ['has a host name that nobody knows', 'Check the host in DATABASE_URL.']],
  [
    'EAI_AGAIN',
    ['has a host name that cannot be looked up now', 'Check the host in DATABASE_URL, and the network.'],
  ],
  ['ETIMEDOUT', ['does not answer', 'Check host and port in DATABASE_URL, and firewalls between.']],
])

const Coded = z.object({ code: z.string() })

/** Error codes only: messages of drivers may quote what was sent. */
export function judgeUnreachable(error: unknown, isEmbedded: boolean): Finding {
  if (isEmbedded) {
    const fix = 'Move the folder away (a new one is made), restore a backup of it, or use a server.'
    return fail(`the embedded database cannot be opened${inBrackets(codeIn(error))}`, fix)
  }
  const code = codeIn(error)
  const [found, fix] = REASONS.get(code ?? '') ?? [
    'cannot be reached or asked',
    'Check DATABASE_URL (also sslmode), and that the server runs.',
  ]
  return fail(`the server ${found}${inBrackets(code)}`, fix)
}

const inBrackets = (code: string | undefined): string => (code ? ` (${code})` : '')

/** drizzle and node put the driver's error below their own. */
function codeIn(error: unknown): string | undefined {
  const own = Coded.safeParse(error).data?.code
  if (own !== undefined) return own
  if (error instanceof AggregateError) return codeIn(error.errors[0])
  return error instanceof Error && error.cause !== undefined ? codeIn(error.cause) : undefined
}

/** What is told of a database, whatever came of asking it. */
export function judgeReading(
  reading: DatabaseReading,
  context: Omit<DatabaseCase, 'facts'>,
): readonly Finding[] {
  switch (reading.kind) {
    case 'read':
      return judgeDatabase({ facts: reading.facts.database, ...context })
    case 'new':
      return [ok('embedded Postgres, new: the first start sets it up')]
    case 'held':
      return [skipped('the process that holds the data folder does not answer')]
    case 'unreachable':
      return [judgeUnreachable(reading.error, context.isEmbedded)]
    case 'not_asked':
      return [skipped('DATABASE_URL is wrong')]
  }
}
