import type { z } from 'zod'
import type { AppId, ConversationId, TurnId } from '../domain/ids.ts'
import type { Allowance } from './allowance.ts'

/** What a call is about: its row in the store is erased with it. */
export type About = {
  readonly appId: AppId
  readonly conversationId?: ConversationId
  readonly turnId?: TurnId
  /** The turn's: once a newer run has the conversation, nothing of what this one has read is kept. */
  readonly token?: number
  /** Outside of a turn: up to when the conversation was forgotten when it was read. */
  readonly forgottenAt?: Date | null
}

/** One question to a model. */
export type ModelRequest<Schema extends z.ZodType> = {
  /** The name of a file in `prompts/`, without its ending. */
  readonly prompt: string
  /** One value for each variable that the prompt names, put in as it is: untrusted text goes through `element`. */
  readonly variables: Readonly<Record<string, string>>
  /** What the answer must look like. Every field is required (strict function calling); use `nullable`. */
  readonly schema: Schema
  readonly about: About
  /** What this turn may still spend in requests and time. */
  readonly allowance: Allowance
  /** Aborted when the answer is not wanted any more. */
  readonly signal: AbortSignal
}

export const MODEL_FAILURES = [
  'aborted',
  'timeout',
  'unreachable',
  'rate_limited',
  'refused',
  'nonsense',
  'over_budget',
  'allowance_used',
] as const
/**
 * Why there is no answer. `refused`: the server said no (401, 400, 404) or the model did; `nonsense`: the answer did not
 * fit the schema, and neither did the repair; `over_budget`: the day's spend limit is reached.
 */
export type ModelFailure = (typeof MODEL_FAILURES)[number]

export type ModelAnswer<Value> =
  | { readonly kind: 'answer'; readonly value: Value }
  | { readonly kind: 'failed'; readonly because: ModelFailure }

/** The only door to language models. Never throws for what models and networks normally do. */
export type AskModel = <Schema extends z.ZodType>(
  request: ModelRequest<Schema>,
) => Promise<ModelAnswer<z.output<Schema>>>
