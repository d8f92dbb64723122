import { sql } from 'drizzle-orm'
import { part } from './schema/conversations.ts'
import { digestItem } from './schema/digests.ts'
import { modelCall } from './schema/model-calls.ts'
import { draft, effect, evidence, turn } from './schema/turns.ts'

/*
 * Every column that can hold a text, sorted into two heaps. A test walks the schema: a new column that stands in neither
 * fails it, so that nobody adds a place that an erasure does not reach.
 */

/** What people wrote, or what was made of it, and what an erasure puts in its place. */
export const ERASED = {
  part: { text: null, salt: null },
  turn: { understanding: null, facts: null, outcome: sql`${turn.outcome} - 'draft' - 'text' - 'ask'` },
  draft: { body: null },
  evidence: { quotes: [] },
  effect: { body: null },
  modelCall: { input: null, output: null },
  digestItem: { contactName: null, problem: null, tried: null, nextStep: null },
}

/** The tables of the first heap. */
export const ERASABLE_TABLES = { part, turn, draft, evidence, effect, modelCall, digestItem } as const

type Reasons = Readonly<Record<string, string>>

const ID = 'an id'
const CODE = 'a code of ours'
const HASH = 'a hash'
const INTERCOM_IDS = 'ids, and codes and topics as Intercom names them'
const OPERATOR = 'what the operator wrote'
const NUMBERS = 'numbers'

/** Columns with nothing of what a contact wrote, by table, and what they hold instead; `*` = each of its columns. */
export const HOLDS_NO_PERSONAL_TEXT: Readonly<Record<string, Reasons>> = {
  article: { '*': OPERATOR },
  article_version: { '*': OPERATOR },
  audit_event: { '*': 'ids, codes, numbers and salted hashes (domain/audit-event.ts)' },
  chunk: { '*': OPERATOR },
  contact: { '*': ID },
  conversation: { '*': ID },
  conversation_contact: { '*': ID },
  digest: {
    app_id: ID,
    date: 'a day',
    timezone: OPERATOR,
    totals: 'counts by teammate, team and topic; ids; codes of what could not be read',
  },
  digest_item: {
    app_id: ID,
    date: 'a day',
    conversation_id: ID,
    facts: 'codes, times, ids, and the name of the teammate or team that has it',
    by: CODE,
  },
  draft: { turn_id: ID, verdict: 'codes of problems, and numbers' },
  effect: {
    key: ID,
    app_id: ID,
    conversation_id: ID,
    turn_id: ID,
    as_of: ID,
    kind: CODE,
    target: 'the purpose of a note, or the id of a team or a tag',
    state: CODE,
    part_id: ID,
    problem: CODE,
  },
  embedding: {
    hash: 'a hash of what the operator wrote',
    numbers: 'numbers made of what the operator wrote',
  },
  embedding_space: {
    model: 'the name of a model',
    state: CODE,
    problem: 'words of ours, with the name of a model',
  },
  evidence: { turn_id: ID, chunk_id: ID },
  heard_topic: { '*': INTERCOM_IDS },
  indexed_chunk: { '*': OPERATOR },
  knowledge_hint: { '*': INTERCOM_IDS },
  knowledge_source: { '*': 'ids, counts, a place in a list, and words of ours on what failed' },
  model_call: {
    id: ID,
    app_id: ID,
    conversation_id: ID,
    turn_id: ID,
    prompt: 'the name of a prompt',
    prompt_hash: HASH,
    role: CODE,
    model: 'the name of a model',
    outcome: CODE,
    usage: NUMBERS,
  },
  notification: { '*': INTERCOM_IDS },
  part: {
    app_id: ID,
    conversation_id: ID,
    id: ID,
    author_kind: CODE,
    kind: CODE,
    text_hash: 'a hash; the salt without which nobody can try out texts goes with the text',
  },
  posting: { '*': OPERATOR },
  rate_window: { '*': ID },
  session: { '*': HASH },
  shelf: { '*': OPERATOR },
  switch: { '*': OPERATOR },
  turn: {
    id: ID,
    app_id: ID,
    conversation_id: ID,
    state: CODE,
    as_of: ID,
    hand_back: ID,
    mode: CODE,
    topic: OPERATOR,
    ended_by: CODE,
    read_entries: ID,
    settings_hash: HASH,
  },
  vocabulary: { '*': OPERATOR },
  workspace: { '*': 'who the workspace is, and a hash of its token' },
}
