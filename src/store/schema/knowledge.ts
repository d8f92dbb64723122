import { sql } from 'drizzle-orm'
import {
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  real,
  serial,
  smallint,
  text,
  timestamp,
  unique,
} from 'drizzle-orm/pg-core'

const moment = (name: string) => timestamp(name, { withTimezone: true })

/** An article as it stands now; its earlier versions stay in `article_version` for replay. */
export const article = pgTable('article', {
  path: text('path').primaryKey(),
  /** Where it came from: the sync of one source leaves the articles of the others alone. */
  source: text('source').notNull().default('folder'),
  version: text('version').notNull(),
  /** The index format it was indexed in: another one means that it must be indexed anew. */
  format: integer('format').notNull(),
  syncedAt: moment('synced_at').notNull().default(sql`clock_timestamp()`),
})

/** One content of one article; never changed. The id is the hash of content and path. */
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
    /** What postings call it: a fifth of the size of the id. */
    number: serial('number').notNull().unique(),
    articleVersion: text('article_version')
      .notNull()
      .references(() => articleVersion.id),
    position: integer('position').notNull(),
    text: text('text').notNull(),
    /** The headings above its beginning, the outermost first. */
    headings: text('headings').array().notNull().default([]),
  },
  (t) => [index('chunk_by_version').on(t.articleVersion)],
)

/** Chunks that are always searched together. Its sums give the average lengths of whatever shelves are visible. */
export const shelf = pgTable(
  'shelf',
  {
    id: serial('id').primaryKey(),
    locale: text('locale').notNull(),
    audience: text('audience').notNull(),
    sample: boolean('sample').notNull(),
    chunks: integer('chunks').notNull().default(0),
    titleWords: integer('title_words').notNull().default(0),
    bodyWords: integer('body_words').notNull().default(0),
    /** Average lengths that the gains of its postings were worked out with; they are renewed when the true ones drift. */
    gainTitleWords: real('gain_title_words').notNull().default(0),
    gainBodyWords: real('gain_body_words').notNull().default(0),
  },
  (t) => [unique('shelf_key').on(t.locale, t.audience, t.sample)],
)

/**
 * The index: one row per word (as a stem) and chunk. `gain` is what the word adds to the chunk's score, by the averages
 * that its shelf says: of a common word only the best chunks are looked at, however many there are.
 */
export const posting = pgTable(
  'posting',
  {
    shelf: integer('shelf').notNull(),
    term: text('term').notNull(),
    chunk: integer('chunk').notNull(),
    inTitle: smallint('in_title').notNull(),
    inBody: smallint('in_body').notNull(),
    gain: real('gain').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.chunk, t.term] }),
    index('posting_by_gain').on(t.term, t.shelf, t.gain.desc(), t.chunk),
  ],
)

/**
 * What is read of a chunk that the postings found: its words as they were written, folded and joined by spaces. Pairs
 * of words and pieces of words are counted in it for the best candidates only, which keeps the index half its size.
 */
export const indexedChunk = pgTable('indexed_chunk', {
  chunk: integer('chunk').primaryKey(),
  shelf: integer('shelf').notNull(),
  article: text('article').notNull(),
  title: text('title').notNull(),
  body: text('body').notNull(),
  /** Lengths in content words. */
  titleWords: smallint('title_words').notNull(),
  bodyWords: smallint('body_words').notNull(),
})

/**
 * Every word (as a stem) of a shelf with the number of chunks it stands in: how rare it is, and where misspelled words
 * find their neighbour: by how it begins, or by how it ends.
 */
export const vocabulary = pgTable(
  'vocabulary',
  {
    shelf: integer('shelf').notNull(),
    term: text('term').notNull(),
    letters: smallint('letters').notNull(),
    chunks: integer('chunks').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.shelf, t.term] }),
    index('vocabulary_by_start').on(t.shelf, sql`${t.term} text_pattern_ops`),
    index('vocabulary_by_end').on(t.shelf, sql`reverse(${t.term}) text_pattern_ops`),
  ],
)
