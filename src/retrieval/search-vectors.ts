import type { Allowance } from '../model/allowance.ts'
import { createAllowance } from '../model/allowance.ts'
import type { About, ModelFailure } from '../model/ask-model.ts'
import type { Embed } from '../model/create-embed.ts'
import type { Db } from '../store/db.ts'
import { findServingSpace, type ServingSpace } from '../store/embedding-spaces.ts'
import { type EmbeddingSearch, type NearChunk, searchEmbeddings } from '../store/search-embeddings.ts'

/** The turn that a question is asked in: whose calls count together, and may end together. */
export type RetrieveCall = {
  readonly about: About
  readonly allowance: Allowance
  readonly signal: AbortSignal
}

/** `not_ready`: no model has a vector for everything yet. `resting`: its server has just failed. `error`: see the log. */
export type NoVectors = 'not_ready' | 'resting' | 'error' | ModelFailure

/** A question as the serving model sees it, or why there is no such thing. */
export type QuestionVector =
  | { readonly kind: 'vector'; readonly space: ServingSpace; readonly near: readonly number[] }
  | { readonly kind: 'none'; readonly because: NoVectors }

/** Neither ever throws: without vectors the search goes by words alone. */
export type VectorSearch = {
  readonly embedQuestion: (question: string, call: RetrieveCall) => Promise<QuestionVector>
  readonly search: (
    vector: Extract<QuestionVector, { kind: 'vector' }>,
    where: Omit<EmbeddingSearch, 'space' | 'near'>,
  ) => Promise<readonly NearChunk[] | undefined>
}

export type VectorSearchDeps = {
  readonly db: Db
  readonly embed: Embed
  /** Told what should not happen. */
  readonly onFailure: (error: unknown) => void
  /** The longest that a contact waits for it. */
  readonly timeoutMs?: number
  readonly now?: () => number
}

const TIMEOUT_MS = 2_000
/** After a failure nobody waits for the server again at once; it may be down. */
const REST_MS = 10_000
/** As for chunks. */
const LONGEST_QUESTION = 8_000

/** The half of the search that goes by vectors. A question's vector is never kept. */
export function createVectorSearch(deps: VectorSearchDeps): VectorSearch {
  const { db, onFailure } = deps
  const embedQuestion = createEmbedQuestion(deps)
  return {
    embedQuestion: (question, call) =>
      embedQuestion(question, call).catch((error: unknown) => {
        onFailure(error)
        return none('error')
      }),
    search: ({ space, near }, where) =>
      searchEmbeddings(db, { space, near, ...where }).catch((error: unknown) => {
        onFailure(error)
        return undefined
      }),
  }
}

function createEmbedQuestion({ db, embed, timeoutMs = TIMEOUT_MS, now = Date.now }: VectorSearchDeps) {
  let restUntil = 0
  return async (question: string, { about, allowance, signal }: RetrieveCall): Promise<QuestionVector> => {
    const space = await findServingSpace(db)
    if (!space) return none('not_ready')
    if (now() < restUntil) return none('resting')
    const { model, dimensions } = space
    const texts = [question.slice(0, LONGEST_QUESTION).toWellFormed()]
    const asked = { model, dimensions, texts, about, signal, allowance: atMost(allowance, timeoutMs) }
    const answer = await embed({ what: 'embed-question', ...asked })
    if (answer.kind === 'vectors') return { kind: 'vector', space, near: answer.vectors[0] ?? [] }
    if (isServersFault(answer.because)) restUntil = now() + Math.max(REST_MS, answer.retryAfterMs ?? 0)
    return none(answer.because)
  }
}

const none = (because: NoVectors) => ({ kind: 'none', because }) as const

const isServersFault = (because: ModelFailure): boolean =>
  because === 'timeout' || because === 'unreachable' || because === 'rate_limited'

/** One request of the turn's allowance, for a short time of it. */
function atMost(allowance: Allowance, timeMs: number): Allowance {
  const own = createAllowance({ requests: 1, timeMs })
  return {
    takeRequest: () => own.takeRequest() && allowance.takeRequest(),
    leftMs: () => Math.min(own.leftMs(), allowance.leftMs()),
    spendMs: (ms) => {
      own.spendMs(ms)
      allowance.spendMs(ms)
    },
  }
}
