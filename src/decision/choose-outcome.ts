import type { Draft, Verdict } from '../domain/draft.ts'
import type { ContactId } from '../domain/ids.ts'
import type { HandOffReason, Outcome, QuestionReason } from '../domain/outcome.ts'
import type { Policy } from '../domain/policy.ts'
import type { Risk, Understanding } from '../domain/understanding.ts'
import { chooseTeam } from './choose-team.ts'
import type { NotesBecause, Permission } from './may-act.ts'

/** All that a decision rests on; stored with the turn, so that it can be taken again offline (law 8). */
export type Case = {
  readonly permission: Permission
  readonly understanding: Understanding
  /** What became of drafting: nothing when a rule made it unnecessary. */
  readonly mind: Mind
  readonly minConfidence: number
  /** Milliseconds since the newest unanswered message, or since the hand-back. */
  readonly ageMs: number
  /** The contact was asked one question already and has not been answered since. */
  readonly askedAlready: boolean
  /** The bot's reply was the last thing that the contact was told. */
  readonly afterOurReply: boolean
  /** A reply to these very messages was given up: nobody can tell whether the contact has it. */
  readonly deliveryUnknown: boolean
  /** Why the extractive mind stood in for the model, where it did. */
  readonly fellBack?: string
  /** A cited article that was reviewed too long ago. */
  readonly staleSource?: string
  /** Who would read an answer. */
  readonly contacts: readonly ContactId[]
  /** The mode would let more happen, but one of them is not in the pilot: nothing is written, as in `shadow`. */
  readonly heldByPilot: boolean
}

export type Mind =
  | { readonly kind: 'not_asked' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'nothing_found' }
  /** A model says that the passages do not answer, and why. */
  | { readonly kind: 'cannot'; readonly reason: string }
  /** A model would answer if it knew one fact more. */
  | { readonly kind: 'asks'; readonly question: string }
  | { readonly kind: 'drafted'; readonly draft: Draft; readonly verdict: Verdict; readonly relevance: number }

/** What the rules want, before permission and mode have their say. */
type Wish =
  | { readonly kind: 'reply'; readonly draft: Draft; readonly confidence: number }
  | { readonly kind: 'clarify'; readonly question: QuestionReason; readonly text?: string }
  | { readonly kind: 'no_answer_needed' }
  | {
      readonly kind: 'hand_off'
      readonly reason: HandOffReason
      readonly draft?: Draft
      readonly confidence?: number
    }

type RuledWish = Wish & { readonly rule: string }

/** Most urgent first: when a message holds several, the first names the hand-off. */
const RISKS: readonly Risk[] = ['self_harm', 'legal_threat', 'account_security', 'data_deletion']

/** DESIGN 7: confidence = min(relevance, groundedness). */
export const confidenceOf = (mind: Mind): number =>
  mind.kind === 'drafted' && mind.verdict.kind === 'grounded'
    ? Math.min(mind.relevance, mind.verdict.groundedness)
    : 0

/** The pure heart: facts in, one outcome with the rule that fired out. Plain rules come before any draft. */
export function chooseOutcome(facts: Case, policy: Policy): Outcome {
  if (facts.permission.kind === 'nothing') {
    return { kind: 'stay_silent', rule: 'may-not-act', reason: facts.permission.reason }
  }
  const wish = wishFor(facts, policy)
  if (wish.kind === 'no_answer_needed') return noAnswer(wish, facts, policy)
  if (facts.permission.kind === 'notes') return proposed(wish, facts.permission.because, facts)
  if (wish.kind !== 'hand_off') return wish
  return handedOff(wish, policy)
}

/** Thanks for the bot's own answer may close the conversation, where the operator wants that and the bot may act. */
function noAnswer({ rule }: RuledWish, { permission, afterOurReply }: Case, policy: Policy): Outcome {
  if (policy.closeWhenThanked && afterOurReply && permission.kind === 'all') {
    return { kind: 'close', rule: 'thanked-for-our-reply' }
  }
  return { kind: 'stay_silent', rule, reason: 'no_answer_needed' }
}

function wishFor(facts: Case, policy: Policy): RuledWish {
  return byRule(facts, policy) ?? byDraft(facts, policy)
}

