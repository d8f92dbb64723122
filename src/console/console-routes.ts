import { readFileSync } from 'node:fs'
import type { FastifyError, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { bitingSwitches, type FileModes } from '../decision/modes-in-force.ts'
import { type AppId, ConversationId } from '../domain/ids.ts'
import { isDate } from '../domain/local-date.ts'
import type { Db } from '../store/db.ts'
import { listDigests, readDigest } from '../store/digests.ts'
import { readSwitchRows } from '../store/switches.ts'
import { readTrail } from '../store/trail.ts'
import type { PilotFacts } from './pilot-in-words.ts'
import { readNewest } from './read-newest.ts'
import { sendPage } from './send-page.ts'
import type { ReadSetup } from './setup/setup-facts.ts'
import { setupPage } from './setup-page.ts'
import { type GuardDeps, guardConsole } from './sign-in/guard-console.ts'
import { conversationView } from './view/conversation-view.ts'
import { listView } from './view/list-view.ts'
import { BROKEN, messageView, NO_SUMMARY, NOT_CONNECTED, NOT_FOUND, UNREADABLE } from './view/message-view.ts'
import { signInView } from './view/sign-in-view.ts'
import { summariesView } from './view/summaries-view.ts'
import { summaryView } from './view/summary-view.ts'

export type ConsoleDeps = GuardDeps & {
  /** `undefined` until `GET /me` has told which workspace this is. */
  readonly appId: () => AppId | undefined
  /** What the settings file allows; a switch that allows less is shown. */
  readonly fileModes: FileModes
  /** Absent: everybody may get an answer. */
  readonly pilot?: PilotFacts | undefined
  readonly readSetup: ReadSetup
}

type Answer = { readonly status: number; readonly page: string }

const LISTED = 50
const LISTED_DAYS = 90
const DayParams = z.object({ date: z.string().refine(isDate) })
const Params = z.object({ id: ConversationId })

const stylesheet = readFileSync(new URL('assets/console.css', import.meta.url))

/** The people's pages, behind their guard. They only read. */
export const createConsoleRoutes =
  (deps: ConsoleDeps): FastifyPluginAsync =>
  async (scope) => {
    scope.setErrorHandler(answerError)
    await guardConsole(scope, deps)
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
    scope.get('/console/*', async (_request, reply) => sendPage(reply, 404, messageView(NOT_FOUND)))
  }

/** What the sender did wrong is said in words; what we did wrong stands in the log. */
function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  const status = error.statusCode ?? 500
  if (status === 429) {
    return sendPage(reply, 429, signInView({ next: '/console', problem: TOO_MANY }))
  }
  if (status < 500) return sendPage(reply, status, messageView(UNREADABLE))
  request.log.error({ err: error }, 'console page failed')
  return sendPage(reply, 500, messageView(BROKEN))
}

const TOO_MANY = 'Too many attempts. Wait a minute, then try again.'

/** Ids are not unique across workspaces: until we know ours, there is nothing that may be shown. */
const answerWith =
  ({ appId }: ConsoleDeps, page: (request: FastifyRequest, appId: AppId) => Promise<Answer>) =>
  async (request: FastifyRequest, reply: FastifyReply) => {
    const known = appId()
    if (!known) return sendPage(reply, 503, messageView(NOT_CONNECTED))
    const answer = await page(request, known)
    return sendPage(reply, answer.status, answer.page)
  }

async function newest({ db, fileModes, pilot }: ConsoleDeps, appId: AppId): Promise<Answer> {
  const switches = bitingSwitches(fileModes, await readSwitchRows(db, appId))
  return { status: 200, page: listView(await readNewest(db, appId, LISTED), { switches, pilot }) }
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
