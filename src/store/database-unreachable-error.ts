import { databaseTrouble } from './database-trouble.ts'

/** The server that DATABASE_URL names gave no connection. Never carries the address: it may hold a password. */
export class DatabaseUnreachableError extends Error {
  override readonly name = 'DatabaseUnreachableError'
  constructor(cause: unknown) {
    const { found, fix } = databaseTrouble(cause) ?? {
      found: `The database cannot be reached: ${cause instanceof Error ? cause.message : String(cause)}.`,
      fix: 'Check DATABASE_URL and that the server runs.',
    }
    super(`${found} ${fix} Without DATABASE_URL the embedded database is used.`, { cause })
  }
}
