import type { ConstructorOptions } from 'pg-boss'
import type { Db } from './db.ts'

/** An open database. Nothing but what opens it knows whether it is embedded or a server (law 12). */
export type Store = {
  readonly db: Db
  /** How pg-boss reaches the same database. */
  readonly queueOptions: ConstructorOptions
  /** Brings the schema up to date; several instances may call it at once. */
  readonly migrate: () => Promise<void>
  /** Rejects when the database cannot be reached, or takes nothing because it is read-only. */
  readonly ping: () => Promise<void>
  readonly close: () => Promise<void>
}

export type OpenStoreOptions = {
  /** Told when a connection breaks; the pool replaces it by itself. */
  readonly onConnectionError?: (error: Error) => void
  /** A dump of a migrated embedded database to start from (tests). */
  readonly snapshot?: Blob
}
