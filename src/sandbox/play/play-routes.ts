import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Change } from '../change.ts'
import type { Conversation } from '../conversation.ts'
import type { CallLog } from '../create-call-log.ts'
import type { Feed } from '../create-feed.ts'
import type { Workspace } from '../create-workspace.ts'
import type { Delivery } from '../delivery.ts'
import type { Faults } from '../faults/create-faults.ts'
import { Fault } from '../faults/fault.ts'
import type { RequestLog } from '../request-log.ts'
import type { Webhooks } from '../webhooks/create-webhooks.ts'
import { contactRoutes } from './contact-routes.ts'
import { libraryPlay } from './library-routes.ts'
import { createPlayers } from './create-players.ts'
import { findPlayed } from './find-player.ts'
import {
  AdminBody,
  AssignBody,
  ContactBody,
  ConvertBody,
  DeleteBody,
  FinBody,
  RedactBody,
  SnoozeBody,
  StartBody,
  StateBody,
} from './play-bodies.ts'
import { playAnswerFor } from './play-error.ts'
import { playStart } from './play-start.ts'
import { callsJson, conversationJson, stateJson } from './state-json.ts'

/** What the play API drives. */
export type PlayParts = {
  readonly workspace: Workspace
  readonly faults: Faults
  readonly requests: RequestLog
  readonly calls: CallLog
  readonly webhooks: Webhooks
  readonly feed: Feed
}

type OneOf = FastifyRequest<{ Params: { id: string } }>

const FaultsBody = z.strictObject({ faults: z.array(Fault).min(1) })

/** One way to act on a conversation: its body, checked, becomes one change, announced as the body says. */
const actRoute = <Schema extends z.ZodType<{ deliver: Delivery }>>(
  app: FastifyInstance,
  workspace: Workspace,
  act: {
    readonly name: string
    readonly schema: Schema
    readonly play: (before: Conversation, body: z.output<Schema>) => Change
  },
) => {
  app.post(`/play/conversations/:id/${act.name}`, (request: OneOf) => {
    const before = findPlayed(workspace, request.params.id)
    const body = act.schema.parse(request.body ?? {})
    const { entry } = workspace.apply(act.play(before, body), body.deliver)
    return { conversation_id: before.id, entry_id: entry?.id ?? null }
  })
}

const actRoutes = (app: FastifyInstance, workspace: Workspace) => {
  const players = createPlayers(workspace)
  actRoute(app, workspace, { name: 'contact', schema: ContactBody, play: players.contact })
  actRoute(app, workspace, { name: 'admin', schema: AdminBody, play: players.admin })
  actRoute(app, workspace, { name: 'assign', schema: AssignBody, play: players.assign })
  actRoute(app, workspace, { name: 'close', schema: StateBody, play: players.close })
  actRoute(app, workspace, { name: 'open', schema: StateBody, play: players.open })
  actRoute(app, workspace, { name: 'snooze', schema: SnoozeBody, play: players.snooze })
  actRoute(app, workspace, { name: 'convert', schema: ConvertBody, play: players.convert })
  actRoute(app, workspace, { name: 'redact', schema: RedactBody, play: players.redact })
  actRoute(app, workspace, { name: 'fin', schema: FinBody, play: players.fin })
  app.post('/play/conversations/:id/delete', (request: OneOf) => {
    const before = findPlayed(workspace, request.params.id)
    workspace.remove(before, DeleteBody.parse(request.body ?? {}).deliver)
    return { conversation_id: before.id, entry_id: null }
  })
}

const faultRoutes = (app: FastifyInstance, faults: Faults) => {
  app.post('/play/faults', (request) => {
    faults.add(FaultsBody.parse(request.body ?? {}).faults)
    return { faults: faults.all() }
  })
  app.delete('/play/faults', () => {
    faults.clear()
    return { faults: [] }
  })
}

/** The play API: what contacts, teammates, workflows and Fin do, and what goes wrong. For the page, tests and the demo. */
export const playRoutes = (app: FastifyInstance, parts: PlayParts): void => {
  const { workspace, webhooks, feed } = parts
  app.setErrorHandler((error, _request, reply) => {
    const { status, json } = playAnswerFor(error)
    return reply.code(status).send(json)
  })
  app.get('/play/state', () => stateJson(parts))
  app.get('/play/conversations/:id', (request: OneOf) => {
    const { company, now } = workspace
    const found = findPlayed(workspace, request.params.id)
    return { ...conversationJson(company, found, now()), calls: callsJson(parts.calls.of(found.id)) }
  })
  app.get('/play/events', (_request, reply) => feed.join(reply))
  app.post('/play/conversations', (request) => playStart(workspace, StartBody.parse(request.body ?? {})))
  app.post('/play/ping', () => {
    webhooks.ping()
    return { sent: true }
  })
  actRoutes(app, workspace)
  contactRoutes(app, parts)
  libraryPlay(app, parts)
  faultRoutes(app, parts.faults)
}
