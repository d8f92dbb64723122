import type { Admin, Contact } from '../company.ts'
import type { Conversation } from '../conversation.ts'
import type { Workspace } from '../create-workspace.ts'
import { ApiError, notFound } from './api-error.ts'

/** The conversation a path names, once reads may see it. */
export const findConversation = (workspace: Workspace, id: string): Conversation => {
  const conversation = workspace.find(id)
  if (!conversation || conversation.source.visibleFromMs > workspace.now()) throw notFound()
  return conversation
}

/**
 * The admin who acts. Without an inbox seat nobody can: Intercom's own code for that is unconfirmed (reference, 2.2), so
 * this is a plain 403.
 */
export const findAuthor = (workspace: Workspace, id: string): Admin => {
  const admin = workspace.company.admins.find((one) => one.id === id)
  if (!admin) throw new ApiError(404, 'admin_not_found', 'Admin not found')
  if (!admin.hasInboxSeat) throw new ApiError(403, 'action_forbidden', 'Admin needs an inbox seat')
  return admin
}

/** A contact by any of the names a request may give it. */
export const findContact = (
  workspace: Workspace,
  by: {
    readonly id?: string | undefined
    readonly email?: string | undefined
    readonly externalId?: string | undefined
  },
): Contact => {
  const contact = workspace.company.contacts.find(
    (one) =>
      workspace.fates.isThere(one.id) &&
      (one.id === by.id ||
        (by.email !== undefined && one.email === by.email) ||
        (by.externalId !== undefined && one.externalId === by.externalId)),
  )
  if (!contact) throw new ApiError(404, 'not_found', 'User Not Found')
  return contact
}
