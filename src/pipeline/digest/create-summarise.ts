import type { DigestItem, Summary } from '../../domain/digest.ts'
import type { BoundPart } from '../../domain/effect.ts'
import type { AppId } from '../../domain/ids.ts'
import type { ModelSummary, SummariseWithModel } from '../../drafting/model/summarise-with-model.ts'
import { summariseByRules } from '../../drafting/summarise-by-rules.ts'
import type { People } from '../../intercom/read-people.ts'
import { createAllowance } from '../../model/allowance.ts'
import { MODEL_FAILURES } from '../../model/ask-model.ts'
import type { Looked } from './look-at.ts'

export type SummariseDeps = {
  readonly appId: AppId
  /** Absent: by rules alone. */
  readonly model?: SummariseWithModel
  readonly botName: string
  readonly people: People
  readonly signal: AbortSignal
}

/** One answer and one repair of it; nobody waits for a summary at night. */
const SUMMARY_ALLOWANCE = { requests: 3, timeMs: 30_000 }
/** A model that failed so often in a row is left alone for the rest of the night. */
const MOST_FAILURES = 3

export type Summarised = Pick<DigestItem, 'topic' | 'fellBack' | keyof Summary>

/** What our own tables know of the conversation: our parts, and up to when it was forgotten when it was read. */
type Known = { readonly bound: readonly BoundPart[]; readonly forgottenAt: Date | null }

/** Summarises one conversation: by the model where there is one and what it says holds, else by rules. */
export function createSummarise({ appId, model, botName, people, signal }: SummariseDeps) {
  let failures = 0

  async function askModel(
    { unresolved }: Looked,
    { bound, forgottenAt }: Known,
  ): Promise<ModelSummary | undefined> {
    if (!model || failures >= MOST_FAILURES) return undefined
    const { conversation } = unresolved
    const own = new Set(bound.map(({ partId }) => partId))
    const names = [...people.admins.values(), ...people.teams.values(), botName, 'Firstline', 'Intercom']
    const ask = {
      transcript: { conversation, isOwn: ({ id }: { readonly id: BoundPart['partId'] }) => own.has(id) },
      names: [...names, conversation.contactName ?? ''],
    }
    const about = { appId, conversationId: conversation.id, forgottenAt }
    const answer = await model(ask, { about, allowance: createAllowance(SUMMARY_ALLOWANCE), signal })
    failures = answer.kind === 'none' && isFailure(answer.because) ? failures + 1 : 0
    return answer
  }

  return async (looked: Looked, known: Known): Promise<Summarised> => {
    const { topic, unresolved } = looked
    const asked = await askModel(looked, known)
    const byRules = summariseByRules(unresolved)
    if (asked?.kind !== 'summary') return { ...byRules, topic, ...(asked && { fellBack: asked.because }) }
    const { tried, nextStep } = isKnownBetter(looked) ? byRules : asked.summary
    return { ...asked.summary, tried, nextStep, topic: topic === 'other' ? (asked.topic ?? 'other') : topic }
  }
}

/** A hand-off, a suggestion and a snooze do not stand in what people wrote: a model cannot know of them. */
const isKnownBetter = ({ unresolved: { last, state } }: Looked): boolean =>
  last.kind === 'handed_off' || last.kind === 'suggested' || state === 'snooze_over'

const isFailure = (because: string): boolean => MODEL_FAILURES.some((failure) => failure === because)
