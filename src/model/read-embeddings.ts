import { z } from 'zod'
import type { TokenUsage } from '../store/model-calls.ts'

/** A text as a model sees it: finite numbers, not all of them zero. */
export type Vector = readonly number[]

export type EmbeddingsReading =
  /** In the order of the texts. */
  | { readonly kind: 'vectors'; readonly vectors: readonly Vector[]; readonly usage?: TokenUsage }
  /** Nothing of the answer may be used; `problem` says why, in numbers and never in texts. */
  | { readonly kind: 'wrong'; readonly problem: string; readonly usage?: TokenUsage }

export type Expected = {
  readonly texts: number
  /** Absent: this is the first answer of the model. */
  readonly dimensions?: number | undefined
}

const Answer = z.object({
  data: z.array(z.object({ index: z.int(), embedding: z.union([z.array(z.unknown()), z.string()]) })),
  usage: z.object({ prompt_tokens: z.number() }).optional().catch(undefined),
})

const FLOAT_BYTES = 4

/** Reads an answer of `/embeddings`, numbers or base64. A batch that is not right in every part is wrong as a whole. */
export function readEmbeddings(answer: unknown, expected: Expected): EmbeddingsReading {
  const parsed = Answer.safeParse(answer)
  if (!parsed.success) return { kind: 'wrong', problem: 'the answer is not a list of embeddings' }
  const { data, usage: told } = parsed.data
  const usage = told && { usage: { input: told.prompt_tokens, cachedInput: 0, output: 0 } }
  const wrong = (problem: string) => ({ kind: 'wrong', problem, ...usage }) as const
  if (data.length !== expected.texts) {
    return wrong(`${expected.texts} texts were sent, ${data.length} vectors came back`)
  }
  const sorted = data.toSorted((a, b) => a.index - b.index)
  if (sorted.some(({ index }, place) => index !== place)) {
    return wrong('the vectors do not say which text each belongs to')
  }
  const vectors = sorted.map(({ embedding }) => toVector(embedding)).filter((vector) => vector !== undefined)
  if (vectors.length < data.length) return wrong('a vector holds something that is no number, or only zeros')
  const problem = dimensionProblem(vectors, expected)
  return problem ? wrong(problem) : { kind: 'vectors', vectors, ...usage }
}

/** Of pgvector's type `vector`. */
const MOST_DIMENSIONS = 16_000

function dimensionProblem(vectors: readonly Vector[], { dimensions }: Expected): string | undefined {
  const wanted = dimensions ?? vectors[0]?.length ?? 0
  if (wanted > MOST_DIMENSIONS) return `a vector has ${wanted} numbers, the database takes ${MOST_DIMENSIONS}`
  const other = vectors.find(({ length }) => length !== wanted)
  return other && `a vector has ${other.length} numbers, others of this model have ${wanted}`
}

/** Nothing for what has no direction: it would be as far from everything. */
function toVector(embedding: string | readonly unknown[]): Vector | undefined {
  const numbers = typeof embedding === 'string' ? fromBase64(embedding) : embedding
  const vector = numbers.filter((number) => typeof number === 'number').map(Math.fround)
  return vector.length === numbers.length && hasDirection(vector) ? vector : undefined
}

/** As the database reckons, in 32 bits: what is too large there is infinite, and what is too small is zero. */
function hasDirection(vector: Vector): boolean {
  const length = vector.reduce((sum, number) => Math.fround(sum + Math.fround(number * number)), 0)
  return Number.isFinite(length) && length > 0
}

/** As the API packs it: 32-bit floats, little end first. A length that does not fit leaves a number that is none. */
function fromBase64(packed: string): readonly number[] {
  const bytes = Buffer.from(packed, 'base64')
  const whole = Math.floor(bytes.length / FLOAT_BYTES)
  const numbers = Array.from({ length: whole }, (_, at) => bytes.readFloatLE(at * FLOAT_BYTES))
  return bytes.length % FLOAT_BYTES === 0 ? numbers : [...numbers, Number.NaN]
}
