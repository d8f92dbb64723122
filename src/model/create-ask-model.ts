import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { ModelConfig } from '../config/parse-config.ts'
import type { Settings } from '../config/settings.ts'
import type { Db } from '../store/db.ts'
import { beginModelCall, endModelCall, type ModelMessage } from '../store/model-calls.ts'
import type { Log } from '../telemetry/create-log.ts'
import type { ModelCall } from '../telemetry/create-metrics.ts'
import type { AskModel, ModelAnswer, ModelRequest } from './ask-model.ts'
import { createReadBudget, midnight } from './budget.ts'
import { type Asked, createConverse } from './converse.ts'
import { costUsd } from './cost.ts'
import { fillPrompt, type FilledPrompt, type PromptLibrary, promptCalled } from './prompt-library.ts'
import { createTurnstile } from './turnstile.ts'

export type AskModelDeps = {
  readonly config: ModelConfig
  readonly prompts: PromptLibrary
  readonly db: Db
  readonly limits: Settings['limits']
  readonly prices: Settings['prices']
  readonly log: Log
  readonly now?: () => Date
  /** The longest that one HTTP request may take. */
  readonly timeoutMs?: number
  /** Told of each call (metrics). */
  readonly onCall?: (call: ModelCall) => void
}

/** The door. Every call through it leaves a row behind, whatever becomes of it. */
export function createAskModel(deps: AskModelDeps): AskModel {
  const { config, prompts, db, prices, log, now = () => new Date() } = deps
  const converse = createConverse({
    config,
    enter: createTurnstile(deps.limits.model_calls_at_once),
    repair: promptCalled(prompts, 'repair-answer'),
    timeoutMs: deps.timeoutMs ?? 30_000,
  })
  const isOverBudget = createBudgetGuard({ ...deps, now })

  return async <Schema extends z.ZodType>(
    request: ModelRequest<Schema>,
  ): Promise<ModelAnswer<z.output<Schema>>> => {
    const prompt = promptCalled(prompts, request.prompt)
    const input = asMessages(fillPrompt(prompt, request.variables))
    const model = config[prompt.role]
    const { name, hash: promptHash, role } = prompt
    const call = { id: randomUUID(), ...request.about, prompt: name, promptHash, role, model }
    const startedMs = performance.now()
    await beginModelCall(db, { ...call, startedAt: now(), input })
    const asked: Asked<z.output<Schema>> = (await isOverBudget(request.about.appId))
      ? { answer: { kind: 'failed', because: 'over_budget' }, httpRequests: 0 }
      : await converse({ ...request, model, input })
    const { answer, httpRequests, usage } = asked
    const latencyMs = Math.round(performance.now() - startedMs)
    const outcome = answer.kind === 'answer' ? 'answered' : answer.because
    const cost = costUsd(prices, model, usage)
    deps.onCall?.({ role, result: outcome, usage, costUsd: cost })
    await endModelCall(db, call.id, {
      outcome,
      ...(asked.input && { input: asked.input }),
      output: asked.output ?? null,
      usage: usage ?? null,
      costUsd: cost,
      httpRequests,
      latencyMs,
    })
    const { turnId, conversationId } = request.about
    const facts = {
      prompt: name,
      model,
      turnId,
      conversationId,
      httpRequests,
      latencyMs,
      status: asked.status,
    }
    if (answer.kind === 'failed') log.warn({ ...facts, because: outcome }, 'model gave no answer')
    else log.debug(facts, 'model answered')
    return answer
  }
}

/** The two messages that every call begins with. */
export const asMessages = ({ system, user }: FilledPrompt): readonly ModelMessage[] => [
  { role: 'system', content: system },
  { role: 'user', content: user },
]

/** Says once a day and workspace that the limit is reached. */
function createBudgetGuard(deps: Pick<AskModelDeps, 'db' | 'limits' | 'log'> & { readonly now: () => Date }) {
  const readBudget = createReadBudget(deps)
  const told = new Set<string>()
  return async (appId: Parameters<typeof readBudget>[0]): Promise<boolean> => {
    if (deps.limits.model_spend_per_day === undefined) return false
    const { reached, ...budget } = await readBudget(appId)
    const day = `${appId} ${midnight(deps.now()).toISOString()}`
    if (reached && !told.has(day)) {
      told.add(day)
      deps.log.warn({ appId, ...budget }, 'model spend limit reached: quoting alone until midnight (UTC)')
    }
    return reached
  }
}
