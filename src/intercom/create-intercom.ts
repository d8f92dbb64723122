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
  type TagId,
  type TeamId,
} from '../domain/ids.ts'
import type { Lane } from '../domain/lane.ts'
import { closeBody, commentBody, noteBody, tagBody, teamAssignmentBody } from './bodies.ts'
import { type CallOptions, createCall, type PostResult } from './call.ts'
import { IntercomError } from './intercom-error.ts'
import {
  type AdminPayload,
  AdminsPayload,
  ConversationPayload,
  MePayload,
  TagPayload,
  TagsPayload,
  type TeamPayload,
  TeamsPayload,
} from './payloads.ts'
import {
  createSearch,
  MOST_PER_PAGE,
  type Newest,
  type Unresolved,
  type Waiting,
} from './search-conversations.ts'
import { toConversation } from './to-conversation.ts'

export type Me = {
  readonly appId: AppId
  readonly appName?: string
  /** `US`, `EU` or `AU`, where Intercom says so. */
  readonly region?: string
  readonly adminId: AdminId
  readonly adminName?: string
}

/** A teammate. What Intercom does not say of one is absent. */
export type Teammate = {
  readonly id: AdminId
  readonly name?: string
  readonly hasInboxSeat?: boolean
  readonly isAway?: boolean
}

/** A team, and the teammates in it where Intercom says who they are. */
export type Team = { readonly id: TeamId; readonly name?: string; readonly members?: readonly AdminId[] }

/** A tag of the workspace. */
export type Tag = { readonly id: TagId; readonly name?: string }

/** What became of something we tried to write; a tag makes no part. */
export type Written =
  | { readonly kind: 'written'; readonly partId: EntryId | null }
  | { readonly kind: 'refused'; readonly error: IntercomError }
  | { readonly kind: 'unknown'; readonly error: IntercomError }

/** Who is who in the workspace, by id. */
export type People = {
  readonly admins: ReadonlyMap<string, string>
  readonly teams: ReadonlyMap<string, string>
}

/** The part of Intercom that Firstline uses (API description 2.16). */
export type Intercom = {
  /** Who owns the token, and which workspace it belongs to. */
  readonly me: () => Promise<Me>
  /** `undefined`: there is no such conversation, at least not yet. */
  readonly readConversation: (id: ConversationId) => Promise<Conversation | undefined>
  /** Open conversations that changed since a moment, newest first. */
  readonly openSince: (since: Date) => Promise<readonly Waiting[]>
  /** Conversations that are open, or snoozed until a moment before `now`. */
  readonly unresolved: (now: Date) => Promise<Unresolved>
  /** One page of what changed last, and Fin's part in it. */
  readonly newest: () => Promise<Newest>
  readonly admins: () => Promise<readonly Teammate[]>
  readonly teams: () => Promise<readonly Team[]>
  readonly tags: () => Promise<readonly Tag[]>
  /** The names of teammates and teams. */
  readonly people: () => Promise<People>
  readonly writeComment: (id: ConversationId, admin: AdminId, html: string) => Promise<Written>
  readonly writeNote: (id: ConversationId, admin: AdminId, html: string) => Promise<Written>
  readonly assignTeam: (id: ConversationId, admin: AdminId, team: TeamId) => Promise<Written>
  /** Puts a tag that exists on the conversation; it may be there already. */
  readonly addTag: (id: ConversationId, admin: AdminId, tag: TagId) => Promise<Written>
  readonly close: (id: ConversationId, admin: AdminId) => Promise<Written>
}

/** The workspace as the calls of one lane reach it. */
export type IntercomFor = (lane: Lane) => Intercom

export type IntercomOptions = CallOptions & {
  /** Conversations per page of a search. */
  readonly perPage?: number
}

/** Connects to one workspace. Reads throw `IntercomError`; writes return what became of them. */
export function createIntercom(config: IntercomConfig, options: IntercomOptions = {}): Intercom {
  const { get, query, post } = createCall(config, options)
  const path = (id: ConversationId) => `/conversations/${encodeURIComponent(id)}`
  const write = async (to: string, admin: AdminId, body: object) => toWritten(await post(to, body), admin)
  const readAdmins = async () =>
    expectShape(AdminsPayload, await get('/admins'), 'GET /admins').admins.map(toTeammate)
  const readTeams = async () => expectShape(TeamsPayload, await get('/teams'), 'GET /teams').teams.map(toTeam)
  return {
    me: async () => toMe(await get('/me')),
    readConversation: async (id) => {
      const body = await get(path(id))
      return body === undefined
        ? undefined
        : toConversation(expectShape(ConversationPayload, body, 'GET conversation'))
    },
    ...createSearch({ query, expectShape, perPage: options.perPage ?? MOST_PER_PAGE }),
    admins: readAdmins,
    teams: readTeams,
    tags: async () => expectShape(TagsPayload, await get('/tags'), 'GET /tags').data.map(toTag),
    people: async () => ({ admins: namesById(await readAdmins()), teams: namesById(await readTeams()) }),
    writeComment: (id, admin, html) => write(`${path(id)}/reply`, admin, commentBody(admin, html)),
    writeNote: (id, admin, html) => write(`${path(id)}/reply`, admin, noteBody(admin, html)),
    assignTeam: (id, admin, team) => write(`${path(id)}/parts`, admin, teamAssignmentBody(admin, team)),
    addTag: async (id, admin, tag) => toTagged(await post(`${path(id)}/tags`, tagBody(admin, tag)), tag),
    close: (id, admin) => write(`${path(id)}/parts`, admin, closeBody(admin)),
  }
}

/** An answer that is none of ours to read: another server, or a version that we do not know. */
function expectShape<T>(schema: z.ZodType<T>, body: unknown, call: string): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const where = parsed.error.issues[0]?.path.join('.') || 'all of it'
  throw new IntercomError(call, body === undefined ? 404 : 200, `unexpected_answer at ${where}`)
}

const namesById = (
  list: readonly { readonly id: string; readonly name?: string }[],
): ReadonlyMap<string, string> => new Map(list.flatMap(({ id, name }) => (name ? [[id, name] as const] : [])))

function toMe(body: unknown): Me {
  const { id, name, app } = expectShape(MePayload, body, 'GET /me')
  return {
    appId: AppIdSchema.parse(app.id_code),
    ...(app.name && { appName: app.name }),
    ...(app.region && { region: app.region }),
    adminId: id,
    ...(name && { adminName: name }),
  }
}

const toTeammate = ({ id, name, has_inbox_seat, away_mode_enabled }: AdminPayload): Teammate => ({
  id,
  ...(name && { name }),
  ...(typeof has_inbox_seat === 'boolean' && { hasInboxSeat: has_inbox_seat }),
  ...(typeof away_mode_enabled === 'boolean' && { isAway: away_mode_enabled }),
})

const toTeam = ({ id, name, admin_ids }: TeamPayload): Team => ({
  id,
  ...(name && { name }),
  ...(admin_ids && { members: admin_ids }),
})

const toTag = ({ id, name }: TagPayload): Tag => ({ id, ...(name && { name }) })

/** The answer is the tag; without it, we have to look whether it is there. */
function toTagged(result: PostResult, tag: TagId): Written {
  if (result.kind !== 'done') return result
  if (TagPayload.safeParse(result.body).data?.id === tag) return { kind: 'written', partId: null }
  return { kind: 'unknown', error: new IntercomError('POST tags', 200, 'answer_without_tag') }
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
