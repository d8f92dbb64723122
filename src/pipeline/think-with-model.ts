import type { Mind } from '../decision/choose-outcome.ts'
import type { Conversation } from '../domain/conversation.ts'
import type { Draft, Verdict } from '../domain/draft.ts'
import type { Understanding } from '../domain/understanding.ts'
import type { DraftWithModel } from '../drafting/model/draft-with-model.ts'
import { fitPassages } from '../drafting/model/fit-passages.ts'
import { problemsInWords } from '../drafting/model/problems-in-words.ts'
import type { CallContext, UnderstandWithModel } from '../drafting/model/understand-with-model.ts'
import type { VerifyWithModel } from '../drafting/model/verify-with-model.ts'
import { createAllowance } from '../model/allowance.ts'
import type { ModelAnswer } from '../model/ask-model.ts'
import {
  callOf,
  createThink,
  isRuled,
  type MindSteps,
  NO_RETRIEVAL,
  type Think,
  type ThinkOptions,
  type Thoughts,
} from './think.ts'

export type ModelSteps = {
  readonly understand: UnderstandWithModel
  readonly draft: DraftWithModel
  readonly verify: VerifyWithModel
}

export type ThinkWithModelDeps = ThinkOptions & {
  readonly model: ModelSteps
  /** Understands by rules, retrieves, and verifies in code: the model is added to these, never put in their place. */
  readonly steps: MindSteps
  /** The extractive mind, which stands in when the model is down, slow, over budget, or talks nonsense. */
  readonly extractive: Think
}

/**
 * Understand ▶ retrieve ▶ draft ▶ verify with a language model: three calls on the straight path, one more draft when the
 * first was turned down. Rules in code come first and win; the checks in code come before the model's.
 */
export const createThinkWithModel =
  (deps: ThinkWithModelDeps): Think =>
  async (view, given) => {
    // The mind that stands in spends what is left of the same allowance.
    const context = { ...given, allowance: createAllowance() }
    const call = callOf(context)
    try {
      const byRules = deps.steps.understand(view.situation)
      if (isRuled(byRules)) return await deps.extractive(view, context)
      const thoughts = await think(deps, { byRules, channel: view.conversation.channel }, call)
      if (thoughts.kind === 'answer') return thoughts.value
      return { ...(await deps.extractive(view, context)), fellBack: thoughts.because }
    } catch (error) {
      deps.onFailure(error)
      return { ...(await deps.extractive(view, context)), fellBack: 'error' }
    }
  }

async function think(
  deps: ThinkWithModelDeps,
  { byRules, channel }: { readonly byRules: Understanding; readonly channel: Channel },
  call: CallContext,
): Promise<ModelAnswer<Thoughts>> {
  const understood = await deps.model.understand(byRules, call)
  if (understood.kind === 'failed') return understood
  const understanding = understood.value
  if (isRuled(understanding)) {
    return answer({ understanding, retrieval: NO_RETRIEVAL, mind: { kind: 'not_asked' } })
  }
  const found = await deps.steps.retrieve({
    ...understanding,
    samples: deps.samples,
    audiences: ['public'],
    call,
  })
  const passages = fitPassages(found.passages)
  const thought = { understanding, retrieval: { ...found, passages } }
  const leftOut = found.passages.length - passages.length
  const mind = await draft(deps, thought, { call, channel, turnedDown: [] })
  if (mind.kind === 'failed') return mind
  return answer({ ...thought, mind: mind.value, ...(leftOut > 0 && { leftOut }) })
}

type Thought = Pick<Thoughts, 'understanding' | 'retrieval'>
type Channel = Conversation['channel']
type Drafting = {
  readonly call: CallContext
  readonly channel: Channel
  readonly turnedDown: readonly string[]
}

/** Drafts once, and once more with the reasons when the draft was turned down. */
async function draft(
  deps: ThinkWithModelDeps,
  thought: Thought,
  { call, channel, turnedDown }: Drafting,
): Promise<ModelAnswer<Mind>> {
  if (thought.retrieval.passages.length === 0) return answer({ kind: 'nothing_found' })
  const drafted = await deps.model.draft({ ...thought, channel, turnedDown }, call)
  if (drafted.kind === 'failed') return drafted
  if (drafted.value.kind !== 'draft') return answer(drafted.value)
  const written = drafted.value.draft
  const verdict = await verify(deps, thought, { written, call })
  if (verdict.kind === 'failed') return verdict
  if (verdict.value.kind === 'ungrounded' && turnedDown.length === 0) {
    return draft(deps, thought, { call, channel, turnedDown: problemsInWords(verdict.value.problems) })
  }
  const { relevance } = thought.retrieval
  return answer({ kind: 'drafted', draft: written, verdict: verdict.value, relevance })
}

/** What code turns down is not shown to another model. */
async function verify(
  { steps, model }: ThinkWithModelDeps,
  { understanding, retrieval }: Thought,
  { written, call }: { readonly written: Draft; readonly call: CallContext },
): Promise<ModelAnswer<Verdict>> {
  const { passages } = retrieval
  const byCode = steps.verify(written, passages)
  if (byCode.kind === 'ungrounded') return answer(byCode)
  return model.verify({ draft: written, passages, understanding, byCode }, call)
}

const answer = <Value>(value: Value): ModelAnswer<Value> => ({ kind: 'answer', value })

/** The mind of a turn: with a model, or the extractive one alone. */
export function createMind({
  mind,
  model,
  ...options
}: ThinkOptions & { readonly mind: MindSteps; readonly model?: ModelSteps }): Think {
  const extractive = createThink(mind, options)
  return model ? createThinkWithModel({ ...options, model, steps: mind, extractive }) : extractive
}
