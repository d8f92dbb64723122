import { sql } from 'drizzle-orm'
import {
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core'

const moment = (name: string) => timestamp(name, { withTimezone: true })

/**
 * One turn: what was read, what was understood, and what was decided. `state` is `running` until the turn ends
 * as `done` (its outcome stands), `stopped` (the fence let nothing through) or `superseded` (something newer took over).
 */
export const turn = pgTable(
  'turn',
  {
    id: text('id').primaryKey(),
    appId: text('app_id').notNull(),
    conversationId: text('conversation_id').notNull(),
    token: integer('token').notNull(),
    asked: integer('asked').notNull(),
    state: text('state').notNull(),
    /** Newest contact entry this turn has read. */
    asOf: text('as_of'),
    asOfAt: moment('as_of_at'),
    /** The hand-back it started after, when there was one: the same as-of may be judged again after it. */
    handBack: text('hand_back'),
    mode: text('mode'),
    topic: text('topic'),
    startedAt: moment('started_at').notNull().default(sql`clock_timestamp()`),
    endedAt: moment('ended_at'),
    endedBy: text('ended_by'),
    /** What `decide` was given and what it returned: enough to decide again, offline (law 8). */
    facts: jsonb('facts'),
    outcome: jsonb('outcome'),
    understanding: jsonb('understanding'),
    readEntries: jsonb('read_entries'),
    settingsHash: text('settings_hash'),
  },
  (t) => [index('turn_by_conversation').on(t.appId, t.conversationId, t.startedAt)],
)

/** The passages a turn was given, best first. */
export const evidence = pgTable(
  'evidence',
  {
    turnId: text('turn_id').notNull(),
    rank: integer('rank').notNull(),
    chunkId: text('chunk_id').notNull(),
    score: doublePrecision('score').notNull(),
    /** Its place by words alone, and by vectors alone; null where that half did not find it, or was not asked. */
    lexicalRank: integer('lexical_rank'),
    vectorRank: integer('vector_rank'),
    quotes: text('quotes').array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.turnId, t.rank] })],
)

/** A reply as drafted, kept whether or not it was sent. */
export const draft = pgTable('draft', {
  turnId: text('turn_id').primaryKey(),
  body: jsonb('body'),
  verdict: jsonb('verdict').notNull(),
  confidence: doublePrecision('confidence').notNull(),
  relevance: doublePrecision('relevance').notNull(),
  createdAt: moment('created_at').notNull().default(sql`clock_timestamp()`),
})

/**
 * One thing to be done in Intercom, written down before it is done (law 5).
 * States: pending, sending, sent, superseded, failed. `position` orders a group.
 */
export const effect = pgTable(
  'effect',
  {
    key: text('key').primaryKey(),
    appId: text('app_id').notNull(),
    conversationId: text('conversation_id').notNull(),
    turnId: text('turn_id').notNull(),
    asOf: text('as_of').notNull(),
    kind: text('kind').notNull(),
    target: text('target').notNull(),
    position: integer('position').notNull(),
    state: text('state').notNull(),
    /** What will be sent: HTML for comments and notes, the team for an assignment. Erasable. */
    body: text('body'),
    partId: text('part_id'),
    attempts: integer('attempts').notNull().default(0),
    sendingAt: moment('sending_at'),
    sentAt: moment('sent_at'),
    problem: text('problem'),
    createdAt: moment('created_at').notNull().default(sql`clock_timestamp()`),
  },
  (t) => [
    index('effect_by_conversation').on(t.appId, t.conversationId),
    index('effect_by_turn').on(t.turnId),
  ],
)
