import type { ModelConfig } from '../config/parse-config.ts'
import type { TokenUsage } from '../store/model-calls.ts'
import type { Allowance } from './allowance.ts'
import type { ModelFailure } from './ask-model.ts'
import { failureOf } from './failure-of.ts'
import { type OpenCall, openCall } from './open-call.ts'
import { quietLibraries } from './quiet-libraries.ts'
import { readEmbeddings, type Vector } from './read-embeddings.ts'
import { HttpError, retryAfterMs } from './retry-policy.ts'

export type EmbedRequest = {
  readonly model: string
  readonly texts: readonly string[]
  /** What the model's other vectors have; absent: nobody knows yet. */
  readonly dimensions?: number | undefined
  readonly allowance: Allowance
  readonly signal: AbortSignal
}

/** One vector for each text, in their order, or none at all. */
export type EmbedAnswer =
  | { readonly kind: 'vectors'; readonly vectors: readonly Vector[] }
  | {
      readonly kind: 'failed'
      readonly because: ModelFailure
      /** What is wrong with an answer, in words and numbers of ours. */
      readonly detail?: string
      /** HTTP status of the refusal. */
      readonly status?: number
      /** How long the server asked to wait. */
      readonly retryAfterMs?: number
    }

/** What came of a request, and what it took. */
export type Embedded = {
  readonly answer: EmbedAnswer
  readonly usage?: TokenUsage
  readonly httpRequests: number
}

export type EmbedTexts = (request: EmbedRequest) => Promise<Embedded>

type Connection = Pick<ModelConfig, 'apiKey' | 'baseUrl'>

/**
 * Asks for embeddings once, by way of the openai package (LangChain's own door drops the usage, so that nobody would know
 * the cost). The client does not repeat: a question has no time for it, and the rest comes again by itself. Nothing is
 * stored. Never throws for what models and networks normally do.
 */
export const createEmbedTexts =
  (connection: Connection): EmbedTexts =>
  async ({ allowance, signal, ...request }) => {
    if (allowance.leftMs() <= 0) {
      return { answer: { kind: 'failed', because: 'allowance_used' }, httpRequests: 0 }
    }
    const call = openCall(allowance, signal)
    const embedded = await send(connection, request, call).catch((error: unknown) => ({
      answer: refusalOf(error, call),
    }))
    allowance.spendMs(call.elapsedMs())
    return { ...embedded, httpRequests: call.requests() }
  }

type Asked = Omit<EmbedRequest, 'allowance' | 'signal'>

async function send(
  connection: Connection,
  { model, texts, dimensions }: Asked,
  call: OpenCall,
): Promise<Omit<Embedded, 'httpRequests'>> {
  const client = await openClient(connection, call)
  const body = { model, input: [...texts], encoding_format: encodingOf(connection) }
  const answer: unknown = await client.embeddings.create(body, { signal: call.signal })
  const { kind, usage, ...reading } = readEmbeddings(answer, { texts: texts.length, dimensions })
  const spent = usage && { usage }
  if ('problem' in reading) {
    return { answer: { kind: 'failed', because: 'nonsense', detail: reading.problem }, ...spent }
  }
  return { answer: { kind: 'vectors', vectors: reading.vectors }, ...spent }
}

/** A quarter of the bytes where it is known to work; every compatible server knows the other one. */
const encodingOf = ({ baseUrl }: Connection): 'float' | 'base64' => (baseUrl ? 'float' : 'base64')

/** Loaded when it is first needed. Everything that the library would read from the environment is given. */
async function openClient({ apiKey, baseUrl }: Connection, call: OpenCall) {
  quietLibraries()
  const { OpenAI } = await import('openai')
  return new OpenAI({
    apiKey,
    baseURL: baseUrl ?? 'https://api.openai.com/v1',
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    logLevel: 'off',
    maxRetries: 0,
    // The call's own end comes first, in its fetch: only then it is known that time was what ran out.
    timeout: Math.ceil(call.leftMs()) + 1_000,
    fetch: call.fetch,
  })
}

function refusalOf(error: unknown, call: OpenCall): EmbedAnswer {
  const http = HttpError.safeParse(error).data
  const waitMs = http && retryAfterMs(http.headers)
  return {
    kind: 'failed',
    because: failureOf(error, call),
    ...(http && { status: http.status }),
    ...(waitMs !== undefined && { retryAfterMs: waitMs }),
  }
}
