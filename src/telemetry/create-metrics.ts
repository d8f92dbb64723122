import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** A turn's job that was run, and how it ended; `failed`: it threw and comes again. */
export type TurnRun = { readonly end: 'over' | 'again' | 'failed'; readonly seconds: number }

/** A call to Intercom's API. `call` is a method and a path without ids; status 0: no answer. */
export type ApiCall = { readonly call: string; readonly status: number; readonly seconds: number }

/** A call to a language model. `result`: `answered`, or why there is no answer. */
export type ModelCall = {
  readonly role: string
  readonly result: string
  readonly usage:
    | { readonly input: number; readonly cachedInput: number; readonly output: number }
    | undefined
  readonly costUsd: number | null
}

/** What waits right now. */
export type Backlog = { readonly conversations: number; readonly deadTurns: number }

/** Calls to Intercom that each lane may still make in this window. */
export type Permits = ReadonlyMap<string, number>

/** What the service counts. Labels are codes of our own or of Intercom's API: never an id, never what people wrote. */
export type Metrics = {
  readonly countWebhook: (result: string) => void
  readonly countTurn: (run: TurnRun) => void
  readonly countOutcome: (outcome: string, reason: string) => void
  readonly countEffect: (kind: string, state: string) => void
  /** From the answer to the fence's read to the answer to the write that it let through. */
  readonly observeFenceWindow: (seconds: number) => void
  readonly countModelCall: (call: ModelCall) => void
  readonly countApiCall: (call: ApiCall) => void
  /** How long a call to Intercom waited for its permit. */
  readonly countWait: (lane: string, waitMs: number) => void
  /** Who knows how many permits each lane has left, asked whenever somebody looks. */
  readonly watchPermits: (left: () => Permits | undefined) => void
  /** Without a backlog, it could not be read: then no number is better than an old one. */
  readonly setBacklog: (backlog: Backlog | undefined) => void
  readonly contentType: string
  /** Everything, in Prometheus' text format. */
  readonly expose: () => Promise<string>
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

/** Counters of this process alone, in a registry of their own: two services in one process do not add up. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const counters = createCounters(registry)
  const { webhooks, turns, turnSeconds, outcomes, effects, apiCalls, apiSeconds, apiWait, permits, waiting } =
    counters
  let readPermits: () => Permits | undefined = () => undefined
  return {
    countWebhook: (result) => webhooks.inc({ result }),
    countTurn: ({ end, seconds }) => {
      turns.inc({ end })
      turnSeconds.observe(seconds)
    },
    countOutcome: (outcome, reason) => outcomes.inc({ outcome, reason }),
    countEffect: (kind, state) => effects.inc({ kind, state }),
    observeFenceWindow: (seconds) => counters.fenceWindow.observe(seconds),
    countModelCall: (call) => countModelCall(counters, call),
    countApiCall: ({ call, status, seconds }) => {
      apiCalls.inc({ call, status: String(status) })
      apiSeconds.observe({ call }, seconds)
    },
    countWait: (lane, waitMs) => apiWait.observe({ lane }, waitMs / 1000),
    watchPermits: (left) => {
      readPermits = left
    },
    setBacklog: (backlog) => {
      waiting.reset()
      if (!backlog) return
      waiting.set({ what: 'conversations' }, backlog.conversations)
      waiting.set({ what: 'dead_turns' }, backlog.deadTurns)
    },
    contentType: registry.contentType,
    expose: () => {
      for (const [lane, left] of readPermits() ?? []) permits.set({ lane }, left)
      return registry.metrics()
    },
  }
}

type Counters = ReturnType<typeof createCounters>

/** docs/metrics.md lists them; a test holds the two together. */
function createCounters(registry: Registry) {
  const registers = [registry]
  const counter = (name: string, help: string, labelNames: readonly string[]) =>
    new Counter({ name: `firstline_${name}`, help, labelNames, registers })
  const histogram = (name: string, help: string, labelNames: readonly string[]) =>
    new Histogram({ name: `firstline_${name}`, help, labelNames, buckets: SECONDS, registers })
  return {
    webhooks: counter('webhooks_total', 'Webhook calls, by what became of them', ['result']),
    turns: counter('turns_total', 'Runs of a turn, by how they ended', ['end']),
    turnSeconds: histogram('turn_seconds', 'How long a run of a turn took', []),
    outcomes: counter('outcomes_total', 'Decisions written down, by outcome and reason', [
      'outcome',
      'reason',
    ]),
    effects: counter('effects_total', 'Effects in Intercom, by what became of them', ['kind', 'state']),
    fenceWindow: histogram(
      'fence_window_seconds',
      "From the answer to the fence's read to the answer to the write that it let through",
      [],
    ),
    modelCalls: counter('model_calls_total', 'Calls of a language model, by result', ['role', 'result']),
    modelTokens: counter('model_tokens_total', 'Tokens of a language model', ['role', 'kind']),
    modelCost: counter('model_cost_usd_total', 'What model calls cost by the prices of the settings', [
      'role',
    ]),
    apiCalls: counter('intercom_calls_total', "Requests to Intercom's API", ['call', 'status']),
    apiSeconds: histogram('intercom_call_seconds', "How long a request to Intercom's API took", ['call']),
    apiWait: histogram('intercom_wait_seconds', 'How long a call to Intercom waited for its permit', [
      'lane',
    ]),
    permits: new Gauge({
      name: 'firstline_intercom_permits_left',
      help: 'Calls to Intercom that a lane may still make in this window',
      labelNames: ['lane'],
      registers,
    }),
    waiting: new Gauge({
      name: 'firstline_waiting',
      help: 'Conversations with open work, and turns that used up their attempts',
      labelNames: ['what'],
      registers,
    }),
  }
}

/** `input` includes the cached part, which is counted apart. */
function countModelCall({ modelCalls, modelTokens, modelCost }: Counters, call: ModelCall): void {
  const { role, result, usage, costUsd } = call
  modelCalls.inc({ role, result })
  modelCost.inc({ role }, costUsd ?? 0)
  if (!usage) return
  modelTokens.inc({ role, kind: 'input' }, usage.input - usage.cachedInput)
  modelTokens.inc({ role, kind: 'cached_input' }, usage.cachedInput)
  modelTokens.inc({ role, kind: 'output' }, usage.output)
}
