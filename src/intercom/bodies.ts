import type { AdminId, TagId, TeamId } from '../domain/ids.ts'

/*
 * What we send, as pure functions: the types of Intercom's own client check them (test/intercom/body-types.ts), and
 * its description checks each one that is sent.
 */

/** A comment: visible to the contact (OpenAPI 2.16, admin_reply_conversation_request). */
export const commentBody = (admin: AdminId, html: string) =>
  ({ message_type: 'comment', type: 'admin', admin_id: admin, body: html }) as const

/** A note: visible to teammates only (OpenAPI 2.16, admin_reply_conversation_request). */
export const noteBody = (admin: AdminId, html: string) =>
  ({ message_type: 'note', type: 'admin', admin_id: admin, body: html }) as const

/** An assignment to a team (OpenAPI 2.16, assign_conversation_request). */
export const teamAssignmentBody = (admin: AdminId, team: TeamId) =>
  ({ message_type: 'assignment', type: 'team', admin_id: admin, assignee_id: team }) as const

/** A close without a word (OpenAPI 2.16, close_conversation_request). */
export const closeBody = (admin: AdminId) =>
  ({ message_type: 'close', type: 'admin', admin_id: admin }) as const

/** A tag that exists, put on a conversation (OpenAPI 2.16, attachTagToConversation). */
export const tagBody = (admin: AdminId, tag: TagId) => ({ id: tag, admin_id: admin }) as const

/** One condition of a search (OpenAPI 2.16, single_filter_search_request). */
export type Filter = {
  readonly field: string
  readonly operator: '=' | '>' | '<'
  readonly value: string | number | boolean
}

/** One page of a search; `startingAfter` is the cursor that the page before gave (OpenAPI 2.16, search_request). */
export const searchBody = (
  filters: readonly Filter[],
  page: { readonly perPage: number; readonly startingAfter?: string | undefined },
) => ({
  query: { operator: 'AND' as const, value: [...filters] },
  pagination: {
    per_page: page.perPage,
    ...(page.startingAfter && { starting_after: page.startingAfter }),
  },
})
