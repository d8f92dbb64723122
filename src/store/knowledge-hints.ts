import { and, eq, sql } from 'drizzle-orm'
import type { SourceName } from '../domain/knowledge-source.ts'
import type { Db, Tx } from './db.ts'
import { knowledgeHint } from './schema/knowledge-sources.ts'

/** An item that a webhook told of. */
export type Hint = { readonly item: string; readonly heardAt: Date }

/** Remembers that an item is to be read again. */
export async function addHint(db: Db | Tx, source: SourceName, item: string): Promise<void> {
  await db
    .insert(knowledgeHint)
    .values({ source, item })
    .onConflictDoUpdate({
      target: [knowledgeHint.source, knowledgeHint.item],
      set: { heardAt: sql`clock_timestamp()` },
    })
}

export const readHints = (db: Db, source: SourceName): Promise<readonly Hint[]> =>
  db
    .select({ item: knowledgeHint.item, heardAt: knowledgeHint.heardAt })
    .from(knowledgeHint)
    .where(eq(knowledgeHint.source, source))

/** They have been read since; one that was told of again meanwhile stays. */
export async function removeHints(db: Db | Tx, source: SourceName, hints: readonly Hint[]): Promise<void> {
  for (const { item, heardAt } of hints) {
    const isSame = sql`date_trunc('milliseconds', ${knowledgeHint.heardAt}) = ${heardAt.toISOString()}::timestamptz`
    await db
      .delete(knowledgeHint)
      .where(and(eq(knowledgeHint.source, source), eq(knowledgeHint.item, item), isSame))
  }
}
