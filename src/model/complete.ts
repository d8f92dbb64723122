import type { z } from 'zod'
import type { ModelConfig } from '../config/parse-config.ts'
import type { ModelMessage } from '../store/model-calls.ts'
import type { OpenCall } from './open-call.ts'
import { quietLibraries } from './quiet-libraries.ts'
import { type Completion, readCompletion } from './read-completion.ts'
import { createRetryPolicy } from './retry-policy.ts'

export type CompletionRequest = {
  readonly model: string
  /** The name of the form that is filled in. */
  readonly form: string
  readonly schema: z.ZodType
  readonly messages: readonly ModelMessage[]
  readonly call: OpenCall
  /** The longest that one HTTP request may take. */
  readonly timeoutMs: number
}

/** Asks once, by way of LangChain; its own second attempt included. Throws what LangChain throws. */
export async function complete(config: ModelConfig, request: CompletionRequest): Promise<Completion> {
  const { model, form, schema, messages, call, timeoutMs } = request
  const initChatModel = await loadChatModel()
  const chat = await initChatModel(`openai:${model}`, {
    apiKey: config.apiKey,
    maxRetries: 1,
    timeout: Math.max(1, Math.min(timeoutMs, Math.floor(call.leftMs()))),
    onFailedAttempt: createRetryPolicy(call),
    // Only in it stands whether the model refused.
    __includeRawResponse: true,
    configuration: {
      // Named also where it is the default: libraries look for another one in the environment.
      baseURL: config.baseUrl ?? 'https://api.openai.com/v1',
      organization: null,
      project: null,
      adminAPIKey: null,
      logLevel: 'off',
      fetch: call.fetch,
    },
  })
  const options = { name: form, method: 'functionCalling', strict: true, includeRaw: true } as const
  const { raw } = await chat
    .withStructuredOutput(schema, options)
    .invoke([...messages], { signal: call.signal })
  return readCompletion(raw)
}

/** Loaded when it is first needed: an extractive start does without. */
async function loadChatModel() {
  quietLibraries()
  const { initChatModel } = await import('langchain/chat_models/universal')
  return initChatModel
}
