import { sql } from 'drizzle-orm'
import { index, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'

const moment = (name: string) => timestamp(name, { withTimezone: true })

/**
 * Contacts by their ids alone: whom each was merged into, and up to when what was written with them is forgotten. The row
 * outlives its contact, so that what arrives late is not kept after all.
 */
export const contact = pgTable(
  'contact',
  {
    appId: text('app_id').notNull(),
    id: text('id').notNull(),
    /** The contact that survives; never one that was merged itself. */
    mergedInto: text('merged_into'),
    forgottenAt: moment('forgotten_at'),
  },
  (t) => [
    primaryKey({ columns: [t.appId, t.id] }),
    index('contact_forgotten').on(t.appId, t.id).where(sql`forgotten_at is not null`),
    index('contact_merged').on(t.appId, t.mergedInto).where(sql`merged_into is not null`),
  ],
)

/** Who takes part in which conversation, as far as one was read. */
export const conversationContact = pgTable(
  'conversation_contact',
  {
    appId: text('app_id').notNull(),
    contactId: text('contact_id').notNull(),
    conversationId: text('conversation_id').notNull(),
    /** Nothing that was to be forgotten by then is kept. Older than the contact's `forgotten_at`: to be erased. */
    erasedAt: moment('erased_at').notNull().default(sql`clock_timestamp()`),
  },
  (t) => [
    primaryKey({ columns: [t.appId, t.contactId, t.conversationId] }),
    index('conversation_contact_by_conversation').on(t.appId, t.conversationId),
  ],
)
