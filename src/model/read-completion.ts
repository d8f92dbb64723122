import { z } from 'zod'
import type { TokenUsage } from '../store/model-calls.ts'

/** What a model said, as far as we look at it. */
export type Completion = {
  /** The arguments of the function call, or the text where the model called none. */
  readonly output: string
  readonly usage?: TokenUsage
  readonly end: 'complete' | 'cut' | 'filtered' | 'refused'
}

const ToolCall = z.object({ function: z.object({ arguments: z.string() }) })
const Usage = z.object({
  input_tokens: z.number(),
  output_tokens: z.number().default(0),
  input_token_details: z
    .object({ cache_read: z.number().catch(0) })
    .partial()
    .catch({})
    .default({}),
})

/** LangChain's message, whichever of OpenAI's two APIs it came by. */
const RawMessage = z.object({
  content: z.unknown(),
  tool_calls: z.array(z.object({ args: z.unknown() })).catch([]),
  additional_kwargs: z
    .object({
      tool_calls: z.array(ToolCall).optional().catch(undefined),
      refusal: z.string().optional().catch(undefined),
      __raw_response: z
        .object({
          choices: z.array(z.object({ message: z.object({ refusal: z.string().nullish() }) })).min(1),
        })
        .optional()
        .catch(undefined),
    })
    .catch({}),
  response_metadata: z
    .object({
      finish_reason: z.string().optional().catch(undefined),
      incomplete_details: z.object({ reason: z.string() }).nullish().catch(undefined),
    })
    .catch({}),
  usage_metadata: Usage.optional().catch(undefined),
})

export function readCompletion(raw: unknown): Completion {
  const message = RawMessage.parse(raw)
  const usage = message.usage_metadata && {
    input: message.usage_metadata.input_tokens,
    cachedInput: message.usage_metadata.input_token_details.cache_read ?? 0,
    output: message.usage_metadata.output_tokens,
  }
  const refusal =
    message.additional_kwargs.refusal || message.additional_kwargs.__raw_response?.choices[0]?.message.refusal
  return {
    output: refusal || argumentsOf(message),
    ...(usage && { usage }),
    end: refusal ? 'refused' : endOf(message.response_metadata),
  }
}

type RawMessage = z.infer<typeof RawMessage>

/** As the model wrote them: what LangChain has parsed is only the second best. Some servers answer in the text. */
function argumentsOf({ additional_kwargs, tool_calls, content }: RawMessage): string {
  const [written] = additional_kwargs.tool_calls ?? []
  if (written) return written.function.arguments
  const [parsed] = tool_calls
  if (parsed) return JSON.stringify(parsed.args)
  return typeof content === 'string' ? content : JSON.stringify(content)
}

function endOf({ finish_reason, incomplete_details }: RawMessage['response_metadata']): Completion['end'] {
  const reason = incomplete_details?.reason ?? finish_reason
  if (reason === 'content_filter') return 'filtered'
  return reason === 'length' || reason === 'max_output_tokens' ? 'cut' : 'complete'
}
