import { sql } from 'drizzle-orm'
import { integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'

const moment = (name: string) => timestamp(name, { withTimezone: true })

/** The summary of one day: one row per workspace and date, however often it is run. */
export const digest = pgTable(
  'digest',
  {
    appId: text('app_id').notNull(),
    /** The day in the digest's time zone: `2026-11-24`. */
    date: text('date').notNull(),
    timezone: text('timezone').notNull(),
    /** Counts by state, owner, topic. */
    totals: jsonb('totals').notNull(),
    createdAt: moment('created_at').notNull().default(sql`clock_timestamp()`),
  },
  (t) => [primaryKey({ columns: [t.appId, t.date] })],
)

/** One unresolved conversation in a digest. Its texts are erased with the conversation. */
export const digestItem = pgTable(
  'digest_item',
  {
    appId: text('app_id').notNull(),
    date: text('date').notNull(),
    conversationId: text('conversation_id').notNull(),
    /** Its place, most urgent first, from 1. */
    position: integer('position').notNull(),
    /** Codes, ids and times: state, waiting since, owner, topic, why it is urgent. */
    facts: jsonb('facts').notNull(),
    contactName: text('contact_name'),
    problem: text('problem'),
    tried: text('tried'),
    nextStep: text('next_step'),
    /** Which mind summarised it: `extractive` or `model`. */
    by: text('by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.appId, t.date, t.conversationId] })],
)
