import { randomUUID } from 'node:crypto'
import type { Change } from '../change.ts'
import type { Workspace } from '../create-workspace.ts'
import { conversationJson } from '../json/conversation-json.ts'

/** A notification to be sent; its item is made when it is sent, so a late one shows newer state (reference, 1.3). */
export type Notification = {
  readonly id: string
  readonly topic: string
  readonly conversationId: string | null
  /** Unix seconds. */
  readonly createdAt: number
  readonly item: () => unknown
}

const itemOf = (workspace: Workspace, { conversation, entry, topic }: Change) => {
  if (topic === 'conversation.deleted') return { type: 'conversation', id: conversation.id, deleted: true }
  const now = workspace.find(conversation.id) ?? conversation
  const parts = entry ? now.parts.filter(({ id }) => id === entry.id) : []
  return conversationJson(workspace.company, now, { parts, form: 'text' })
}

/** The notification of a change, or undefined if Intercom announces nothing. */
export const notificationOf = (workspace: Workspace, change: Change): Notification | undefined => {
  if (change.topic === null) return undefined
  return {
    id: `notif_${randomUUID()}`,
    topic: change.topic,
    conversationId: change.conversation.id,
    createdAt: Math.floor(workspace.now() / 1000),
    item: () => itemOf(workspace, change),
  }
}

/** The notification Intercom sends to see whether somebody listens. */
export const pingNotification = (workspace: Workspace): Notification => ({
  id: `notif_${randomUUID()}`,
  topic: 'ping',
  conversationId: null,
  createdAt: Math.floor(workspace.now() / 1000),
  item: () => ({ type: 'ping', message: 'something something interzen' }),
})
