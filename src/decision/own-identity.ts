import type { Conversation } from '../domain/conversation.ts'
import type { AdminId, TeamId } from '../domain/ids.ts'

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

export type SomeAssignee =
  | { readonly kind: 'admin'; readonly id: AdminId }
  | { readonly kind: 'team'; readonly id: TeamId }

/** The bot itself, or a team that stands for it. */
export const isBot = (to: SomeAssignee, own: OwnIdentity): boolean =>
  to.kind === 'admin' ? to.id === own.botAdminId : own.botTeams.includes(to.id)

/** Whose conversations are ours to answer. */
export const isListed = (to: SomeAssignee, own: OwnIdentity): boolean =>
  isBot(to, own) ||
  (to.kind === 'admin' ? own.answers.admins.includes(to.id) : own.answers.teams.includes(to.id))

/** Who has a conversation. */
export type Assigned = Pick<Conversation, 'adminAssignee' | 'teamAssignee'>

/** The bot has it, as when a teammate has given it back. */
export function isWithBot({ adminAssignee, teamAssignee }: Assigned, own: OwnIdentity): boolean {
  if (adminAssignee) return isBot({ kind: 'admin', id: adminAssignee }, own)
  return teamAssignee !== undefined && isBot({ kind: 'team', id: teamAssignee }, own)
}

/** The assigned admin decides; without one, the assigned team; without either, `unassigned`. */
export function isOursToAnswer(conversation: Conversation, own: OwnIdentity): boolean {
  const { adminAssignee, teamAssignee } = conversation
  if (adminAssignee) return isListed({ kind: 'admin', id: adminAssignee }, own)
  if (teamAssignee) return isListed({ kind: 'team', id: teamAssignee }, own)
  return own.answers.unassigned
}
