import { z } from 'zod'
import type { Admin, Company, Contact } from '../company.ts'
import type { Conversation } from '../conversation.ts'
import type { Workspace } from '../create-workspace.ts'

/** What the address asks to see; whatever is missing or unknown falls back to something sensible. */
export const PageQuery = z.object({
  contact: z.string().optional().catch(undefined),
  /** A conversation's id, or "new" for the messenger's start. */
  conversation: z.string().optional().catch(undefined),
  admin: z.string().optional().catch(undefined),
  /** What a narrow screen shows; a wide one shows all three. */
  view: z.enum(['messenger', 'inbox', 'thread']).catch('messenger'),
})
export type PageQuery = z.infer<typeof PageQuery>

/** Everything one rendering of the page shows. */
export type PageView = {
  readonly company: Company
  readonly serviceUrl: string | undefined
  /** Which mind answers, as whoever started the sandbox calls it. */
  readonly mind: string | undefined
  /** Who you are in the messenger. */
  readonly contact: Contact
  /** Who you are in the inbox. */
  readonly admin: Admin
  readonly conversation: Conversation | undefined
  /** Updated last first. */
  readonly conversations: readonly Conversation[]
  readonly view: PageQuery['view']
  /** Unix seconds. */
  readonly nowS: number
}

const newestFirst = (a: Conversation, b: Conversation) =>
  b.updatedAt - a.updatedAt || Number(b.id) - Number(a.id)

const choose = <One extends { readonly id: string }>(list: readonly One[], id: string | undefined): One => {
  const [first] = list
  if (!first) throw new Error('the company has nobody to choose from')
  return list.find((one) => one.id === id) ?? first
}

/** What to show for an address. A contact without a conversation in the address gets the latest of their own. */
export const pageView = (
  workspace: Workspace,
  query: PageQuery,
  service: Pick<PageView, 'serviceUrl' | 'mind'>,
): PageView => {
  const { company } = workspace
  const conversations = workspace.conversations().toSorted(newestFirst)
  const named = conversations.find(({ id }) => id === query.conversation)
  const contact = choose(company.contacts, named?.contactId ?? query.contact)
  const latest = conversations.find(({ contactId }) => contactId === contact.id)
  return {
    company,
    ...service,
    contact,
    admin: choose(
      company.admins.filter(({ id, hasInboxSeat }) => hasInboxSeat && id !== company.botAdminId),
      query.admin,
    ),
    conversation: named ?? (query.conversation === 'new' ? undefined : latest),
    conversations,
    view: query.view,
    nowS: Math.floor(workspace.now() / 1000),
  }
}
