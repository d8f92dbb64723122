import { sql } from 'drizzle-orm'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { createConsoleRoutes } from '../../src/console/console-routes.ts'
import type { AppId } from '../../src/domain/ids.ts'
import type { Db } from '../../src/store/db.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { REF } from '../support/builders.ts'

export type AConsole = {
  readonly db: Db
  readonly http: FastifyInstance
  /** Asks as a browser on this machine does. */
  readonly get: (path: string) => Promise<{ readonly status: number; readonly page: string }>
}

/** The console's routes on a real, migrated database in memory, emptied before each test of the file. */
export function aConsole(appId: () => AppId | undefined = () => REF.appId): () => AConsole {
  const opened: { store?: Store; http?: FastifyInstance } = {}
  const fileModes = { mode: 'auto', topics: [{ name: 'billing', mode: 'suggest' }] } as const
  beforeAll(async () => {
    opened.store = await openStore('pglite:memory://')
    await opened.store.migrate()
    opened.http = fastify()
    await opened.http.register(createConsoleRoutes({ db: opened.store.db, appId, fileModes }))
  })
  beforeEach(async () => {
    // `truncate` is the one way to empty the audit trail, which refuses update and delete.
    await opened.store?.db.execute(
      sql`truncate switch, conversation, part, turn, draft, evidence, effect, article_version, chunk cascade`,
    )
    await opened.store?.db.execute(sql`alter table audit_event disable trigger user`)
    await opened.store?.db.execute(sql`truncate audit_event`)
    await opened.store?.db.execute(sql`alter table audit_event enable trigger user`)
  })
  afterAll(async () => {
    await opened.http?.close()
    await opened.store?.close()
  })
  return () => {
    const { store, http } = opened
    if (!store || !http) throw new Error('The database is opened before the first test.')
    const get = async (path: string) => {
      const { statusCode, body } = await http.inject({ url: path, headers: { host: 'localhost:3000' } })
      return { status: statusCode, page: body }
    }
    return { db: store.db, http, get }
  }
}
