import { fileURLToPath } from 'node:url'
import type { ModelConfig } from '../../config/parse-config.ts'
import type { Settings } from '../../config/settings.ts'
import { AppId } from '../../domain/ids.ts'
import { createUnderstandWithModel } from '../../drafting/model/understand-with-model.ts'
import { understandByRules } from '../../drafting/understand-by-rules.ts'
import { createAllowance } from '../../model/allowance.ts'
import type { ModelFailure } from '../../model/ask-model.ts'
import { costUsd } from '../../model/cost.ts'
import { createUnrecordedAsk } from '../../model/create-unrecorded-ask.ts'
import { readPrompts } from '../../model/prompt-library.ts'
import type { TokenUsage } from '../../store/model-calls.ts'
import { type Finding, findingsOf } from './finding.ts'
import { addressInWords } from './in-words.ts'

const { ok, warn, fail } = findingsOf('Model')
const spend = findingsOf('Spend')

const PROMPTS = fileURLToPath(new URL('../../../prompts', import.meta.url))
/** One try and one repair, as every turn may. */
const ALLOWANCE = { requests: 2, timeMs: 10_000 }

/** What came of asking one model. */
export type Tried = {
  readonly model: string
  readonly because?: ModelFailure
  readonly status?: number | undefined
  readonly requests: number
  readonly tookMs: number
  readonly costUsd: number | null
}

export const EXTRACTIVE = [ok('none: answers by quoting the articles (extractive)')]

/** Asks each model once, and says what it costs. */
export async function checkModel(
  config: ModelConfig,
  { prices, limits }: Pick<Settings, 'prices' | 'limits'>,
  spentUsd: () => Promise<number | undefined>,
): Promise<readonly Finding[]> {
  const models = [...new Set([config.fast, config.strong])]
  const priced = [...models, ...(config.embedding ? [config.embedding] : [])]
  const limit = limits.model_spend_per_day
  const spent = await spentUsd()
  if (limit !== undefined && spent !== undefined && spent >= limit) {
    return [
      warn('not asked: the spend limit of today is reached', 'Answers are drafts until midnight (UTC).'),
      judgeSpend({ models: priced, prices, limit, spent }),
    ]
  }
  const tried = await Promise.all(models.map((model) => tryModel(config, model, prices)))
  return [
    ...tried.map((one) => judgeModel(one, config)),
    judgeSpend({ models: priced, prices, limit, spent }),
  ]
}

/** The call that every turn begins with, about a message that we have made up. */
async function tryModel(config: ModelConfig, model: string, prices: Settings['prices']): Promise<Tried> {
  let took: { requests: number; status?: number | undefined; usage?: TokenUsage | undefined } = {
    requests: 0,
  }
  const ask = createUnrecordedAsk({
    config: { ...config, fast: model },
    prompts: readPrompts(PROMPTS),
    timeoutMs: ALLOWANCE.timeMs,
    onAsked: ({ httpRequests, status, usage }) => {
      took = { requests: httpRequests, status, usage }
    },
  })
  const startedMs = performance.now()
  const answer = await createUnderstandWithModel(ask, [])(QUESTION, {
    about: { appId: AppId.parse('doctor') },
    allowance: createAllowance(ALLOWANCE),
    signal: new AbortController().signal,
  })
  return {
    model,
    ...(answer.kind === 'failed' && { because: answer.because }),
    status: took.status,
    requests: took.requests,
    tookMs: performance.now() - startedMs,
    costUsd: costUsd(prices, model, took.usage),
  }
}

const QUESTION = {
  ...understandByRules({ unanswered: [], before: [] }),
  text: 'How do I reset my password?',
}

/** Reachable, and able to fill in a form. */
export function judgeModel(tried: Tried, { baseUrl }: Pick<ModelConfig, 'baseUrl'>): Finding {
  const { model, because, requests, tookMs } = tried
  const where = baseUrl ? addressInWords(baseUrl) : 'OpenAI'
  if (because) return fail(`${model} at ${where}: ${WORDS[because]}${inBrackets(tried)}`, fixOf(tried))
  const cost = tried.costUsd === null ? '' : ` for $${tried.costUsd.toFixed(5)}`
  const found = `${model} at ${where} filled in a form in ${(tookMs / 1_000).toFixed(1)} s${cost}`
  if (requests > 1)
    return warn(`${found}, at the second try`, 'It works, but costs twice. A larger model may do better.')
  return ok(found)
}

const inBrackets = ({ status }: Tried): string => (status ? ` (HTTP ${status})` : '')

const WORDS: Readonly<Record<ModelFailure, string>> = {
  aborted: 'the call was given up',
  timeout: 'no answer in time',
  unreachable: 'cannot be reached',
  rate_limited: 'too many calls, or no credit left',
  refused: 'refuses the call',
  nonsense: 'answers, but not in the form that was asked for',
  over_budget: 'the spend limit is reached',
  allowance_used: 'no answer within two tries',
}

const GOES_ON = 'Until then Firstline answers by quoting.'

function fixOf({ because, status, model }: Tried): string {
  if (status === 401 || status === 403) return `Check OPENAI_API_KEY. ${GOES_ON}`
  if (status === 404) return `Check OPENAI_BASE_URL, and that there is a model "${model}". ${GOES_ON}`
  if (because === 'nonsense' || status === 400) {
    return `Choose a model that knows function calling (OPENAI_MODEL, OPENAI_FAST_MODEL). ${GOES_ON}`
  }
  if (because === 'rate_limited') return `Look at the account's limits and credit. ${GOES_ON}`
  return `Check OPENAI_BASE_URL, and that the server runs. ${GOES_ON}`
}

type SpendCase = {
  readonly models: readonly string[]
  readonly prices: Settings['prices']
  readonly limit: number | undefined
  readonly spent: number | undefined
}

/** What nobody knows the price of, no limit can hold. */
export function judgeSpend({ models, prices, limit, spent }: SpendCase): Finding {
  const unpriced = models.filter((model) => !Object.hasOwn(prices, model))
  if (unpriced.length > 0) {
    const fix = 'Add what they cost under prices in firstline.yaml; only then a spend limit can be set.'
    return spend.warn(
      `the price of ${unpriced.join(' and ')} is not known, so that costs are not, either`,
      fix,
    )
  }
  const today = spent === undefined ? '' : `, $${spent.toFixed(2)} spent today`
  return limit === undefined
    ? spend.ok(`prices known${today}; no limit (limits.model_spend_per_day)`)
    : spend.ok(`at most $${limit} a day${today}`)
}
