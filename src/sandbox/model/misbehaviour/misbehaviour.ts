import { z } from 'zod'
import { TOOLS } from '../forms.ts'

/** Whom a misbehaviour meets; every request that it can meet unless something narrows it down. */
const Match = z.strictObject({
  tool: z.enum([...TOOLS, 'embeddings']).optional(),
  /** A text that the messages, or the texts to embed, must hold. Upper and lower case count the same. */
  contains: z.string().min(1).optional(),
  /** How many requests it meets before it is used up. */
  times: z.int().min(1).max(1_000_000).default(1),
})

const common = {
  match: Match.default({ times: 1 }),
  /** The answer comes this much later, right or wrong. */
  delay_ms: z.int().min(1).max(600_000).optional(),
}

/** Answers that a bad model gives. */
const FORM_TROUBLES = [
  'wrong_citation',
  'unknown_citation',
  'invented_quote',
  'changed_number',
  'invented_link',
  'foreign_image',
  'flipped_negation',
  'leaked_prompt',
  'wrong_language',
  'injection_obeyed',
  'promise',
  'very_long',
  'empty',
  'wrong_topic',
  'approves_everything',
  'rejects_everything',
] as const
export type FormTrouble = (typeof FORM_TROUBLES)[number]

/** Answers without a form in them that can be read, and requests that are refused. */
const ANSWER_TROUBLES = [
  'invalid_json',
  'no_tool_call',
  'cut',
  'refusal',
  'content_filter',
  'unauthorized',
  'unknown_model',
] as const

/** Embeddings that a bad server gives, and a page instead of any. `shuffled` is allowed: each says whose it is. */
const EMBEDDING_TROUBLES = [
  'wrong_dimension',
  'half_batch',
  'not_a_number',
  'only_zeros',
  'wrong_index',
  'shuffled',
  'html',
  'refused_text',
] as const
export type EmbeddingTrouble = (typeof EMBEDDING_TROUBLES)[number]

/** Whether this is what is wrong with embeddings. */
export const isEmbeddingTrouble = (does: string): does is EmbeddingTrouble =>
  EMBEDDING_TROUBLES.some((one) => one === does)

/** Whether this is what is wrong with a form that can be read. */
export const isFormTrouble = (does: string): does is FormTrouble => FORM_TROUBLES.some((one) => one === does)

/** What is to go wrong with which requests. */
export const Misbehaviour = z.discriminatedUnion('does', [
  z.strictObject({ does: z.enum(FORM_TROUBLES), ...common }),
  z.strictObject({ does: z.enum(ANSWER_TROUBLES), ...common }),
  z.strictObject({ does: z.enum(EMBEDDING_TROUBLES), ...common }),
  z.strictObject({
    does: z.literal('schema_violation'),
    /** What is wrong with the form. */
    field: z.enum(['missing', 'extra', 'wrong_type']).default('missing'),
    ...common,
  }),
  z.strictObject({ does: z.literal('slow'), ...common, delay_ms: z.int().min(1).max(600_000) }),
  z.strictObject({
    does: z.literal('rate_limited'),
    ...common,
    /** Seconds, sent as `Retry-After`. */
    retry_after: z.int().min(0).optional(),
    /** The account has no money left, which no waiting mends. */
    quota: z.boolean().default(false),
  }),
  z.strictObject({
    does: z.literal('server_error'),
    ...common,
    status: z.union([z.literal(500), z.literal(502), z.literal(503)]).default(500),
  }),
])
export type Misbehaviour = z.infer<typeof Misbehaviour>
export type MisbehaviourInput = z.input<typeof Misbehaviour>
