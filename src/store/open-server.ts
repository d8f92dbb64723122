import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { DatabaseUnreachableError } from './database-unreachable-error.ts'
import { migrationsFolder } from './migrations-folder.ts'
import { createStatementNames, prepareRepeated } from './prepare-repeated.ts'
import { refuseUnfit } from './refuse-unfit.ts'
import type { OpenStoreOptions, Store } from './store.ts'

/** Nobody waits for ever: neither for a connection, nor for a server that has gone silent. */
const PATIENCE = { connectionTimeoutMillis: 5_000, query_timeout: 35_000, keepAlive: true } as const

/**
 * What the server ends by itself: a statement that waits for a lock or searches too long, and the transaction of a
 * process that froze, which would keep all others from its conversation. Set once connected, for poolers refuse them
 * among the parameters of a start. And nothing is compiled for a search: that takes longer than the search (0.2 s more).
 */
const LIMITS = `set jit = off; set statement_timeout = '30s'; set idle_in_transaction_session_timeout = '60s'`

/**
 * The queue only wakes (law 2): what a server that crashes loses of the last moments, `findUnwoken` and the sweep find.
 * So none of its commits waits for the disk.
 */
const LOST_WAKES = 'set synchronous_commit = off'

const CONNECTIONS = { walk: 10, queue: 6 } as const

/** A Postgres server by `postgres://...`. It is not asked for anything yet. */
export async function openServer(
  connectionString: string,
  { onConnectionError }: OpenStoreOptions,
): Promise<Store> {
  const report = (error: Error) => onConnectionError?.(error)
  const nameOf = createStatementNames()
  const pool = new pg.Pool({
    connectionString,
    max: CONNECTIONS.walk,
    ...PATIENCE,
    onConnect: async (client) => {
      await client.query(LIMITS)
      prepareRepeated(client, nameOf)
    },
  })
  pool.on('error', report)
  // A client that is checked out when the server goes away emits its own error, which would end the process.
  pool.on('connect', (client) => client.on('error', report))
  // pg-boss hands all of it to its own pool.
  const queueOptions = {
    connectionString,
    max: CONNECTIONS.queue,
    ...PATIENCE,
    onConnect: async (client: pg.ClientBase) => void (await client.query(LOST_WAKES)),
  }
  return {
    db: drizzle({ client: pool }),
    queueOptions,
    migrate: () => migrateOnce(connectionString, report),
    ping: () => refuseUnfit(pool),
    close: () => pool.end(),
  }
}

/**
 * drizzle's migrator takes no lock of its own: instances that start together would trip over each other. On a connection
 * without limits: a migration may take its time, and so may waiting for that of another instance. Its end frees the lock.
 */
async function migrateOnce(connectionString: string, onError: (error: Error) => void): Promise<void> {
  const { connectionTimeoutMillis, keepAlive } = PATIENCE
  const client = new pg.Client({ connectionString, connectionTimeoutMillis, keepAlive })
  client.on('error', onError)
  await client.connect().catch((cause: unknown) => {
    throw new DatabaseUnreachableError(cause)
  })
  try {
    await refuseUnfit(client)
    await client.query('select pg_advisory_lock(727274)')
    await migrate(drizzle({ client }), { migrationsFolder })
  } finally {
    await client.end()
  }
}
