import { createHash, randomUUID } from 'node:crypto'
import type { ModelConfig } from '../config/parse-config.ts'
import type { Settings } from '../config/settings.ts'
import type { Db } from '../store/db.ts'
import { beginModelCall, endModelCall } from '../store/model-calls.ts'
import type { Log } from '../telemetry/create-log.ts'
import type { ModelCall } from '../telemetry/create-metrics.ts'
import type { About, ModelFailure } from './ask-model.ts'
import { createReadBudget } from './budget.ts'
import { costUsd } from './cost.ts'
import { createEmbedTexts, type EmbedAnswer, type Embedded, type EmbedRequest } from './embed-texts.ts'
import { createTurnstile } from './turnstile.ts'

export type EmbedDeps = {
  readonly config: Pick<ModelConfig, 'apiKey' | 'baseUrl'>
  readonly db: Db
  readonly limits: Settings['limits']
  readonly prices: Settings['prices']
  readonly log: Log
  readonly now?: () => Date
  /** Told of each call (metrics). */
  readonly onCall?: (call: ModelCall) => void
}

export type RecordedEmbedRequest = EmbedRequest & {
  readonly about: About
  /** What is embedded, as the row of the call names it. */
  readonly what: 'embed-question' | 'embed-chunks'
}

/** The door for embeddings. Every call leaves a row with usage and cost behind, and no text. */
export type Embed = (request: RecordedEmbedRequest) => Promise<EmbedAnswer>

const ROLE = 'embedding'
/** There is no prompt: the row says by what rule texts were put together. */
const FORMAT_HASH = createHash('sha256').update('title, blank line, text').digest('hex')

export function createEmbed(deps: EmbedDeps): Embed {
  const { config, db, limits, prices, log, now = () => new Date() } = deps
  const embedTexts = createEmbedTexts(config)
  const readBudget = createReadBudget(deps)
  const isOverBudget = async ({ appId }: About) =>
    limits.model_spend_per_day !== undefined && (await readBudget(appId)).reached
  const enter = createTurnstile(limits.model_calls_at_once)
  return async ({ about, what, ...request }) => {
    const { model } = request
    const call = { id: randomUUID(), ...about, prompt: what, promptHash: FORMAT_HASH, role: ROLE, model }
    const startedMs = performance.now()
    await beginModelCall(db, { ...call, startedAt: now(), input: null })
    const { answer, usage, httpRequests } = (await isOverBudget(about))
      ? failed('over_budget')
      : await inTurn(enter, request.signal, () => embedTexts(request))
    const latencyMs = Math.round(performance.now() - startedMs)
    const outcome = answer.kind === 'vectors' ? 'answered' : answer.because
    const cost = costUsd(prices, model, usage)
    deps.onCall?.({ role: ROLE, result: outcome, usage, costUsd: cost })
    const spent = { usage: usage ?? null, costUsd: cost, httpRequests, latencyMs }
    await endModelCall(db, call.id, { outcome, output: null, ...spent })
    const facts = { prompt: what, model, texts: request.texts.length, httpRequests, latencyMs }
    if (answer.kind === 'failed')
      log.warn({ ...facts, because: outcome, ...codesOf(answer) }, 'no embeddings')
    else log.debug(facts, 'texts embedded')
    return answer
  }
}

const failed = (because: ModelFailure): Embedded => ({
  answer: { kind: 'failed', because },
  httpRequests: 0,
})

const codesOf = ({ detail, status }: Extract<EmbedAnswer, { kind: 'failed' }>) => ({ detail, status })

/** No more calls at the same time than the operator allows. */
async function inTurn(
  enter: ReturnType<typeof createTurnstile>,
  signal: AbortSignal,
  work: () => Promise<Embedded>,
): Promise<Embedded> {
  const leave = await enter(signal).catch(() => undefined)
  if (!leave) return failed('aborted')
  try {
    return await work()
  } finally {
    leave()
  }
}
