import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Workspace } from '../create-workspace.ts'
import { conversationItemJson } from '../json/conversation-json.ts'
import { conversationFields } from './conversation-fields.ts'
import { paginate } from './paginate.ts'
import { readBody } from './read-body.ts'
import { matchesQuery, SearchRequest } from './search-query.ts'

const ListQuery = z.object({
  per_page: z.coerce.number().int().min(1).max(150).optional(),
  starting_after: z.string().optional(),
})

type Item = ReturnType<typeof conversationItemJson>

const visibleItems = (workspace: Workspace) =>
  workspace
    .conversations()
    .filter(({ source }) => source.visibleFromMs <= workspace.now())
    .map((conversation) => conversationItemJson(workspace.company, conversation))

const listJson = (
  items: readonly Item[],
  page: z.infer<typeof ListQuery> | z.infer<typeof SearchRequest>['pagination'],
) => {
  const { shown, pages } = paginate(items, page ?? {})
  return { type: 'conversation.list', pages, total_count: items.length, conversations: shown }
}

/** Listing and searching conversations: items come without their parts (reference, 6). */
export const searchRoutes = (app: FastifyInstance, workspace: Workspace) => {
  app.get('/conversations', (request) =>
    listJson(visibleItems(workspace), readBody(ListQuery, request.query)),
  )
  app.post('/conversations/search', (request) => {
    const { query, pagination } = readBody(SearchRequest, request.body)
    const found = visibleItems(workspace).filter((item) => matchesQuery(query, conversationFields(item)))
    return listJson(found, pagination)
  })
}
