import type { z } from 'zod'
import type { ModelConfig } from '../config/parse-config.ts'
import type { ModelMessage, TokenUsage } from '../store/model-calls.ts'
import type { ModelAnswer, ModelFailure, ModelRequest } from './ask-model.ts'
import { complete } from './complete.ts'
import { addUsage } from './cost.ts'
import { failureOf } from './failure-of.ts'
import { type OpenCall, openCall } from './open-call.ts'
import type { Prompt } from './parse-prompt.ts'
import type { Completion } from './read-completion.ts'
import { readForm } from './read-form.ts'
import { repairMessages } from './repair-messages.ts'
import type { Leave } from './turnstile.ts'

export type ConverseDeps = {
  readonly config: ModelConfig
  readonly enter: (signal: AbortSignal) => Promise<Leave>
  /** Said when the first answer does not fit the form. */
  readonly repair: Prompt
  /** The longest that one HTTP request may take. */
  readonly timeoutMs: number
}

export type FilledRequest<Schema extends z.ZodType> = ModelRequest<Schema> & {
  readonly model: string
  readonly input: readonly ModelMessage[]
}

/** What came of a request, and what it took. */
export type Asked<Value> = {
  readonly answer: ModelAnswer<Value>
  readonly httpRequests: number
  /** The messages of the repair, where there was one. */
  readonly input?: readonly ModelMessage[]
  readonly output?: string | undefined
  readonly usage?: TokenUsage | undefined
  /** The status of the last HTTP answer. */
  readonly status?: number | undefined
}

/** Asks, and once more if the answer does not fit the form; within the allowance, waiting included. */
export const createConverse =
  (deps: ConverseDeps) =>
  async <Schema extends z.ZodType>(request: FilledRequest<Schema>): Promise<Asked<z.output<Schema>>> => {
    const { allowance, signal } = request
    if (allowance.leftMs() <= 0) return { answer: failed('allowance_used'), httpRequests: 0 }
    const call = openCall(allowance, signal)
    const asked = await takeTurns(deps, request, call)
    allowance.spendMs(call.elapsedMs())
    return { ...asked, httpRequests: call.requests(), status: call.status() }
  }

type Spoken<Value> = Omit<Asked<Value>, 'httpRequests' | 'status'>

async function takeTurns<Schema extends z.ZodType>(
  deps: ConverseDeps,
  request: FilledRequest<Schema>,
  call: OpenCall,
): Promise<Spoken<z.output<Schema>>> {
  const place = await deps.enter(call.signal).catch((error: unknown) => failed(failureOf(error, call)))
  if (typeof place !== 'function') return { answer: place }
  try {
    return await ask(deps, request, call)
  } finally {
    place()
  }
}

async function ask<Schema extends z.ZodType>(
  deps: ConverseDeps,
  request: FilledRequest<Schema>,
  call: OpenCall,
): Promise<Spoken<z.output<Schema>>> {
  const hear = createHear(deps, request, call)
  const { problems, ...first } = await hear(request.input)
  if (!problems) return first
  const input = repairMessages(deps.repair, { input: request.input, output: first.output ?? '', problems })
  const { problems: _still, ...second } = await hear(input)
  const usage = addUsage(first.usage, second.usage)
  return { ...second, input, usage, output: second.output ?? first.output }
}

type Heard<Value> = Spoken<Value> & {
  /** Why the answer does not fit the form, where it is worth mending. */
  readonly problems?: readonly string[]
}

const createHear =
  <Schema extends z.ZodType>(
    { config, timeoutMs }: ConverseDeps,
    { model, prompt, schema }: FilledRequest<Schema>,
    call: OpenCall,
  ) =>
  async (messages: readonly ModelMessage[]): Promise<Heard<z.output<Schema>>> => {
    const form = prompt.replaceAll('-', '_')
    try {
      const said = await complete(config, { model, form, schema, messages, call, timeoutMs })
      return judge(schema, said)
    } catch (error) {
      return { answer: failed(failureOf(error, call)) }
    }
  }

/** A cut answer is not mended: it would be cut again. */
function judge<Schema extends z.ZodType>(schema: Schema, said: Completion): Heard<z.output<Schema>> {
  const { output, usage, end } = said
  if (end === 'refused' || end === 'filtered') return { answer: failed('refused'), output, usage }
  if (end === 'cut') return { answer: failed('nonsense'), output, usage }
  const reading = readForm(schema, output)
  return reading.kind === 'value'
    ? { answer: { kind: 'answer', value: reading.value }, output, usage }
    : { answer: failed('nonsense'), output, usage, problems: reading.problems }
}

const failed = (because: ModelFailure) => ({ kind: 'failed', because }) as const