/** Rules that hold with or without a draft. */
function byRule(
  { understanding, askedAlready, deliveryUnknown, ageMs }: Case,
  policy: Policy,
): RuledWish | undefined {
  if (deliveryUnknown) return { kind: 'hand_off', rule: 'delivery-unknown', reason: 'delivery_unknown' }
  const risk = RISKS.find((candidate) => understanding.risks.includes(candidate))
  if (risk) return { kind: 'hand_off', rule: `risk:${risk}`, reason: risk }
  if (understanding.wantsPerson)
    return { kind: 'hand_off', rule: 'person-requested', reason: 'person_requested' }
  if (understanding.needsNoAnswer) return { kind: 'no_answer_needed', rule: 'no-answer-needed' }
  // A question that comes late is as bad as a late answer: then it goes to people.
  const mayAsk = !askedAlready && ageMs <= policy.staleMs
  if (understanding.unreadable && understanding.text === '' && mayAsk) {
    return { kind: 'clarify', rule: 'unreadable-without-text', question: 'unreadable' }
  }
  return undefined
}

function byDraft(facts: Case, policy: Policy): RuledWish {
  const { understanding, mind, minConfidence, ageMs, fellBack, staleSource } = facts
  if (mind.kind !== 'drafted') return withoutDraft(facts, mind, policy)
  if (mind.verdict.kind === 'ungrounded') {
    return { kind: 'hand_off', rule: 'draft-not-grounded', reason: 'not_grounded' }
  }
  const confidence = confidenceOf(mind)
  const withDraft = { draft: mind.draft, confidence }
  if (understanding.unreadable)
    return { kind: 'hand_off', rule: 'unreadable', reason: 'unreadable', ...withDraft }
  if (confidence < minConfidence) {
    return { kind: 'hand_off', rule: 'below-threshold', reason: 'low_confidence', ...withDraft }
  }
  if (ageMs > policy.staleMs) return { kind: 'hand_off', rule: 'stale', reason: 'stale', ...withDraft }
  if (staleSource !== undefined) {
    return { kind: 'hand_off', rule: 'stale-source', reason: 'source_stale', ...withDraft }
  }
  // The operator set the limit for answers that a model has checked: without it they are drafts.
  if (fellBack === 'over_budget') {
    return { kind: 'hand_off', rule: 'over-budget', reason: 'over_budget', ...withDraft }
  }
  return { kind: 'reply', rule: 'grounded-and-confident', ...withDraft }
}

function withoutDraft(
  { understanding, askedAlready, ageMs }: Case,
  mind: Exclude<Mind, { kind: 'drafted' }>,
  policy: Policy,
): RuledWish {
  if (mind.kind === 'failed') return { kind: 'hand_off', rule: 'mind-failed', reason: 'unexpected_error' }
  if (understanding.unreadable) return { kind: 'hand_off', rule: 'unreadable', reason: 'unreadable' }
  if (mind.kind === 'asks' && !askedAlready && ageMs <= policy.staleMs) {
    return { kind: 'clarify', rule: 'fact-missing', question: 'missing_fact', text: mind.question }
  }
  const rule = mind.kind === 'cannot' ? 'model-cannot' : 'nothing-found'
  return { kind: 'hand_off', rule, reason: 'nothing_found' }
}

/** Where only notes are allowed, whatever was wished becomes a proposal for teammates. */
function proposed(
  wish: Exclude<RuledWish, { kind: 'no_answer_needed' }>,
  because: NotesBecause,
  facts: Case,
): Outcome {
  return {
    kind: 'propose',
    rule: wish.rule,
    because,
    confidence: confidenceOf(facts.mind),
    ...(wish.kind !== 'clarify' && wish.draft && { draft: wish.draft }),
    ...(wish.kind === 'hand_off' && { handOff: wish.reason }),
    ...(wish.kind === 'clarify' && wish.question === 'unreadable' && { handOff: wish.question }),
    ...(wish.kind === 'clarify' && wish.text && { ask: wish.text }),
  }
}

function handedOff(wish: Extract<RuledWish, { kind: 'hand_off' }>, policy: Policy): Outcome {
  const team = chooseTeam(wish.reason, policy)
  if (team) return { ...wish, team }
  return { kind: 'stay_silent', rule: 'no-hand-off-team', reason: 'no_team' }
}
