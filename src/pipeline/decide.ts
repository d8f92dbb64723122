import { type Case, chooseOutcome } from '../decision/choose-outcome.ts'
import { effectiveMode, type ModeSwitch, OTHER_TOPIC } from '../decision/effective-mode.ts'
import type { View } from '../decision/judge-fence.ts'
import { mayAct, type Permission } from '../decision/may-act.ts'
import { MODES, type Mode } from '../domain/mode.ts'
import type { Outcome } from '../domain/outcome.ts'
import type { Retrieval } from '../domain/passage.ts'
import { type Policy, policyFor } from '../domain/policy.ts'
import type { Thoughts } from './think.ts'

/** A decision and everything it rests on. */
export type Decision = {
  readonly outcome: Outcome
  readonly facts: Case
  readonly topic: string
  readonly mode: Mode
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
  const topic = topicOf(thoughts.retrieval, policy)
  const { mode: fileMode, minConfidence } = policyFor(policy, topic)
  const mode = effectiveMode(fileMode, topic, input.switches)
  const permission = mayAct(view.conversation, view.situation, { mode, email: policy.email })
  const facts: Case = {
    permission,
    understanding: thoughts.understanding,
    mind: thoughts.mind,
    minConfidence,
    ageMs: ageOf(view, input.now),
    askedAlready: view.situation.ownMessages.at(-1)?.kind === 'question',
    deliveryUnknown: input.deliveryUnknown,
  }
  return { outcome: chooseOutcome(facts, policy), facts, topic, mode, fileMode, permission }
}

/** The settings' topic to which the best passage's folder belongs. */
const topicOf = ({ passages }: Retrieval, policy: Policy): string =>
  policy.topics.find((topic) => topic.name === passages[0]?.topic)?.name ?? OTHER_TOPIC

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
