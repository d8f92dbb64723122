import { sql } from 'drizzle-orm'
import { doublePrecision, index, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

const moment = (name: string) => timestamp(name, { withTimezone: true })

/**
 * Every call of a language model, whatever became of it. `input` and `output` hold people's words: they are erased with
 * the turn they belong to.
 */
export const modelCall = pgTable(
  'model_call',
  {
    id: text('id').primaryKey(),
    appId: text('app_id').notNull(),
    conversationId: text('conversation_id'),
    turnId: text('turn_id'),
    prompt: text('prompt').notNull(),
    promptHash: text('prompt_hash').notNull(),
    role: text('role').notNull(),
    model: text('model').notNull(),
    /** `answered`, or why there is no answer. */
    outcome: text('outcome').notNull(),
    /** The messages as they were sent. */
    input: jsonb('input'),
    /** The raw answer, whether or not it could be used. */
    output: text('output'),
    /** Tokens: `input`, `cachedInput`, `output`; absent where the answer named none. */
    usage: jsonb('usage'),
    /** US dollars by the price table in the settings; null where the model's price is unknown, never 0 instead. */
    costUsd: doublePrecision('cost_usd'),
    httpRequests: integer('http_requests').notNull(),
    latencyMs: integer('latency_ms').notNull(),
    startedAt: moment('started_at').notNull().default(sql`clock_timestamp()`),
  },
  (t) => [
    index('model_call_by_turn').on(t.turnId),
    index('model_call_by_conversation').on(t.appId, t.conversationId),
    index('model_call_started').on(t.appId, t.startedAt),
  ],
)
