import type { AdminId, ConversationId, TeamId } from '../domain/ids.ts'
import { type Filter, searchBody } from './bodies.ts'
import type { createCall } from './call.ts'
import { expectShape } from './expect-shape.ts'
import { type ConversationPayload, SearchPayload } from './payloads.ts'

/** A conversation as search lists it: no parts, only when something happened last. */
export type Waiting = {
  readonly id: ConversationId
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly lastContactReplyAt?: Date
  readonly adminAssignee?: AdminId
  readonly teamAssignee?: TeamId
}

/** Unresolved conversations. `isComplete: false` = there are more than we look through. */
export type Unresolved = { readonly ids: readonly ConversationId[]; readonly isComplete: boolean }

/** The conversations that changed last, as far as one page shows them. */
export type Newest = {
  /** Newest first. */
  readonly ids: readonly ConversationId[]
  /** Those in which Fin took part. */
  readonly withFin: number
}

type SearchDeps = {
  readonly query: ReturnType<typeof createCall>['query']
  readonly perPage: number
}
type Found = { readonly conversations: readonly ConversationPayload[]; readonly isComplete: boolean }

/** The most that one page may hold (OpenAPI 2.16). */
export const MOST_PER_PAGE = 150
/** The sweep looks at what changed lately; a summary at everything that is open. */
const MOST_PAGES = { openSince: 40, unresolved: 200 }
const NEWEST = 50
/** Clocks differ, and search lags behind. */
const OVERLAP_S = 120

/** Conversation search, page by page, newest change first. */
export function createSearch(deps: SearchDeps) {
  const search = (filters: readonly Filter[]) =>
    searchAll({ ...deps, mostPages: MOST_PAGES.unresolved }, filters)
  return {
    openSince: async (since: Date): Promise<readonly Waiting[]> => {
      const filters = [{ field: 'open', operator: '=', value: true } as const, after(seconds(since))]
      const found = await searchAll({ ...deps, mostPages: MOST_PAGES.openSince }, filters)
      return found.conversations.map(toWaiting)
    },
    newest: async (): Promise<Newest> => {
      const { conversations } = await searchAll({ ...deps, perPage: NEWEST, mostPages: 1 }, [after(0)])
      return {
        ids: conversations.map(({ id }) => id),
        withFin: conversations.filter((one) => one.ai_agent_participated === true).length,
      }
    },
    unresolved: async (now: Date): Promise<Unresolved> => {
      const open: Filter = { field: 'state', operator: '=', value: 'open' }
      const startedS = seconds(new Date()) - OVERLAP_S
      const found = [
        await search([open]),
        await search([
          { field: 'state', operator: '=', value: 'snoozed' },
          { field: 'snoozed_until', operator: '<', value: seconds(now) },
        ]),
        // What changes while we page moves to the front and is missed, so that the front is looked at once more.
        await search([open, after(startedS)]),
      ]
      return {
        ids: [...new Set(found.flatMap(({ conversations }) => conversations.map(({ id }) => id)))],
        isComplete: found.every(({ isComplete }) => isComplete),
      }
    },
  }
}

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000)

const after = (unix: number): Filter => ({ field: 'updated_at', operator: '>', value: unix })

async function searchAll(
  { query, perPage, mostPages }: SearchDeps & { readonly mostPages: number },
  filters: readonly Filter[],
): Promise<Found> {
  const conversations: ConversationPayload[] = []
  let startingAfter: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const body = await query('/conversations/search', searchBody(filters, { perPage, startingAfter }))
    const answer = expectShape(SearchPayload, body, 'POST /conversations/search')
    conversations.push(...answer.conversations)
    startingAfter = answer.pages?.next?.starting_after ?? undefined
    if (!startingAfter) return { conversations, isComplete: true }
  }
  return { conversations, isComplete: false }
}

function toWaiting(payload: ConversationPayload): Waiting {
  const lastContactReplyAt = payload.statistics?.last_contact_reply_at ?? payload.waiting_since
  const createdAt = payload.created_at ?? new Date(0)
  return {
    id: payload.id,
    createdAt,
    updatedAt: payload.updated_at ?? createdAt,
    ...(lastContactReplyAt && { lastContactReplyAt }),
    ...(payload.admin_assignee_id && { adminAssignee: payload.admin_assignee_id }),
    ...(payload.team_assignee_id && { teamAssignee: payload.team_assignee_id }),
  }
}
