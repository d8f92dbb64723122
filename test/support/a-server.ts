import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { databaseUrl, dropOnServer, onServer } from './test-server.ts'

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

/**
 * What is tested on a server is what needs this file (`npm run test:server`); what runs before every test must not.
 *
 * A database of its own on the test server, by the name of this run, so that its end finds what was left.
 */
export async function createOnServer(kind: 'migrated' | 'empty'): Promise<ServerDatabase> {
  const template = inject('template')
  if (!template) throw new Error('TEST_DATABASE_URL names no server.')
  const name = `${template}_${randomUUID().slice(0, 13).replace('-', '')}`
  await onServer(`create database ${name}${kind === 'migrated' ? ` template ${template}` : ''}`)
  return { name, url: databaseUrl(name), drop: () => dropOnServer(name) }
}
