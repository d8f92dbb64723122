import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import type { Workspace } from '../create-workspace.ts'
import { playAnswerFor } from '../play/play-error.ts'
import type { Webhooks } from '../webhooks/create-webhooks.ts'
import { documentView } from './document-view.ts'
import { formRoutes } from './form-routes.ts'
import { PageQuery, pageView } from './page-view.ts'

const ASSETS = [
  { name: 'style.css', type: 'text/css; charset=utf-8' },
  { name: 'live.js', type: 'text/javascript; charset=utf-8' },
  { name: 'receipt.png', type: 'image/png' },
]

/** The page, its own files, and what its forms post to. */
export const pageRoutes = (
  app: FastifyInstance,
  parts: {
    readonly workspace: Workspace
    readonly webhooks: Webhooks
    readonly mind: string | undefined
  },
): void => {
  app.setErrorHandler((error, _request, reply) => {
    const { status, json } = playAnswerFor(error)
    return reply.code(status).send(json)
  })
  app.get('/', (request, reply) => {
    const view = pageView(parts.workspace, PageQuery.parse(request.query), {
      serviceUrl: parts.webhooks.serviceUrl(),
      mind: parts.mind,
    })
    return reply.type('text/html; charset=utf-8').send(documentView(view))
  })
  for (const { name, type } of ASSETS) {
    const content = readFileSync(new URL(`assets/${name}`, import.meta.url))
    app.get(`/page/${name}`, (_request, reply) => reply.type(type).send(content))
  }
  formRoutes(app, parts.workspace)
}
