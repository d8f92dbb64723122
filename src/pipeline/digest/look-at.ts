import { urgenciesOf } from '../../decision/rank-urgency.ts'
import type { OwnIdentity } from '../../decision/own-identity.ts'
import { readSituation, type Situation } from '../../decision/read-situation.ts'
import type { Conversation } from '../../domain/conversation.ts'
import type { Owner, Urgency } from '../../domain/digest.ts'
import type { BoundPart } from '../../domain/effect.ts'
import { isShouting } from '../../drafting/summary/is-shouting.ts'
import { lastWords } from '../../drafting/summary/last-words.ts'
import type { UnresolvedConversation } from '../../drafting/summary/unresolved-conversation.ts'
import { understandByRules } from '../../drafting/understand-by-rules.ts'
import type { People } from '../../intercom/read-people.ts'
import type { Judgement } from '../../store/judgements.ts'
import { lastAct } from './last-act.ts'
import { stateOf } from './state-of.ts'

/** Everything that is known of one conversation at one moment. */
export type Knowledge = {
  readonly conversation: Conversation
  readonly bound: readonly BoundPart[]
  /** Newest first. */
  readonly judged: readonly Judgement[]
  readonly deliveryUnknown: boolean
  readonly people: People
  readonly identity: OwnIdentity
  readonly now: Date
}

/** An unresolved conversation, ready to be summarised. */
export type Looked = {
  readonly unresolved: UnresolvedConversation
  readonly urgencies: readonly Urgency[]
  readonly waitingSince: Date | null
  /** By what our turns made of it; `other` where none did. */
  readonly topic: string
}

export type Look =
  | { readonly kind: 'unresolved'; readonly looked: Looked }
  /** Closed or asleep by now. */
  | { readonly kind: 'resolved' }
  /** The contact's last word on an answer was thanks. */
  | { readonly kind: 'thanked' }

/** Judges whether a conversation is unresolved, and if so, what waits in it and how urgent it is. */
export function lookAt(known: Knowledge): Look {
  const { conversation, bound, identity, now } = known
  const state = stateOf(conversation, now)
  if (!state) return { kind: 'resolved' }
  const situation = readSituation(conversation, bound, identity)
  const waiting = understandByRules(situation)
  const last = lastAct({ ...known, botAdminId: identity.botAdminId })
  const isAnswered = last.kind === 'answered' || last.kind === 'wrote'
  if (isAnswered && situation.unanswered.length > 0 && waiting.needsNoAnswer) return { kind: 'thanked' }
  const understanding = understandByRules(lastWords(conversation, situation))
  const owner = ownerOf(conversation, known.people)
  return {
    kind: 'unresolved',
    looked: {
      unresolved: { conversation, state, situation, understanding, owner, last, now },
      waitingSince: situation.unanswered[0]?.at ?? null,
      topic: known.judged.map(({ topic }) => topic).find((topic) => topic !== 'other') ?? 'other',
      urgencies: urgenciesOf(
        { ...urgencyFacts(known, situation), handedOff: last.kind === 'handed_off' },
        now,
      ),
    },
  }
}

/** What rules and turns recognised in messages that still wait. */
function urgencyFacts({ judged, deliveryUnknown }: Knowledge, { unanswered, ...situation }: Situation) {
  const [oldest] = unanswered
  const ids: readonly string[] = unanswered.map(({ id }) => id)
  const still = judged
    .filter(({ asOf }) => asOf !== null && ids.includes(asOf))
    .map(({ understanding }) => understanding)
  const { risks, wantsPerson, text } = understandByRules({ unanswered, before: situation.before })
  return {
    risks: [...risks, ...still.flatMap((one) => one.risks)],
    wantsPerson: wantsPerson || still.some((one) => one.wantsPerson),
    isAngry: isShouting(text) || still.some(({ sentiment }) => sentiment === 'angry'),
    deliveryUnknown,
    ...(oldest && { waitingSince: oldest.at }),
  }
}

function ownerOf({ adminAssignee, teamAssignee }: Conversation, { admins, teams }: People): Owner {
  if (adminAssignee)
    return {
      kind: 'admin',
      id: adminAssignee,
      name: admins.get(adminAssignee) ?? `Teammate ${adminAssignee}`,
    }
  if (teamAssignee)
    return { kind: 'team', id: teamAssignee, name: teams.get(teamAssignee) ?? `Team ${teamAssignee}` }
  return { kind: 'nobody' }
}
