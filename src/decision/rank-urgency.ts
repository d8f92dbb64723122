import type { Urgency } from '../domain/digest.ts'
import type { Risk } from '../domain/understanding.ts'

/** What the ranking looks at. Risks, wishes and anger count only while they wait for an answer. */
export type UrgencyFacts = {
  readonly risks: readonly Risk[]
  readonly wantsPerson: boolean
  readonly isAngry: boolean
  readonly deliveryUnknown: boolean
  readonly handedOff: boolean
  /** Absent: nothing waits for an answer. */
  readonly waitingSince?: Date
}

/** From here on the waiting itself is a reason. */
const LONG_WAIT_MS = 24 * 3_600_000
/** How many are named as needing a person first. */
const FIRST = 10

/** Each weighs more than all that come after it together, so that the gravest reason decides. */
const WEIGHT: Readonly<Record<Urgency, number>> = {
  self_harm: 256,
  legal_threat: 128,
  account_security: 64,
  data_deletion: 32,
  delivery_unknown: 16,
  person_requested: 8,
  angry: 4,
  handed_off_unanswered: 2,
  waits_long: 1,
}

/** Why a conversation needs a person, the gravest reason first. None, when nothing waits and nothing is unclear. */
export function urgenciesOf(facts: UrgencyFacts, now: Date): readonly Urgency[] {
  const { waitingSince, risks, wantsPerson, isAngry, handedOff, deliveryUnknown } = facts
  if (!waitingSince) return deliveryUnknown ? ['delivery_unknown'] : []
  const waitsLong = now.getTime() - waitingSince.getTime() >= LONG_WAIT_MS
  const holding: readonly (readonly [Urgency, boolean])[] = [
    ...risks.map((risk) => [risk, true] as const),
    ['delivery_unknown', deliveryUnknown],
    ['person_requested', wantsPerson],
    ['angry', isAngry],
    ['handed_off_unanswered', handedOff],
    ['waits_long', waitsLong],
  ]
  const named = holding.filter(([, holds]) => holds).map(([urgency]) => urgency)
  return [...new Set(named)].sort((a, b) => WEIGHT[b] - WEIGHT[a])
}

type Rankable = { readonly urgencies: readonly Urgency[]; readonly waitingSince: Date | null }

/** Most urgent first: by the gravest reasons, then by who waits longest, then those who wait for the contact. */
export const rankUrgency = <Item extends Rankable>(
  items: readonly Item[],
): readonly (Item & { readonly first: boolean })[] =>
  items
    .toSorted((a, b) => weigh(b) - weigh(a) || since(a) - since(b))
    .map((item, index) => ({ ...item, first: index < FIRST && needsPerson(item) }))

const weigh = ({ urgencies }: Rankable): number =>
  urgencies.reduce((sum, urgency) => sum + WEIGHT[urgency], 0)

const since = ({ waitingSince }: Rankable): number => waitingSince?.getTime() ?? Number.POSITIVE_INFINITY

const needsPerson = ({ urgencies, waitingSince }: Rankable): boolean =>
  urgencies.length > 0 || waitingSince !== null
