import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

/** The server that TEST_DATABASE_URL names, for example postgres://user:password@127.0.0.1:5432/postgres. */
export const testServer = (): string | undefined => process.env['TEST_DATABASE_URL'] || undefined

/** Connections that are about to go need so long at most. */
const LOOKS = 50
const LOOK_EVERY_MS = 20

/**
 * The end of a pool does not wait until its connections are gone: one that is cut off in between fails where nobody
 * listens. Whoever stays is cut off.
 */
export async function dropOnServer(name: string): Promise<void> {
  const isInUse = async () =>
    (await onServer('select 1 from pg_stat_activity where datname = $1 limit 1', [name])).length > 0
  for (let look = 0; look < LOOKS && (await isInUse()); look += 1) await wait(LOOK_EVERY_MS)
  await onServer(`drop database if exists ${name} with (force)`)
}

/** The address of a database on the test server. */
export function databaseUrl(name: string): string {
  const url = new URL(testServer() ?? '')
  url.pathname = name
  return url.href
}

/** Runs a statement beside the databases of the tests. */
export async function onServer(
  statement: string,
  values: readonly string[] = [],
): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: testServer() ?? '' })
  await client.connect()
  try {
    return (await client.query(statement, [...values])).rows
  } finally {
    await client.end()
  }
}
