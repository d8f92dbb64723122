import { type Case, chooseOutcome } from '../decision/choose-outcome.ts'
import { effectiveMode, type ModeSwitch, OTHER_TOPIC } from '../decision/effective-mode.ts'
import type { View } from '../decision/judge-fence.ts'
import { mayAct, type Permission } from '../decision/may-act.ts'
import { isInPilot, withinPilot } from '../decision/pilot.ts'
import { isComment } from '../domain/conversation.ts'
import { MODES, type Mode } from '../domain/mode.ts'
import type { Outcome } from '../domain/outcome.ts'
import { type Policy, policyFor } from '../domain/policy.ts'
import { firstFreshDay, isStale } from '../domain/review-age.ts'
import type { Thoughts } from './think.ts'

/** A decision and everything it rests on. */
export type Decision = {
  readonly outcome: Outcome
  readonly facts: Case
  readonly topic: string
  readonly mode: Mode
  /** What the settings allow here, the pilot counted in; a switch can still make it more cautious. */
  readonly fileMode: Mode
  readonly permission: Permission
}

export type DecideInput = {
  readonly view: View
  readonly thoughts: Thoughts
  readonly switches: readonly ModeSwitch[]
  readonly deliveryUnknown: boolean
  readonly now: Date
}

/** Facts in, decision out: nothing is read or written here. */
export function decide(input: DecideInput, policy: Policy): Decision {
  const { view, thoughts } = input
  const { mind } = thoughts
  const topic = topicOf(thoughts, policy, input.switches)
  const by = mind.kind === 'drafted' ? mind.draft.by : 'extractive'
  const { contactIds: contacts } = view.conversation
  const { mode: allowedMode, minConfidence } = policyFor(policy, topic, by)
  const fileMode = withinPilot(allowedMode, isInPilot(policy.pilot, contacts))
  const mode = effectiveMode(fileMode, topic, input.switches)
  const permission = mayAct(view.conversation, view.situation, { mode, email: policy.email })
  const staleSource = findStaleSource(thoughts, firstFreshDay(input.now, policy.reviewDays))
  const facts: Case = {
    permission,
    understanding: thoughts.understanding,
    mind,
    minConfidence,
    ageMs: ageOf(view, input.now),
    askedAlready: view.situation.ownMessages.at(-1)?.kind === 'question',
    afterOurReply: isAfterOurReply(view),
    deliveryUnknown: input.deliveryUnknown,
    ...(thoughts.fellBack && { fellBack: thoughts.fellBack }),
    ...(staleSource && { staleSource }),
    contacts,
    heldByPilot: mode !== effectiveMode(allowedMode, topic, input.switches),
  }
  return { outcome: chooseOutcome(facts, policy), facts, topic, mode, fileMode, permission }
}

/**
 * The settings' topic: by the best passage's folder, and by the model where one sorted the question. Where they differ,
 * the one with the more cautious mode: nothing that a contact writes may talk its way into a bolder one.
 */
function topicOf(
  { retrieval, understanding }: Thoughts,
  policy: Policy,
  switches: readonly ModeSwitch[],
): string {
  const known = (name: string | undefined) => policy.topics.find((topic) => topic.name === name)?.name
  const byFolder = known(retrieval.passages[0]?.topic) ?? OTHER_TOPIC
  const byModel = understanding.topic === undefined ? byFolder : (known(understanding.topic) ?? OTHER_TOPIC)
  const boldness = (topic: string) =>
    MODES.indexOf(effectiveMode(policyFor(policy, topic).mode, topic, switches))
  return boldness(byModel) < boldness(byFolder) ? byModel : byFolder
}

/** Only what the draft cites counts: what was merely found changes nothing that the contact reads. */
function findStaleSource({ mind, retrieval }: Thoughts, freshFrom: string): string | undefined {
  if (mind.kind !== 'drafted') return undefined
  const cited = new Set(mind.draft.claims.map(({ citation }) => citation.chunkId))
  return retrieval.passages.find((passage) => cited.has(passage.chunkId) && isStale(passage, freshFrom))
    ?.article
}

function isAfterOurReply({ situation }: View): boolean {
  const told = situation.before.findLast((entry) => entry.author.kind !== 'contact' && isComment(entry))
  return situation.ownMessages.some(({ partId, kind }) => kind === 'reply' && partId === told?.id)
}

/** A hand-back makes an old question new. */
function ageOf({ situation }: View, now: Date): number {
  const since = Math.max(situation.asOfAt?.getTime() ?? 0, situation.handBackAt?.getTime() ?? 0)
  return now.getTime() - since
}

/** The least cautious mode that any topic could have: where even that is silent, there is no need to think. */
export function loosestMode(policy: Policy, switches: readonly ModeSwitch[]): Mode {
  const modes = [
    effectiveMode(policy.mode, OTHER_TOPIC, switches),
    ...policy.topics.map(({ name }) => effectiveMode(policyFor(policy, name).mode, name, switches)),
  ]
  return MODES.findLast((mode) => modes.includes(mode)) ?? 'off'
}
