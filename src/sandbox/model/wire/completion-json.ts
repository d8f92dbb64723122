import { randomUUID } from 'node:crypto'
import { countTokens } from './count-tokens.ts'

/** What a model says: a call of a tool, or words, or that it won't. */
export type Said = {
  readonly finishReason: 'stop' | 'tool_calls' | 'length' | 'content_filter'
  readonly toolCall?: { readonly name: string; readonly arguments: string }
  readonly content?: string
  readonly refusal?: string
}

export type Spent = { readonly promptTokens: number; readonly cachedTokens: number }

/** A completion as the API sends it. */
export const completionJson = (model: string, said: Said, { promptTokens, cachedTokens }: Spent) => {
  const completionTokens = countTokens(said.toolCall?.arguments ?? said.content ?? said.refusal ?? '')
  return {
    id: `chatcmpl-${randomUUID()}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model,
    choices: [{ index: 0, message: messageJson(said), logprobs: null, finish_reason: said.finishReason }],
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
      prompt_tokens_details: { cached_tokens: cachedTokens, audio_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
    },
    system_fingerprint: null,
  }
}

const messageJson = ({ content, refusal, toolCall }: Said) => ({
  role: 'assistant',
  content: content ?? null,
  refusal: refusal ?? null,
  ...(toolCall && { tool_calls: [{ id: `call_${randomUUID()}`, type: 'function', function: toolCall }] }),
})
