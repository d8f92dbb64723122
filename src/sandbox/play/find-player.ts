import type { Assignee, Author, Conversation } from '../conversation.ts'
import type { Workspace } from '../create-workspace.ts'
import { PlayError } from './play-error.ts'

/** The conversation a path names, whether or not reads may see it yet. */
export const findPlayed = (workspace: Workspace, id: string): Conversation => {
  const conversation = workspace.find(id)
  if (!conversation) throw new PlayError(404, `There is no conversation ${id}`)
  return conversation
}

/** The contact of that id, as an author. */
export const contactAuthor = (workspace: Workspace, id: string) => {
  const { company, fates } = workspace
  if (!company.contacts.some((one) => one.id === id) || !fates.isThere(id))
    throw new PlayError(404, `There is no contact ${id}`)
  return { kind: 'contact', id } as const
}

/** The admin of that id as an author; without an id, a workflow. */
export const actor = (workspace: Workspace, adminId: string | undefined): Author => {
  if (adminId === undefined) return { kind: 'workflow' }
  const admin = workspace.company.admins.find((one) => one.id === adminId)
  if (!admin) throw new PlayError(404, `There is no admin ${adminId}`)
  return { kind: 'admin', id: admin.id }
}

/** The assignee meant; id "0" means nobody. */
export const assignee = (workspace: Workspace, to: { type: Assignee['type']; id: string }): Assignee => {
  if (to.id === '0') return { type: to.type, id: null }
  const known = to.type === 'admin' ? workspace.company.admins : workspace.company.teams
  if (!known.some((one) => one.id === to.id)) throw new PlayError(404, `There is no ${to.type} ${to.id}`)
  return to
}
