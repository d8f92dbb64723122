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

/** The assigned admin decides; without one, the assigned team. */
function assigneeOf({ adminAssignee, teamAssignee }: Assigned): SomeAssignee | undefined {
  if (adminAssignee) return { kind: 'admin', id: adminAssignee }
  return teamAssignee && { kind: 'team', id: teamAssignee }
}

/** The bot has it, as when a teammate has given it back. */
export function isWithBot(assigned: Assigned, own: OwnIdentity): boolean {
  const assignee = assigneeOf(assigned)
  return assignee !== undefined && isBot(assignee, own)
}

/** Without any assignee, `unassigned` decides. */
export function isOursToAnswer(assigned: Assigned, own: OwnIdentity): boolean {
  const assignee = assigneeOf(assigned)
  return assignee ? isListed(assignee, own) : own.answers.unassigned
}
