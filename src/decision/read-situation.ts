import { type Conversation, type Entry, isComment, isContactEntry } from '../domain/conversation.ts'
import type { BoundPart } from '../domain/effect.ts'
import { isAnswer, laneOf } from '../domain/effect-rules.ts'
import type { EntryId } from '../domain/ids.ts'
import { isBot, isListed, isOursToAnswer, type OwnIdentity } from './own-identity.ts'

/** What stands in a conversation at one moment, in the words of DESIGN 3. */
export type Situation = {
  /** Newest contact entry read. */
  readonly asOf?: EntryId
  readonly asOfAt?: Date
  /** Contact entries that wait for an answer, oldest first. */
  readonly unanswered: readonly Entry[]
  /** Entries before the first unanswered one. */
  readonly before: readonly Entry[]
  readonly takenOver: boolean
  readonly handedOff: boolean
  readonly oursToAnswer: boolean
  /** A teammate closed it and the contact came back: at most `suggest`. */
  readonly reopenedAfterClose: boolean
  /** Intercom gives out the newest parts only, and nobody has handed it to the bot in them: who had it before? */
  readonly beginningUnseen: boolean
  /** The entry by which a teammate last gave the conversation to the bot. */
  readonly handBack?: EntryId
  readonly handBackAt?: Date
  /** Our earlier visible messages, oldest first. */
  readonly ownMessages: readonly BoundPart[]
  /** Notes that are not ours, oldest first. */
  readonly foreignNotes: readonly ForeignNote[]
}

/** A note by somebody else: a teammate, or another program (the bot's own id used elsewhere, a workflow). */
export type ForeignNote = { readonly id: EntryId; readonly by: 'teammate' | 'program' }

type Progress = Pick<
  Situation,
  'takenOver' | 'handedOff' | 'handBack' | 'handBackAt' | 'reopenedAfterClose' | 'beginningUnseen'
> & {
  readonly lastTeammateComment: number
  readonly closedByTeammate: boolean
}

const START: Progress = {
  takenOver: false,
  handedOff: false,
  lastTeammateComment: -1,
  closedByTeammate: false,
  reopenedAfterClose: false,
  beginningUnseen: false,
}

/** Reads a conversation entry by entry. A part is ours only if `bound` holds its id; the author's id proves nothing. */
export function readSituation(
  conversation: Conversation,
  bound: readonly BoundPart[],
  own: OwnIdentity,
): Situation {
  const { entries } = conversation
  const ours = new Map(bound.map((part) => [part.partId, part]))
  const start = startOf(conversation, bound)
  const end = entries.reduce((progress, entry, index) => step({ progress, entry, index, ours, own }), start)
  const firstWaiting = 1 + Math.max(end.lastTeammateComment, lastAnswered(conversation, bound))
  const unanswered = entries.slice(firstWaiting).filter(isContactEntry)
  const newest = entries.findLast(isContactEntry)
  const [oldestWaiting] = unanswered
  return {
    ...(newest && { asOf: newest.id, asOfAt: newest.at }),
    unanswered,
    before: oldestWaiting ? entries.slice(0, entries.indexOf(oldestWaiting)) : entries,
    takenOver: end.takenOver,
    handedOff: end.handedOff,
    oursToAnswer: isOursToAnswer(conversation, own),
    reopenedAfterClose: end.reopenedAfterClose,
    beginningUnseen: end.beginningUnseen,
    ...(end.handBack && { handBack: end.handBack }),
    ...(end.handBackAt && { handBackAt: end.handBackAt }),
    ownMessages: bound.filter((part) => isAnswer(part.kind)),
    foreignNotes: entries
      .filter((entry) => entry.kind === 'note' && !ours.has(entry.id))
      .map((entry) => ({ id: entry.id, by: isPerson(entry, own) ? 'teammate' : 'program' })),
  }
}

/**
 * Of what lies before the parts that can be read, only our own effects tell. So do they of what cannot be read yet: a read
 * may lag behind what we have just written, and the contact may have written on meanwhile.
 */
function startOf({ isCut, entries }: Conversation, bound: readonly BoundPart[]): Progress {
  const seen = new Set(entries.map(({ id }) => id))
  const handedOff = bound.some((part) => isHandOff(part) && !seen.has(part.partId))
  return { ...START, handedOff, beginningUnseen: isCut }
}

/**
 * Position of the as-of of our newest sent reply or question: what came after it is unanswered, whoever spoke last. An
 * as-of that cannot be read is older than the parts that can, but not than the source, which always can; and behind
 * hundreds of unread parts, nobody can say that the source still waits.
 */
function lastAnswered({ entries, isCut }: Conversation, bound: readonly BoundPart[]): number {
  const answered = bound.filter((part) => isAnswer(part.kind)).map((part) => part.asOf)
  const isBehind = isCut || answered.some((asOf) => !entries.some(({ id }) => id === asOf))
  return Math.max(
    isBehind ? 0 : -1,
    entries.findLastIndex((entry) => answered.includes(entry.id)),
  )
}

type Step = {
  readonly progress: Progress
  readonly entry: Entry
  readonly index: number
  readonly ours: ReadonlyMap<EntryId, BoundPart>
  readonly own: OwnIdentity
}

function step({ progress, entry, index, ours, own }: Step): Progress {
  const effect = ours.get(entry.id)
  if (effect) return afterOwnPart(progress, effect)
  if (isContactEntry(entry)) {
    return progress.closedByTeammate ? { ...progress, reopenedAfterClose: true } : progress
  }
  if (entry.author.kind !== 'admin') return progress
  return afterAssignment(afterTeammate(progress, entry, index), entry, own)
}

/** From our hand-off on we are silent, also where that team's conversations are ours to answer. */
function afterOwnPart(progress: Progress, effect: BoundPart): Progress {
  return isHandOff(effect) ? { ...progress, handedOff: true } : progress
}

const isHandOff = (effect: BoundPart): boolean => laneOf(effect) === 'hand_off'

function afterTeammate(progress: Progress, entry: Entry, index: number): Progress {
  return {
    ...progress,
    ...(isComment(entry) && {
      takenOver: true,
      lastTeammateComment: index,
      closedByTeammate: false,
      reopenedAfterClose: false,
    }),
    ...(entry.kind === 'close' && { closedByTeammate: true, reopenedAfterClose: false }),
  }
}

/** Only a teammate's assignment to the bot ends a takeover; to somebody who is not ours to answer, it begins one. */
function afterAssignment(progress: Progress, entry: Entry, own: OwnIdentity): Progress {
  const to = entry.assignedTo
  if (!to || to.kind === 'nobody') return progress
  if (isBot(to, own)) {
    return {
      ...progress,
      takenOver: false,
      handedOff: false,
      closedByTeammate: false,
      reopenedAfterClose: false,
      beginningUnseen: false,
      handBack: entry.id,
      handBackAt: entry.at,
    }
  }
  return isListed(to, own) ? progress : { ...progress, takenOver: true }
}

const isPerson = ({ author, byProgram }: Entry, own: OwnIdentity): boolean =>
  author.kind === 'admin' && author.id !== own.botAdminId && !byProgram
