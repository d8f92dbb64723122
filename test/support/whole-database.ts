import { sql } from 'drizzle-orm'
import type { Db } from '../../src/store/db.ts'

/** Every table there is, whoever made it: the queue's, too. */
async function everyTable(db: Db): Promise<readonly string[]> {
  const { rows } = await db.execute<{ name: string }>(sql`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`)
  return rows.map(({ name }) => name)
}

/** In which tables a word stands, in whatever column, and how many rows hold it. */
export async function placesOf(db: Db, word: string): Promise<Readonly<Record<string, number>>> {
  const places: Record<string, number> = {}
  for (const table of await everyTable(db)) {
    const { rows } = await db.execute<{ copies: number }>(sql`
      select count(*)::int as copies from ${sql.raw(table)} as one where to_jsonb(one)::text ilike ${`%${word}%`}`)
    if (rows[0]?.copies) places[table.replace(/^public\./, '')] = rows[0].copies
  }
  return places
}
