import type { IntercomConfig } from '../config/parse-config.ts'
import type { Conversation } from '../domain/conversation.ts'
import type { AdminId, ConversationId, TagId, TeamId } from '../domain/ids.ts'
import type { Lane } from '../domain/lane.ts'
import { closeBody, commentBody, noteBody, tagBody, teamAssignmentBody } from './bodies.ts'
import { type CallOptions, createCall } from './call.ts'
import { expectShape } from './expect-shape.ts'
import { ConversationPayload } from './payloads.ts'
import { createReadPeople, type Me, type People, type Tag, type Team, type Teammate } from './read-people.ts'
import {
  createSearch,
  MOST_PER_PAGE,
  type Newest,
  type Unresolved,
  type Waiting,
} from './search-conversations.ts'
import { toConversation } from './to-conversation.ts'
import { toTagged, toWritten, type Wanted, type Written } from './to-written.ts'

/** The part of Intercom that Firstline uses (API description 2.16). */
export type Intercom = {
  /** Who owns the token, and which workspace it belongs to. */
  readonly me: () => Promise<Me>
  /** `undefined`: there is no such conversation, at least not yet. `writesAhead`: how many writes follow at once. */
  readonly readConversation: (id: ConversationId, writesAhead?: number) => Promise<Conversation | undefined>
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
  const write = async (to: string, body: { readonly admin_id: AdminId }, wanted: Wanted) =>
    toWritten(await post(to, body), body.admin_id, wanted)
  return {
    ...createReadPeople(get),
    readConversation: async (id, writesAhead) => {
      const body = await get(path(id), writesAhead)
      return body === undefined
        ? undefined
        : toConversation(expectShape(ConversationPayload, body, 'GET conversation'))
    },
    ...createSearch({ query, perPage: options.perPage ?? MOST_PER_PAGE }),
    writeComment: (id, admin, html) =>
      write(`${path(id)}/reply`, commentBody(admin, html), { kinds: ['comment', 'open'] }),
    writeNote: (id, admin, html) => write(`${path(id)}/reply`, noteBody(admin, html), { kinds: ['note'] }),
    assignTeam: (id, admin, team) =>
      write(`${path(id)}/parts`, teamAssignmentBody(admin, team), {
        kinds: ['assignment'],
        isSo: (answer) => answer.team_assignee_id === team,
      }),
    addTag: async (id, admin, tag) => toTagged(await post(`${path(id)}/tags`, tagBody(admin, tag)), tag),
    close: (id, admin) =>
      write(`${path(id)}/parts`, closeBody(admin), {
        kinds: ['close'],
        isSo: (answer) => answer.state === 'closed',
      }),
  }
}
