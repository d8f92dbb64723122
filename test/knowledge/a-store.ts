import { sql } from 'drizzle-orm'
import { beforeEach } from 'vitest'
import type { Db } from '../../src/store/db.ts'
import { embeddingSpace } from '../../src/store/schema/embeddings.ts'
import {
  article,
  articleVersion,
  chunk,
  indexedChunk,
  posting,
  shelf,
  vocabulary,
} from '../../src/store/schema/knowledge.ts'
import { knowledgeHint, knowledgeSource } from '../../src/store/schema/knowledge-sources.ts'
import { aDatabase } from '../support/a-database.ts'

/** A real, migrated database, emptied of knowledge before each test of the file. */
export function aStore(): { readonly db: () => Db } {
  const { db } = aDatabase()
  beforeEach(async () => {
    // Their numbers go on: an index is named by its space.
    await db().delete(embeddingSpace)
    await db().execute(
      sql`truncate ${article}, ${articleVersion}, ${chunk}, ${indexedChunk}, ${posting}, ${shelf}, ${vocabulary}, ${knowledgeSource}, ${knowledgeHint} restart identity cascade`,
    )
  })
  return { db }
}
