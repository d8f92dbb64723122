import { randomUUID } from 'node:crypto'
import type { Contact } from '../company.ts'
import type { Workspace } from '../create-workspace.ts'
import { contactJson } from '../json/people-json.ts'
import type { Notification } from './notification.ts'

/** What is told of a contact's end (reference, 1.5 and 1.6). */
export type ContactNews =
  | { readonly topic: 'contact.deleted' | 'contact.archived'; readonly contact: Contact }
  | { readonly topic: 'contact.merged'; readonly contact: Contact; readonly mergedFrom: string }

/** The notification of it; a deletion only says which contact it was. */
export const contactNotification = (workspace: Workspace, news: ContactNews): Notification => {
  const createdAt = Math.floor(workspace.now() / 1000)
  const json = contactJson(workspace.company, news.contact, createdAt)
  return {
    id: `notif_${randomUUID()}`,
    topic: news.topic,
    conversationId: null,
    createdAt,
    item: () => {
      if (news.topic === 'contact.merged')
        return { ...json, merged_from: { type: 'contact', id: news.mergedFrom } }
      return news.topic === 'contact.archived' ? json : { type: 'contact', id: json.id, deleted: true }
    },
  }
}
