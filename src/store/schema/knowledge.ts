import { sql } from 'drizzle-orm'
import {
  boolean,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core'

const moment = (name: string) => timestamp(name, { withTimezone: true })

/** An article as it stands now; its earlier versions stay in `article_version` for replay. */
export const article = pgTable('article', {
  path: text('path').primaryKey(),
  version: text('version').notNull(),
  syncedAt: moment('synced_at').notNull().default(sql`clock_timestamp()`),
})

/** One content of one article; never changed. The id is the content's hash and the path. */
export const articleVersion = pgTable('article_version', {
  id: text('id').primaryKey(),
  path: text('path').notNull(),
  topic: text('topic').notNull(),
  title: text('title').notNull(),
  url: text('url'),
  audience: text('audience').notNull(),
  locale: text('locale').notNull(),
  reviewed: text('reviewed'),
  owner: text('owner'),
  sample: boolean('sample').notNull(),
  createdAt: moment('created_at').notNull().default(sql`clock_timestamp()`),
})

/** A piece of an article version, as it may be quoted. Rows outlive the article, the postings do not. */
export const chunk = pgTable(
  'chunk',
  {
    id: text('id').primaryKey(),
    articleVersion: text('article_version')
      .notNull()
      .references(() => articleVersion.id),
    position: integer('position').notNull(),
    text: text('text').notNull(),
  },
  (t) => [index('chunk_by_version').on(t.articleVersion)],
)

/** The index: one row per term and chunk, with the term's weight fixed at ingest (BM25 without its idf). */
export const posting = pgTable(
  'posting',
  {
    term: text('term').notNull(),
    chunkId: text('chunk_id').notNull(),
    weight: doublePrecision('weight').notNull(),
  },
  (t) => [primaryKey({ columns: [t.term, t.chunkId] }), index('posting_by_chunk').on(t.chunkId)],
)
