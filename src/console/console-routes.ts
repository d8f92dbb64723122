import { readFileSync } from 'node:fs'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { bitingSwitches, type FileModes } from '../decision/modes-in-force.ts'
import { type AppId, ConversationId } from '../domain/ids.ts'
import { isDate } from '../domain/local-date.ts'
import type { Db } from '../store/db.ts'
import { listDigests, readDigest } from '../store/digests.ts'
import { readSwitchRows } from '../store/switches.ts'
import { readTrail } from '../store/trail.ts'
import { isLoopback } from './is-loopback.ts'
import { readNewest } from './read-newest.ts'
import type { ReadSetup } from './setup/setup-facts.ts'
import { setupPage } from './setup-page.ts'
import { conversationView } from './view/conversation-view.ts'
import { listView } from './view/list-view.ts'
import { BROKEN, messageView, NO_SUMMARY, NOT_CONNECTED, NOT_FOUND, REFUSED } from './view/message-view.ts'
import { summariesView } from './view/summaries-view.ts'
import { summaryView } from './view/summary-view.ts'

export type ConsoleDeps = {
  readonly db: Db
  /** `undefined` until `GET /me` has told which workspace this is. */
  readonly appId: () => AppId | undefined
  /** What the settings file allows; a switch that allows less is shown. */
  readonly fileModes: FileModes
  readonly readSetup: ReadSetup
}

type Answer = { readonly status: number; readonly page: string }

const LISTED = 50
const LISTED_DAYS = 90
const DayParams = z.object({ date: z.string().refine(isDate) })
const Params = z.object({ id: ConversationId })

/** No script may ever run here: what people wrote is shown, and none of it is trusted. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
}

const stylesheet = readFileSync(new URL('assets/console.css', import.meta.url))

/** The people's pages. They only read, and they answer to this machine alone. */
export const createConsoleRoutes =
  (deps: ConsoleDeps): FastifyPluginAsync =>
  async (scope) => {
    scope.addHook('onRequest', async (request, reply) => {
      reply.headers(HEADERS)
      return isLoopback(request) ? undefined : send(reply, 403, messageView(REFUSED))
    })
    scope.setErrorHandler((error, request, reply) => {
      request.log.error({ err: error }, 'console page failed')
      return send(reply, 500, messageView(BROKEN))
    })
    scope.get('/console/console.css', async (_request, reply) =>
      reply.type('text/css; charset=utf-8').send(stylesheet),
    )
    const answer = (page: (request: FastifyRequest, appId: AppId) => Promise<Answer>) =>
      answerWith(deps, page)
    scope.get(
      '/console',
      answer((_request, appId) => newest(deps, appId)),
    )
    scope.get(
      '/console/',
      answer((_request, appId) => newest(deps, appId)),
    )
    scope.get(
      '/console/conversations/:id',
      answer((request, appId) => why(deps.db, appId, request)),
    )
    scope.get(
      '/console/summaries',
      answer((_request, appId) => summaries(deps.db, appId)),
    )
    scope.get(
      '/console/summaries/:date',
      answer((request, appId) => summary(deps.db, appId, request)),
    )
    scope.get('/console/setup', setupPage(deps.readSetup))
    scope.get('/console/*', async (_request, reply) => send(reply, 404, messageView(NOT_FOUND)))
  }

const send = (reply: FastifyReply, status: number, page: string) =>
  reply.code(status).type('text/html; charset=utf-8').send(page)

/** Ids are not unique across workspaces: until we know ours, there is nothing that may be shown. */
const answerWith =
  ({ appId }: ConsoleDeps, page: (request: FastifyRequest, appId: AppId) => Promise<Answer>) =>
  async (request: FastifyRequest, reply: FastifyReply) => {
    const known = appId()
    if (!known) return send(reply, 503, messageView(NOT_CONNECTED))
    const answer = await page(request, known)
    return send(reply, answer.status, answer.page)
  }

async function newest({ db, fileModes }: ConsoleDeps, appId: AppId): Promise<Answer> {
  const switches = bitingSwitches(fileModes, await readSwitchRows(db, appId))
  return { status: 200, page: listView(await readNewest(db, appId, LISTED), switches) }
}

async function summaries(db: Db, appId: AppId): Promise<Answer> {
  return { status: 200, page: summariesView(await listDigests(db, appId, LISTED_DAYS)) }
}

async function summary(db: Db, appId: AppId, { params }: FastifyRequest): Promise<Answer> {
  const asked = DayParams.safeParse(params)
  const digest = asked.success && (await readDigest(db, { appId, date: asked.data.date }))
  return digest ? { status: 200, page: summaryView(digest) } : { status: 404, page: messageView(NO_SUMMARY) }
}

async function why(db: Db, appId: AppId, { params }: FastifyRequest): Promise<Answer> {
  const asked = Params.safeParse(params)
  const trail = asked.success && (await readTrail(db, { appId, conversationId: asked.data.id }))
  return trail
    ? { status: 200, page: conversationView(trail) }
    : { status: 404, page: messageView(NOT_FOUND) }
}
