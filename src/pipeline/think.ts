import type { Mind } from '../decision/choose-outcome.ts'
import type { View } from '../decision/judge-fence.ts'
import type { Entry } from '../domain/conversation.ts'
import type { Draft, Drafting, Verdict } from '../domain/draft.ts'
import type { Language } from '../domain/language.ts'
import type { Audience, Passage, Retrieval } from '../domain/passage.ts'
import type { Turn } from '../domain/turn.ts'
import type { EarlierTurn, Understanding } from '../domain/understanding.ts'
import { type Allowance, createAllowance } from '../model/allowance.ts'
import type { RetrieveCall } from '../retrieval/search-vectors.ts'
import { isOutage } from './is-outage.ts'

/** The steps of a mind; each is handed in, so that a model can take the place of a rule. */
export type MindSteps = {
  readonly understand: (reading: { unanswered: readonly Entry[]; before: readonly Entry[] }) => Understanding
  readonly retrieve: (ask: {
    question: string
    earlier: readonly EarlierTurn[]
    language: Language
    samples: 'use' | 'skip'
    audiences: readonly Audience[]
    call?: RetrieveCall
  }) => Promise<Retrieval>
  readonly draft: (ask: { understanding: Understanding; retrieval: Retrieval }) => Drafting
  readonly verify: (draft: Draft, passages: readonly Passage[]) => Verdict
}

export type Thoughts = {
  readonly understanding: Understanding
  readonly retrieval: Retrieval
  readonly mind: Mind
  /** Why the extractive mind stood in for the model, where it did. */
  readonly fellBack?: string
  /** Passages that did not fit into the model's prompt. */
  readonly leftOut?: number
}

/** What thinking is about, and a signal that the answer is not wanted any more. */
export type ThinkContext = {
  readonly turn: Turn
  readonly signal: AbortSignal
  /** What is left of the turn's, where something was asked already. */
  readonly allowance?: Allowance
}
export type Think = (view: View, context: ThinkContext) => Promise<Thoughts>

export type ThinkOptions = {
  readonly samples: 'use' | 'skip'
  /** Told when a step throws: the turn then ends in a hand-off (law 10), unless something outside was away. */
  readonly onFailure: (error: unknown) => void
}

export const NO_RETRIEVAL: Retrieval = { question: '', passages: [], relevance: 0, features: {} }
const NOTHING_UNDERSTOOD: Understanding = {
  language: 'en',
  question: '',
  text: '',
  earlier: [],
  wantsPerson: false,
  risks: [],
  needsNoAnswer: false,
  unreadable: false,
}

/** Where nothing may be done, nothing is thought about. */
export const NO_THOUGHTS: Thoughts = {
  understanding: NOTHING_UNDERSTOOD,
  retrieval: NO_RETRIEVAL,
  mind: { kind: 'not_asked' },
}

/** Understand ▶ retrieve ▶ draft ▶ verify. Only public articles are ever retrieved for a contact (law 9). */
export const createThink =
  (steps: MindSteps, options: ThinkOptions): Think =>
  async ({ situation }, context) => {
    let understanding = NOTHING_UNDERSTOOD
    try {
      understanding = steps.understand(situation)
      if (isRuled(understanding))
        return { understanding, retrieval: NO_RETRIEVAL, mind: { kind: 'not_asked' } }
      const retrieval = await steps.retrieve({
        ...understanding,
        samples: options.samples,
        audiences: ['public'],
        call: callOf(context),
      })
      return { understanding, retrieval, mind: drafted(steps, understanding, retrieval) }
    } catch (error) {
      // Not this question's fault: the turn comes again once what was away is back.
      if (isOutage(error)) throw error
      options.onFailure(error)
      return { understanding, retrieval: NO_RETRIEVAL, mind: { kind: 'failed' } }
    }
  }

/** Whom the calls of a turn are counted for, and what they may spend. */
export const callOf = ({ turn, signal, allowance = createAllowance() }: ThinkContext): RetrieveCall => {
  const { appId, conversationId, turnId, token } = turn
  return { about: { appId, conversationId, turnId, token }, allowance, signal }
}

/** A rule has the last word already, or there is nothing to look for. */
export const isRuled = ({ wantsPerson, risks, needsNoAnswer, question }: Understanding): boolean =>
  wantsPerson || risks.length > 0 || needsNoAnswer || question === ''

function drafted(steps: MindSteps, understanding: Understanding, retrieval: Retrieval): Mind {
  const drafting = steps.draft({ understanding, retrieval })
  if (drafting.kind === 'nothing_found') return { kind: 'nothing_found' }
  const verdict = steps.verify(drafting.draft, retrieval.passages)
  return { kind: 'drafted', draft: drafting.draft, verdict, relevance: retrieval.relevance }
}

/**
 * The mind of a turn that has failed too often: what rules can tell without looking for an answer, and else a hand-off.
 */
export const createGiveUp = (steps: Pick<MindSteps, 'understand'>): Think => {
  const refuse = () => {
    throw new Error('given up')
  }
  return createThink(
    { ...steps, retrieve: async () => refuse(), draft: refuse, verify: refuse },
    { samples: 'skip', onFailure: () => {} },
  )
}
