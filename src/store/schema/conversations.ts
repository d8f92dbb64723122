import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'

const moment = (name: string) => timestamp(name, { withTimezone: true })

/** One row per connected workspace: who it is, who owns the token, and when it was last swept. */
export const workspace = pgTable('workspace', {
  appId: text('app_id').primaryKey(),
  name: text('name'),
  /** sha256 of the access token, to find the workspace again while Intercom cannot be reached. */
  tokenHash: text('token_hash'),
  /** The token's owner. */
  adminId: text('admin_id'),
  sweptAt: moment('swept_at'),
  seenAt: moment('seen_at').notNull().default(sql`clock_timestamp()`),
})

/** Webhook calls that were verified and parsed: envelope and ids, never what people wrote (law 1). */
export const notification = pgTable(
  'notification',
  {
    appId: text('app_id').notNull(),
    id: text('id').notNull(),
    topic: text('topic').notNull(),
    conversationId: text('conversation_id'),
    entryIds: text('entry_ids').array().notNull(),
    createdAt: moment('created_at').notNull(),
    attempt: integer('attempt').notNull(),
    receivedAt: moment('received_at').notNull().default(sql`clock_timestamp()`),
  },
  (t) => [primaryKey({ columns: [t.appId, t.id] })],
)

/** Which webhook topics were heard of, `ping` included, and when; `last_at` is right to a minute. */
export const heardTopic = pgTable(
  'heard_topic',
  {
    appId: text('app_id').notNull(),
    topic: text('topic').notNull(),
    firstAt: moment('first_at').notNull().default(sql`clock_timestamp()`),
    lastAt: moment('last_at').notNull().default(sql`clock_timestamp()`),
  },
  (t) => [primaryKey({ columns: [t.appId, t.topic] })],
)

/**
 * The row that decides (law 2). `asked` counts what was heard, `settled` how far that has been dealt with;
 * `token` names the newest run, `sending` the one effect whose outcome is not known yet.
 */
export const conversation = pgTable(
  'conversation',
  {
    appId: text('app_id').notNull(),
    id: text('id').notNull(),
    asked: integer('asked').notNull().default(0),
    settled: integer('settled').notNull().default(0),
    askedFrom: moment('asked_from'),
    dueAt: moment('due_at'),
    token: integer('token').notNull().default(0),
    sending: text('sending'),
    deletedAt: moment('deleted_at'),
    createdAt: moment('created_at').notNull().default(sql`clock_timestamp()`),
  },
  (t) => [
    primaryKey({ columns: [t.appId, t.id] }),
    index('conversation_open_work').on(t.appId, t.dueAt).where(sql`asked > settled or sending is not null`),
  ],
)

/**
 * Entries we heard of or read. `textHash` is salted with `salt`; forgetting a person erases `text` and `salt`
 * together, so that the audit trail stays valid and nothing is left to guess from.
 */
export const part = pgTable(
  'part',
  {
    appId: text('app_id').notNull(),
    conversationId: text('conversation_id').notNull(),
    id: text('id').notNull(),
    heardAt: moment('heard_at'),
    readAt: moment('read_at'),
    authorKind: text('author_kind'),
    kind: text('kind'),
    at: moment('at'),
    salt: text('salt'),
    textHash: text('text_hash'),
    text: text('text'),
    redacted: boolean('redacted').notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.appId, t.conversationId, t.id] })],
)

/** The kill switch: the most cautious of file and switch is the effective mode. `topic` is `*` for all. */
export const modeSwitch = pgTable(
  'switch',
  {
    appId: text('app_id').notNull(),
    topic: text('topic').notNull(),
    mode: text('mode').notNull(),
    who: text('who').notNull(),
    at: moment('at').notNull().default(sql`clock_timestamp()`),
  },
  (t) => [primaryKey({ columns: [t.appId, t.topic] })],
)

/** The audit trail: one hash chain per conversation, append-only by trigger (see the second migration). */
export const auditEvent = pgTable(
  'audit_event',
  {
    appId: text('app_id').notNull(),
    conversationId: text('conversation_id').notNull(),
    seq: integer('seq').notNull(),
    turnId: text('turn_id'),
    kind: text('kind').notNull(),
    facts: jsonb('facts').notNull(),
    at: moment('at').notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (t) => [primaryKey({ columns: [t.appId, t.conversationId, t.seq] }), index('audit_event_at').on(t.at)],
)
