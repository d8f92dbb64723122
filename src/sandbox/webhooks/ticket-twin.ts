import { randomUUID } from 'node:crypto'
import type { Change } from '../change.ts'
import type { Workspace } from '../create-workspace.ts'
import { ticketJson } from '../json/ticket-json.ts'
import type { Notification } from './notification.ts'

/** As observed for a teammate's reply; the others are taken to be alike (reference, 4). */
const TWINS: Readonly<Record<string, string>> = {
  'conversation.user.replied': 'ticket.contact.replied',
  'conversation.admin.replied': 'ticket.admin.replied',
  'conversation.admin.noted': 'ticket.note.created',
}

/**
 * A conversation that became a ticket announces each reply twice: once more as the ticket's, with another part id, so
 * that a listener who counts part ids takes it for two.
 */
export const ticketTwinOf = (workspace: Workspace, change: Change): Notification | undefined => {
  const { conversation, entry } = change
  const { ticket } = conversation
  const topic = TWINS[change.topic ?? '']
  if (!topic || !ticket || !entry) return undefined
  const partId = workspace.nextId()
  return {
    id: `notif_${randomUUID()}`,
    topic,
    conversationId: conversation.id,
    createdAt: Math.floor(workspace.now() / 1000),
    item: () => ticketJson(workspace.company, conversation, { ticket, entry, partId }),
  }
}
