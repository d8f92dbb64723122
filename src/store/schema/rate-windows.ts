import { sql } from 'drizzle-orm'
import { boolean, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

/**
 * The window of Intercom's rate limit that is under way, one row per workspace: what all instances have taken of it and
 * what answers told of it. Unlogged (by a migration of its own): counting waits for no disk, and the next call fills an empty table.
 */
export const rateWindow = pgTable('rate_window', {
  appId: text('app_id').primaryKey(),
  serial: integer('serial').notNull().default(0),
  /** Never before the real end: an early end would count calls to the wrong window. */
  endsAt: timestamp('ends_at', { withTimezone: true }).notNull(),
  /** An answer told when it ends; until then it is a guess. */
  heard: boolean('heard').notNull().default(false),
  callLimit: integer('call_limit').notNull(),
  taken: integer('taken').notNull().default(0),
  others: integer('others').notNull().default(0),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().default(sql`clock_timestamp()`),
})
