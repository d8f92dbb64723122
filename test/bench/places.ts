import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { CleanUp } from './clean-up.ts'

export type PlaceName = 'embedded' | 'server'

/** Where a measurement keeps its data. */
export type Place = {
  readonly name: PlaceName
  /** An empty database that is removed at the end, and a folder for whatever else there is. */
  readonly create: () => Promise<{ readonly folder: string; readonly databaseUrl: string }>
}

/** The embedded database, and a server if one is named. */
export const createPlaces = (serverUrl: string | undefined, cleanUp: CleanUp): readonly Place[] => [
  {
    name: 'embedded',
    create: async () => {
      const folder = createFolder(cleanUp)
      return { folder, databaseUrl: `pglite:${join(folder, 'pglite')}` }
    },
  },
  ...(serverUrl
    ? [
        {
          name: 'server',
          create: async () => ({
            folder: createFolder(cleanUp),
            databaseUrl: await createOnServer(serverUrl, cleanUp),
          }),
        } as const,
      ]
    : []),
]

function createFolder(cleanUp: CleanUp): string {
  const folder = mkdtempSync(join(tmpdir(), 'firstline-bench-'))
  cleanUp.later(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function createOnServer(serverUrl: string, cleanUp: CleanUp): Promise<string> {
  const name = `firstline_bench_${randomUUID().replaceAll('-', '')}`
  await onServer(serverUrl, `create database ${name}`)
  cleanUp.later(() => onServer(serverUrl, `drop database ${name} with (force)`))
  const url = new URL(serverUrl)
  url.pathname = name
  return url.href
}

async function onServer(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
