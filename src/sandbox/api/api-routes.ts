import type { FastifyInstance } from 'fastify'
import type { CallLog } from '../create-call-log.ts'
import type { Workspace } from '../create-workspace.ts'
import type { Faults } from '../faults/create-faults.ts'
import { injectFaults } from '../faults/inject-faults.ts'
import type { RequestLog } from '../request-log.ts'
import { answerFor } from './api-error.ts'
import { authorise } from './authorise.ts'
import { conversationRoutes } from './conversation-routes.ts'
import { libraryRoutes } from './library-routes.ts'
import { manageRoutes } from './manage-routes.ts'
import { peopleRoutes } from './people-routes.ts'
import { rateLimit } from './rate-limit.ts'
import { replyRoutes } from './reply-routes.ts'
import { searchRoutes } from './search-routes.ts'
import { tagRoutes } from './tag-routes.ts'

/** What the simulated API is made of. */
export type ApiParts = {
  readonly workspace: Workspace
  readonly faults: Faults
  readonly requests: RequestLog
  readonly calls: CallLog
  /** Requests allowed in ten seconds. */
  readonly requestsPerWindow: number
}

/** Intercom's API, version 2.16, as far as Firstline calls it. */
export const apiRoutes = (app: FastifyInstance, parts: ApiParts): void => {
  const { workspace, calls } = parts
  app.setErrorHandler((error, _request, reply) => {
    const { status, json } = answerFor(error)
    return reply.code(status).send(json)
  })
  app.addHook('onRequest', async (request) =>
    parts.requests.add(request.method, request.routeOptions.url ?? '?'),
  )
  rateLimit(app, workspace.now, parts.requestsPerWindow)
  authorise(app, workspace.company.accessToken)
  injectFaults(app, parts.faults)
  peopleRoutes(app, workspace)
  conversationRoutes(app, workspace, calls)
  searchRoutes(app, workspace)
  replyRoutes(app, workspace, calls)
  manageRoutes(app, workspace, calls)
  tagRoutes(app, workspace)
  libraryRoutes(app, workspace)
}
