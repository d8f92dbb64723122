import { sql } from 'drizzle-orm'
import {
  index,
  integer,
  pgTable,
  primaryKey,
  real,
  serial,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core'

const moment = (name: string) => timestamp(name, { withTimezone: true })

/**
 * The vectors of one embedding model. `filling` until every chunk has one, then `serving`: questions are embedded by the
 * model of the space that serves, whatever is configured. Several instances share the work by its lease.
 */
export const embeddingSpace = pgTable(
  'embedding_space',
  {
    id: serial('id').primaryKey(),
    model: text('model').notNull().unique(),
    /** Null until the first batch was answered: every later one must have as many numbers. */
    dimensions: integer('dimensions'),
    state: text('state').notNull().default('filling'),
    /** Who holds it embeds; a process that died holds it no longer than this. */
    leaseUntil: moment('lease_until').notNull().default(sql`clock_timestamp()`),
    token: integer('token').notNull().default(0),
    /** Not before: the model's server asked to wait, or failed. */
    retryAt: moment('retry_at').notNull().default(sql`clock_timestamp()`),
    /** Runs in a row that came to nothing. */
    failures: integer('failures').notNull().default(0),
    /** What is wrong and what to do, in our words. Null when the last run went well. */
    problem: text('problem'),
    createdAt: moment('created_at').notNull().default(sql`clock_timestamp()`),
  },
  (t) => [uniqueIndex('embedding_space_serves').on(t.state).where(sql`state = 'serving'`)],
)

/**
 * One chunk's vector in one space. Plain numbers: the table, its backups and its migrations need no extension; the
 * index over them, made when the service runs, does (docs/decisions/0033).
 */
export const embedding = pgTable(
  'embedding',
  {
    space: integer('space')
      .notNull()
      .references(() => embeddingSpace.id, { onDelete: 'cascade' }),
    /** The chunk's number. */
    chunk: integer('chunk').notNull(),
    /** The shelf that the chunk lies on: the fence holds inside the search for neighbours. */
    shelf: integer('shelf').notNull(),
    /** Of the text that was embedded: the same text is never paid for twice. */
    hash: text('hash').notNull(),
    /** Null: the model refuses this text, which is found by its words alone. */
    numbers: real('numbers').array(),
  },
  (t) => [primaryKey({ columns: [t.space, t.chunk] }), index('embedding_by_hash').on(t.space, t.hash)],
)
