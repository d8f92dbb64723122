import { reasonInWords } from '../../delivery/own-words/own-words.ts'
import { type Conversation, type Entry, isComment } from '../../domain/conversation.ts'
import type { BoundPart } from '../../domain/effect.ts'
import { laneOf } from '../../domain/effect-rules.ts'
import type { AdminId } from '../../domain/ids.ts'
import type { LastAct } from '../../drafting/summary/unresolved-conversation.ts'
import type { People } from '../../intercom/read-people.ts'
import type { Judgement } from '../../store/judgements.ts'

export type ActFacts = {
  readonly conversation: Conversation
  readonly bound: readonly BoundPart[]
  readonly people: People
  readonly botAdminId: AdminId
  /** Newest first. */
  readonly judged: readonly Judgement[]
}

/** What was done last: by us, where an effect holds the part, else by whoever wrote it. */
export function lastAct(facts: ActFacts): LastAct {
  const ours = new Map(facts.bound.map((part) => [part.partId, part]))
  const acts = facts.conversation.entries.map((entry) => {
    const own = ours.get(entry.id)
    return own ? ownAct(entry, own, facts) : othersAct(entry, facts)
  })
  return acts.findLast((act) => act !== undefined) ?? { kind: 'nothing' }
}

/** A hand-off has up to three parts; each tells of the whole, and the newest is found. */
function ownAct(
  { text, at }: Entry,
  { kind, target, asOf }: BoundPart,
  facts: ActFacts,
): LastAct | undefined {
  if (kind === 'reply') return { kind: 'answered', text: claimsOf(asOf, facts) ?? text, at }
  if (kind === 'question') return { kind: 'asked', text, at }
  if (kind === 'note' && target !== 'handoff') return { kind: 'suggested', at }
  if (laneOf({ kind, target }) !== 'hand_off') return undefined
  const assigned = facts.bound.findLast((part) => part.kind === 'assignment')
  const team = assigned && facts.people.teams.get(assigned.target)
  const reason = facts.judged.map(({ outcome }) => reasonOf(outcome)).find(Boolean)
  const because = reason ? reasonInWords(reason) : 'The reason is not on record.'
  return { kind: 'handed_off', because, at, ...(team && { team }) }
}

const reasonOf = ({ kind, reason, handOff }: Judgement['outcome']): string | undefined =>
  kind === 'hand_off' ? reason : handOff

/** What was answered, without the sources and the disclosure around it. */
const claimsOf = (asOf: string, { judged }: ActFacts): string | undefined =>
  judged
    .find((one) => one.asOf === asOf && one.outcome.kind === 'reply')
    ?.outcome.draft?.claims.map(({ text }) => text)
    .join(' ')

function othersAct(entry: Entry, { people, botAdminId }: ActFacts): LastAct | undefined {
  const { author, kind, text, at } = entry
  if (author.kind === 'contact' || author.kind === 'system') return undefined
  const who = author.kind === 'admin' ? (people.admins.get(author.id) ?? 'A teammate') : 'Operator'
  if (kind === 'note') {
    const isByTeammate = author.kind === 'admin' && author.id !== botAdminId
    return isByTeammate && text !== '' ? { kind: 'noted', who, text, at } : undefined
  }
  const isToContact = isComment(entry) || (kind === 'source' && text !== '')
  return isToContact ? { kind: 'wrote', who, text, at } : undefined
}
