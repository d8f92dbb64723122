import { integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'

const moment = (name: string) => timestamp(name, { withTimezone: true })

/** How far each source of articles has been read, and what became of the last try. */
export const knowledgeSource = pgTable('knowledge_source', {
  name: text('name').primaryKey(),
  /** Which workspace it was read from; the folder belongs to none. Of another one, nothing here counts. */
  workspace: text('workspace'),
  /** Everything that changed before was read. */
  watermark: moment('watermark'),
  /** Where an unfinished reading of everything goes on. */
  cursor: jsonb('cursor'),
  syncedAt: moment('synced_at'),
  /** When everything was read last, and what is gone was found. */
  sweptAt: moment('swept_at'),
  /** What the last sync that ended well did, in articles. */
  counts: jsonb('counts'),
  failingSince: moment('failing_since'),
  problem: text('problem'),
  /** Who is syncing at present, and until when that is believed without a sign of life. */
  run: text('run'),
  runUntil: moment('run_until'),
  runDone: integer('run_done'),
  runTotal: integer('run_total'),
})

/** What a webhook told of: items that are to be read again. */
export const knowledgeHint = pgTable(
  'knowledge_hint',
  {
    source: text('source').notNull(),
    item: text('item').notNull(),
    heardAt: moment('heard_at').notNull().default(sql`clock_timestamp()`),
  },
  (t) => [primaryKey({ columns: [t.source, t.item] })],
)
