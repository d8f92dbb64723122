import { sql } from 'drizzle-orm'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { createConsoleRoutes } from '../../src/console/console-routes.ts'
import { harden } from '../../src/console/harden.ts'
import { HTTP_OPTIONS } from '../../src/console/http-options.ts'
import type { ReadSetup } from '../../src/console/setup/setup-facts.ts'
import type { AppId } from '../../src/domain/ids.ts'
import type { Db } from '../../src/store/db.ts'
import { aDatabase } from '../support/a-database.ts'
import { REF } from '../support/builders.ts'
import { aSetup } from './a-setup.ts'

export type AConsole = {
  readonly db: Db
  readonly http: FastifyInstance
  /** Asks as a browser on this machine does. */
  readonly get: (path: string) => Promise<{ readonly status: number; readonly page: string }>
}

/** The console's routes on a real, migrated database, emptied before each test of the file. */
export function aConsole(
  appId: () => AppId | undefined = () => REF.appId,
  readSetup: ReadSetup = async () => aSetup(),
): () => AConsole {
  const { db } = aDatabase()
  const opened: { http?: FastifyInstance } = {}
  const fileModes = { mode: 'auto', topics: [{ name: 'billing', mode: 'suggest' }] } as const
  const access = { kind: 'open' } as const
  const publicUrl = 'http://127.0.0.1:3000'
  beforeAll(async () => {
    opened.http = fastify(HTTP_OPTIONS)
    harden(opened.http, publicUrl)
    const deps = { db: db(), appId, fileModes, readSetup, access, publicUrl }
    await opened.http.register(createConsoleRoutes(deps))
  })
  beforeEach(async () => {
    // `truncate` is the one way to empty the audit trail, which refuses update and delete.
    await db().execute(
      sql`truncate switch, conversation, part, turn, draft, evidence, effect, article_version, chunk cascade`,
    )
    await db().execute(sql`alter table audit_event disable trigger user`)
    await db().execute(sql`truncate audit_event`)
    await db().execute(sql`alter table audit_event enable trigger user`)
  })
  afterAll(() => opened.http?.close())
  return () => {
    const { http } = opened
    if (!http) throw new Error('The console is opened before the first test.')
    const get = async (path: string) => {
      const { statusCode, body } = await http.inject({ url: path, headers: { host: 'localhost:3000' } })
      return { status: statusCode, page: body }
    }
    return { db: db(), http, get }
  }
}
