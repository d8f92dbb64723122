import { type Conversation, type Entry, isComment, isContactEntry } from '../domain/conversation.ts'
import type { BoundPart } from '../domain/effect.ts'
import type { AdminId, EntryId, TeamId } from '../domain/ids.ts'

/** Who the bot is, and whose conversations it may answer. */
export type OwnIdentity = {
  readonly botAdminId: AdminId
  readonly botTeams: readonly TeamId[]
  /** Setting `answers`: assignees whose conversations are ours to answer. */
  readonly answers: {
    readonly unassigned: boolean
    readonly admins: readonly AdminId[]
    readonly teams: readonly TeamId[]
  }
}

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

type Progress = Pick<Situation, 'takenOver' | 'handedOff' | 'handBack' | 'handBackAt'> & {
  readonly lastTeammateComment: number
  readonly closedByTeammate: boolean
  readonly reopenedAfterClose: boolean
}

const START: Progress = {
  takenOver: false,
  handedOff: false,
  lastTeammateComment: -1,
  closedByTeammate: false,
  reopenedAfterClose: false,
}

/** Reads a conversation entry by entry. A part is ours only if `bound` holds its id; the author's id proves nothing. */
export function readSituation(
  conversation: Conversation,
  bound: readonly BoundPart[],
  own: OwnIdentity,
): Situation {
  const { entries } = conversation
  const ours = new Map(bound.map((part) => [part.partId, part]))
  const end = entries.reduce((progress, entry, index) => step({ progress, entry, index, ours, own }), START)
  const firstWaiting = 1 + Math.max(end.lastTeammateComment, lastAnswered(entries, bound))
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
    ...(end.handBack && { handBack: end.handBack }),
    ...(end.handBackAt && { handBackAt: end.handBackAt }),
    ownMessages: bound.filter((part) => part.kind === 'reply' || part.kind === 'question'),
    foreignNotes: entries
      .filter((entry) => entry.kind === 'note' && !ours.has(entry.id))
      .map((entry) => ({ id: entry.id, by: isPerson(entry, own) ? 'teammate' : 'program' })),
  }
}

/** Position of the as-of of our newest sent reply or question: what came after it is unanswered, whoever spoke last. */
function lastAnswered(entries: readonly Entry[], bound: readonly BoundPart[]): number {
  const answered = bound
    .filter((part) => part.kind === 'reply' || part.kind === 'question')
    .map((part) => part.asOf)
  return entries.findLastIndex((entry) => answered.includes(entry.id))
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
  const isHandOff =
    effect.kind === 'handoff_message' ||
    effect.kind === 'assignment' ||
    (effect.kind === 'note' && effect.target === 'handoff')
  return isHandOff ? { ...progress, handedOff: true } : progress
}

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
      handBack: entry.id,
      handBackAt: entry.at,
    }
  }
  return isListed(to, own) ? progress : { ...progress, takenOver: true }
}

type SomeAssignee =
  | { readonly kind: 'admin'; readonly id: AdminId }
  | { readonly kind: 'team'; readonly id: TeamId }

const isBot = (to: SomeAssignee, own: OwnIdentity): boolean =>
  to.kind === 'admin' ? to.id === own.botAdminId : own.botTeams.includes(to.id)

const isListed = (to: SomeAssignee, own: OwnIdentity): boolean =>
  isBot(to, own) ||
  (to.kind === 'admin' ? own.answers.admins.includes(to.id) : own.answers.teams.includes(to.id))

const isPerson = ({ author }: Entry, own: OwnIdentity): boolean =>
  author.kind === 'admin' && author.id !== own.botAdminId

/** The assigned admin decides; without one, the assigned team; without either, `unassigned`. */
export function isOursToAnswer(conversation: Conversation, own: OwnIdentity): boolean {
  const { adminAssignee, teamAssignee } = conversation
  if (adminAssignee) return isListed({ kind: 'admin', id: adminAssignee }, own)
  if (teamAssignee) return isListed({ kind: 'team', id: teamAssignee }, own)
  return own.answers.unassigned
}
