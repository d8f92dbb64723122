import type { NodePgDatabase } from 'drizzle-orm/node-postgres'

/** The database, whichever way it was opened: both drivers share this shape (law 12). */
export type Db = NodePgDatabase

/** The handle inside `db.transaction`. Inside a transaction only this one may be used. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0]
