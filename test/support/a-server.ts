import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** The migrated database on the server that every other one of this run is a copy of; none without a server. */
    template: string | undefined
  }
}

export type ServerDatabase = {
  readonly url: string
  readonly name: string
  readonly drop: () => Promise<void>
}

/** The server that TEST_DATABASE_URL names, for example postgres://user:password@127.0.0.1:5432/postgres. */
export const testServer = (): string | undefined => process.env['TEST_DATABASE_URL'] || undefined

/** A database of its own on the test server, by the name of this run, so that its end finds what was left. */
export async function createOnServer(kind: 'migrated' | 'empty'): Promise<ServerDatabase> {
  const template = inject('template')
  if (!template) throw new Error('TEST_DATABASE_URL names no server.')
  const name = `${template}_${randomUUID().slice(0, 13).replace('-', '')}`
  await onServer(`create database ${name}${kind === 'migrated' ? ` template ${template}` : ''}`)
  return { name, url: databaseUrl(name), drop: () => dropOnServer(name) }
}

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
