import { sql } from 'drizzle-orm'
import { openStore } from '../../../src/store/open-store.ts'
import type { Peer } from './peer.ts'

/** The usual recipe: a tsvector with titles above texts, a GIN index, words joined by OR, ordered by `ts_rank`. */
export const createPostgresPeer = (newDatabase: () => Promise<string>): Peer => ({
  name: 'Postgres ts_rank',
  open: async (documents) => {
    const { db, close } = await openStore(await newDatabase())
    await db.execute(sql`create table peer_document (id text primary key, words tsvector not null)`)
    for (let start = 0; start < documents.length; start += 500) {
      const some = documents.slice(start, start + 500)
      const column = (of: 'id' | 'title' | 'text') =>
        sql`${sql.param(some.map((document) => document[of]))}::text[]`
      await db.execute(sql`
        insert into peer_document
        select id, setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', text), 'D')
        from unnest(${column('id')}, ${column('title')}, ${column('text')}) as new (id, title, text)`)
    }
    await db.execute(sql`create index on peer_document using gin (words)`)
    await db.execute(sql`analyze peer_document`)
    return {
      search: async (question, limit) => {
        const { rows } = await db.execute<{ id: string }>(sql`
          with asked as (select replace(plainto_tsquery('english', ${question})::text, ' & ', ' | ')::tsquery as words)
          select id from peer_document, asked where peer_document.words @@ asked.words
          order by ts_rank(peer_document.words, asked.words) desc, id limit ${limit}`)
        return rows.map(({ id }) => id)
      },
      close,
    }
  },
})
