import { sql } from 'drizzle-orm'
import { pgTable, text, timestamp } from 'drizzle-orm/pg-core'

const moment = (name: string) => timestamp(name, { withTimezone: true })

/**
 * Browsers that are signed in to the console. A session belongs to an installation and its password, not to a workspace:
 * the hash is keyed with the password, so that another password finds no session.
 */
export const session = pgTable('session', {
  hash: text('hash').primaryKey(),
  createdAt: moment('created_at').notNull().default(sql`clock_timestamp()`),
  expiresAt: moment('expires_at').notNull(),
})
