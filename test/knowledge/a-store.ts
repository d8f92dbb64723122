import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { Db } from '../../src/store/db.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import {
  article,
  articleVersion,
  chunk,
  posting,
  shelf,
  vocabulary,
} from '../../src/store/schema/knowledge.ts'

/** A real, migrated database in memory, emptied of knowledge before each test of the file. */
export function aStore(): { readonly db: () => Db } {
  const opening: { store?: Store } = {}
  const db = () => {
    if (!opening.store) throw new Error('The database is opened before the first test.')
    return opening.store.db
  }
  beforeAll(async () => {
    opening.store = await openStore('pglite:memory://')
    await opening.store.migrate()
  })
  beforeEach(() =>
    db().execute(
      sql`truncate ${article}, ${articleVersion}, ${chunk}, ${posting}, ${shelf}, ${vocabulary} restart identity cascade`,
    ),
  )
  afterAll(() => opening.store?.close())
  return { db }
}
