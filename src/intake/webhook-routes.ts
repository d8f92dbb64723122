import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { AppId } from '../domain/ids.ts'
import { type InboxEvent, parseNotification } from '../intercom/notification.ts'
import { hasValidSignature } from '../intercom/signature.ts'
import type { HearTopic } from '../pipeline/hear-topic.ts'
import type { Recorded } from '../pipeline/record-notification.ts'
import { sqlState } from '../store/sql-state.ts'
import { createTellSeldom } from '../telemetry/tell-seldom.ts'

export type WebhookDeps = {
  readonly clientSecret: string
  /** `undefined` until `GET /me` has told which workspace this is. */
  readonly workspace: () =>
    | { readonly appId: AppId; readonly record: (event: InboxEvent) => Promise<Recorded> }
    | undefined
  /** Told the result of each call (metrics). */
  readonly onResult?: (result: string) => void
  /** Told of every ping and every notification of our own workspace. */
  readonly hear?: HearTopic
}

const MOST_BYTES = 2 * 1024 * 1024

/** While the database is away, every webhook fails for the same reason; each still has its own line with its id. */
const ERRORS_EVERY_MS = 10_000

type TellFailure = (error: unknown, notificationId: string) => void

type Answer = {
  readonly status: number
  readonly result: string
  readonly problem?: string
  readonly event?: InboxEvent
}

/**
 * The signed door. Answers 200 only after the notification and its work are committed (law 1), never 410 (which
 * disables the subscription) and never 429 (which throttles all of them).
 */
export const createWebhookRoutes =
  (deps: WebhookDeps): FastifyPluginAsync =>
  async (scope) => {
    const tellSeldom = createTellSeldom(ERRORS_EVERY_MS)
    // The signature covers the raw bytes, so that they are kept as they came, whatever their type claims to be.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MOST_BYTES }, (_request, body, done) => {
      done(null, body)
    })
    scope.head('/webhooks/intercom', async (_request, reply) => reply.code(200).send())
    scope.post('/webhooks/intercom', { bodyLimit: MOST_BYTES }, async (request, reply) => {
      const answer = await receive(deps, request, (error, notificationId) =>
        tellSeldom(sqlState(error) ?? 'none', (leftOut) =>
          request.log.error({ err: error, notificationId, leftOut }, 'notification could not be stored'),
        ),
      )
      deps.onResult?.(answer.result)
      return send(request, reply, answer)
    })
  }

async function receive(
  { clientSecret, workspace, hear }: WebhookDeps,
  request: FastifyRequest,
  tellFailure: TellFailure,
): Promise<Answer> {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  if (!hasValidSignature(body, request.headers['x-hub-signature'], clientSecret)) {
    return { status: 401, result: 'bad_signature', problem: 'X-Hub-Signature is absent or wrong' }
  }
  const parsed = parseNotification(body)
  if (parsed.kind === 'malformed') return { status: 400, result: 'malformed', problem: parsed.problem }
  const { event } = parsed
  const connected = workspace()
  // An app may be installed in several workspaces, and each of them calls here.
  if (!connected || event.appId === connected.appId) hear?.(event)
  if (event.topic === 'ping') return { status: 200, result: 'ping', event }
  if (!connected) return { status: 503, result: 'not_connected', problem: 'the workspace is not known yet' }
  if (event.appId !== connected.appId) return { status: 200, result: 'other_workspace', event }
  return store(connected.record, event, tellFailure)
}

/** Whatever goes wrong while storing, Intercom must send it again. */
async function store(
  record: (event: InboxEvent) => Promise<Recorded>,
  event: InboxEvent,
  tellFailure: TellFailure,
): Promise<Answer> {
  try {
    return { status: 200, result: await record(event), event }
  } catch (error) {
    tellFailure(error, event.id)
    return { status: 503, result: 'store_down', problem: 'the notification could not be stored', event }
  }
}

/** Ids and codes go to the log, never what people wrote. */
function send(request: FastifyRequest, reply: FastifyReply, { status, result, problem, event }: Answer) {
  const level = status === 200 ? 'info' : 'warn'
  const about = event && {
    topic: event.topic,
    notificationId: event.id,
    conversationId: event.conversationId,
  }
  request.log[level]({ result, status, problem, ...about }, 'webhook')
  return reply.code(status).send(problem ? { error: result, message: problem } : { ok: true, result })
}
