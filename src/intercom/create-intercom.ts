import type { z } from 'zod'
import type { IntercomConfig } from '../config/parse-config.ts'
import type { Conversation } from '../domain/conversation.ts'
import {
  type AdminId,
  type AppId,
  AppId as AppIdSchema,
  type ConversationId,
  type EntryId,
  partEntry,
  type TeamId,
} from '../domain/ids.ts'
import { type CallOptions, createCall, type PostResult } from './call.ts'
import { IntercomError } from './intercom-error.ts'
import { ConversationPayload, MePayload, SearchPayload } from './payloads.ts'
import { toConversation } from './to-conversation.ts'

export type Me = { readonly appId: AppId; readonly appName?: string; readonly adminId: AdminId }

/** What became of a part we tried to write. */
export type Written =
  | { readonly kind: 'written'; readonly partId: EntryId }
  | { readonly kind: 'refused'; readonly error: IntercomError }
  | { readonly kind: 'unknown'; readonly error: IntercomError }

/** A conversation as search lists it: no parts, only when something happened last. */
export type Waiting = {
  readonly id: ConversationId
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly lastContactReplyAt?: Date
}

/** The part of Intercom that Firstline uses (API description 2.16). */
export type Intercom = {
  /** Who owns the token, and which workspace it belongs to. */
  readonly me: () => Promise<Me>
  /** `undefined`: there is no such conversation, at least not yet. */
  readonly readConversation: (id: ConversationId) => Promise<Conversation | undefined>
  /** Open conversations that changed since a moment, newest first. */
  readonly openSince: (since: Date) => Promise<readonly Waiting[]>
  readonly writeComment: (id: ConversationId, admin: AdminId, html: string) => Promise<Written>
  readonly writeNote: (id: ConversationId, admin: AdminId, html: string) => Promise<Written>
  readonly assignTeam: (id: ConversationId, admin: AdminId, team: TeamId) => Promise<Written>
}

/** Connects to one workspace. Reads throw `IntercomError`; writes return what became of them. */
export function createIntercom(config: IntercomConfig, options: CallOptions = {}): Intercom {
  const { get, query, post } = createCall(config, options)
  const path = (id: ConversationId) => `/conversations/${encodeURIComponent(id)}`
  const write = async (to: string, admin: AdminId, body: Record<string, string>) =>
    toWritten(await post(to, { ...body, admin_id: admin }), admin)
  return {
    me: async () => toMe(await get('/me')),
    readConversation: async (id) => {
      const body = await get(path(id))
      return body === undefined
        ? undefined
        : toConversation(expectShape(ConversationPayload, body, 'GET conversation'))
    },
    openSince: (since) => searchOpen(query, since),
    writeComment: (id, admin, html) =>
      write(`${path(id)}/reply`, admin, { message_type: 'comment', type: 'admin', body: html }),
    writeNote: (id, admin, html) =>
      write(`${path(id)}/reply`, admin, { message_type: 'note', type: 'admin', body: html }),
    assignTeam: (id, admin, team) =>
      write(`${path(id)}/parts`, admin, { message_type: 'assignment', type: 'team', assignee_id: team }),
  }
}

/** An answer that is none of ours to read: another server, or a version that we do not know. */
function expectShape<T>(schema: z.ZodType<T>, body: unknown, call: string): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const where = parsed.error.issues[0]?.path.join('.') || 'all of it'
  throw new IntercomError(call, body === undefined ? 404 : 200, `unexpected_answer at ${where}`)
}

function toMe(body: unknown): Me {
  const { id, app } = expectShape(MePayload, body, 'GET /me')
  return { appId: AppIdSchema.parse(app.id_code), ...(app.name && { appName: app.name }), adminId: id }
}

/**
 * The answer is the whole conversation, and the part that was just made its last one (OAS examples). Somebody else may
 * have written in the same moment, so that it has to be by our author, too; without one, we have to look.
 */
function toWritten(result: PostResult, admin: AdminId): Written {
  if (result.kind !== 'done') return result
  const parsed = ConversationPayload.safeParse(result.body)
  const parts = parsed.data?.conversation_parts?.conversation_parts ?? []
  const own = parts.findLast(({ author }) => author?.type === 'admin' && String(author.id) === admin)
  if (own) return { kind: 'written', partId: partEntry(own.id) }
  return { kind: 'unknown', error: new IntercomError('POST reply', 200, 'answer_without_part') }
}

const PAGE = 150
const MOST_PAGES = 40

async function searchOpen(
  query: ReturnType<typeof createCall>['query'],
  since: Date,
): Promise<readonly Waiting[]> {
  const found: Waiting[] = []
  let startingAfter: string | undefined
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const body = await query('/conversations/search', openQuery(since, startingAfter))
    const answer = expectShape(SearchPayload, body, 'POST /conversations/search')
    found.push(...answer.conversations.map(toWaiting))
    startingAfter = answer.pages?.next?.starting_after ?? undefined
    if (!startingAfter) break
  }
  return found
}

const openQuery = (since: Date, startingAfter: string | undefined) => ({
  query: {
    operator: 'AND',
    value: [
      { field: 'open', operator: '=', value: true },
      { field: 'updated_at', operator: '>', value: Math.floor(since.getTime() / 1000) },
    ],
  },
  pagination: { per_page: PAGE, ...(startingAfter && { starting_after: startingAfter }) },
})

function toWaiting(payload: ConversationPayload): Waiting {
  const lastContactReplyAt = payload.statistics?.last_contact_reply_at ?? payload.waiting_since
  const createdAt = payload.created_at ?? new Date(0)
  return {
    id: payload.id,
    createdAt,
    updatedAt: payload.updated_at ?? createdAt,
    ...(lastContactReplyAt && { lastContactReplyAt }),
  }
}
