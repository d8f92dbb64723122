import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { DatabaseUnfitError } from './database-unfit-error.ts'
import { DatabaseUnreachableError } from './database-unreachable-error.ts'
import { sqlState } from './sql-state.ts'

export type TemporaryDatabase = { readonly url: string; readonly drop: () => Promise<void> }

const CONNECT_WITHIN_MS = 5_000
const MAY_NOT = '42501'

/**
 * An empty database beside the one that `server` names, which only says where to connect and is not written to. Throws
 * `DatabaseUnreachableError`, or `DatabaseUnfitError` when the user may make none.
 */
export async function createTemporaryDatabase(server: string, prefix: string): Promise<TemporaryDatabase> {
  const name = `${prefix}_${randomUUID().slice(0, 8)}`
  await onServer(server, `create database ${name}`).catch((cause: unknown) => {
    if (sqlState(cause) !== MAY_NOT) throw cause
    throw new DatabaseUnfitError(
      'The user of DATABASE_URL may not make a temporary database. Let it (alter role <user> createdb), ' +
        'or unset DATABASE_URL to use an embedded one.',
      { cause },
    )
  })
  const url = new URL(server)
  url.pathname = name
  // Postgres waits some seconds for connections that are about to go; whoever stays is cut off.
  const drop = () =>
    onServer(server, `drop database if exists ${name}`).catch(() =>
      onServer(server, `drop database if exists ${name} with (force)`),
    )
  return { url: url.href, drop }
}

async function onServer(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: CONNECT_WITHIN_MS })
  // A connection that breaks rejects the statement as well.
  client.on('error', () => {})
  await client.connect().catch((cause: unknown) => {
    throw new DatabaseUnreachableError(cause)
  })
  await client.query(statement).finally(() => client.end())
}
