import formbody from '@fastify/formbody'
import fastify, { type FastifyInstance, type FastifyPluginCallback } from 'fastify'
import { errorJson } from './api/api-error.ts'
import { apiRoutes } from './api/api-routes.ts'
import type { Admin, Company, Contact, Team } from './company.ts'
import { createCallLog } from './create-call-log.ts'
import { createFeed } from './create-feed.ts'
import { createIds } from './create-ids.ts'
import { createWorkspace } from './create-workspace.ts'
import { createFaults } from './faults/create-faults.ts'
import { inventCompany } from './invent-company.ts'
import { pageRoutes } from './page/page-routes.ts'
import { playRoutes } from './play/play-routes.ts'
import { refuseForeignPages } from './refuse-foreign-pages.ts'
import { createRequestLog } from './request-log.ts'
import { secureAnswers } from './secure-answers.ts'
import { wakeSnoozed } from './wake-snoozed.ts'
import { createWebhooks } from './webhooks/create-webhooks.ts'

/** How the sandbox is started; everything has a default. */
export type SandboxOptions = {
  readonly host?: string
  /** 0, the default, takes a free port. */
  readonly port?: number
  /** Where webhooks and "why" links go, for example http://127.0.0.1:3000. */
  readonly serviceUrl?: string
  /** Which mind answers, in a few words for the page: "extractive", "model (scripted)". */
  readonly mind?: string
  /** How long after a failed webhook it is tried once more; a minute, as Intercom does. */
  readonly retryAfterMs?: number
  /** API requests allowed in ten seconds; Intercom's default for one app is 10,000 a minute. */
  readonly requestsPerWindow?: number
  /** The clock, in unix milliseconds. */
  readonly now?: () => number
}

/** A running sandbox workspace: its address, its secrets, who is in it. */
export type Sandbox = {
  readonly url: string
  readonly appId: string
  readonly accessToken: string
  readonly clientSecret: string
  readonly botAdminId: string
  readonly botTeamId: string
  readonly handOffTeamId: string
  readonly contacts: readonly Contact[]
  readonly admins: readonly Admin[]
  readonly teams: readonly Team[]
  /** Points webhooks and links at a service that got its address later. */
  readonly setServiceUrl: (url: string) => void
  /** Sends the service a ping, as Intercom does when a webhook address is saved or tested. */
  readonly ping: () => void
  readonly close: () => Promise<void>
}

// Intercom says nothing of a limit; ours leaves room for files sent as base64.
const BODY_LIMIT_BYTES = 20 * 1024 * 1024
/** A stream of changes says something every 15 s; nothing else is silent for so long. */
const TIMES = {
  requestTimeout: 60_000,
  connectionTimeout: 90_000,
  http: { headersTimeout: 10_000, connectionsCheckingInterval: 5_000 },
}
const REQUESTS_PER_WINDOW = 1_667
const RETRY_AFTER_MS = 60_000

const createParts = (options: SandboxOptions) => {
  const ids = createIds()
  const workspace = createWorkspace(inventCompany(ids), ids, options.now)
  const { serviceUrl, retryAfterMs = RETRY_AFTER_MS } = options
  const webhooks = createWebhooks(workspace, { serviceUrl, retryAfterMs })
  workspace.listen(webhooks.announce)
  return {
    workspace,
    webhooks,
    letSleep: wakeSnoozed(workspace),
    faults: createFaults(),
    requests: createRequestLog(),
    calls: createCallLog(workspace.now),
    feed: createFeed(workspace),
  }
}

const publicFacts = (company: Company) => ({
  appId: company.appId,
  accessToken: company.accessToken,
  clientSecret: company.clientSecret,
  botAdminId: company.botAdminId,
  botTeamId: company.botTeamId,
  handOffTeamId: company.handOffTeamId,
  contacts: company.contacts,
  admins: company.admins,
  teams: company.teams,
})

/** Routes in a scope of their own, so that hooks and error answers of one kind don't meet another's requests. */
const scoped =
  (routes: (scope: FastifyInstance) => void): FastifyPluginCallback =>
  (scope, _options, done) => {
    routes(scope)
    done()
  }

/** Starts a simulated Intercom workspace: its API, its webhooks, the play API and the page. State lives in memory. */
export const startSandbox = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  const parts = createParts(options)
  const app = fastify({ ...TIMES, bodyLimit: BODY_LIMIT_BYTES, forceCloseConnections: true })
  const { requestsPerWindow = REQUESTS_PER_WINDOW } = options
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send(errorJson([{ code: 'not_found', message: 'The requested resource was not found' }])),
  )
  await secureAnswers(app)
  refuseForeignPages(app)
  await app.register(formbody, { bodyLimit: BODY_LIMIT_BYTES })
  await app.register(scoped((scope) => apiRoutes(scope, { ...parts, requestsPerWindow })))
  await app.register(scoped((scope) => playRoutes(scope, parts)))
  await app.register(scoped((scope) => pageRoutes(scope, { ...parts, mind: options.mind })))
  const url = await app.listen({ host: options.host ?? '127.0.0.1', port: options.port ?? 0 })
  return {
    url,
    ...publicFacts(parts.workspace.company),
    setServiceUrl: parts.webhooks.setServiceUrl,
    ping: parts.webhooks.ping,
    close: async () => {
      parts.webhooks.close()
      parts.letSleep()
      parts.feed.close()
      await app.close()
    },
  }
}
