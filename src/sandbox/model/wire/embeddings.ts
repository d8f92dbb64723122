import { z } from 'zod'
import { countTokens } from './count-tokens.ts'
import { asBase64, DIMENSIONS, embedText } from './embed-text.ts'

const MOST_INPUTS = 2_048
const MOST_DIMENSIONS = 3_072

export const EmbeddingsBody = z.object({
  model: z.string().min(1),
  input: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(MOST_INPUTS)]),
  encoding_format: z.enum(['float', 'base64']).default('float'),
  dimensions: z.int().min(1).max(MOST_DIMENSIONS).default(DIMENSIONS),
})
export type EmbeddingsBody = z.infer<typeof EmbeddingsBody>

/** The texts to embed, always as a list. */
export const inputsOf = ({ input }: EmbeddingsBody): readonly string[] =>
  typeof input === 'string' ? [input] : input

/** Embeddings as the API sends them. */
export const embeddingsJson = (body: EmbeddingsBody) => {
  const inputs = inputsOf(body)
  const tokens = inputs.reduce((sum, text) => sum + countTokens(text), 0)
  return {
    object: 'list',
    data: inputs.map((text, index) => {
      const vector = embedText(text, body.dimensions)
      const embedding = body.encoding_format === 'base64' ? asBase64(vector) : vector
      return { object: 'embedding', index, embedding }
    }),
    model: body.model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  }
}
export type EmbeddingsJson = ReturnType<typeof embeddingsJson>
