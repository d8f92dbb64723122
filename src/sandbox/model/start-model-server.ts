import { randomBytes } from 'node:crypto'
import fastify, { type FastifyInstance, type FastifyPluginCallback } from 'fastify'
import { refuseForeignPages } from '../refuse-foreign-pages.ts'
import { createMisbehaviours } from './misbehaviour/create-misbehaviours.ts'
import { misbehaveRoutes } from './misbehaviour/misbehave-routes.ts'
import { Misbehaviour, type MisbehaviourInput } from './misbehaviour/misbehaviour.ts'
import { createJournal, type ModelRequestSeen } from './wire/journal.ts'
import { badRequest, modelAnswerFor } from './wire/model-error.ts'
import { modelRoutes } from './wire/model-routes.ts'

/** A running scripted model. */
export type ModelServer = {
  /** What goes into OPENAI_BASE_URL; ends in /v1. */
  readonly url: string
  readonly apiKey: string
  /** Lets the next requests that match go wrong. Throws `ZodError` for what it does not know. */
  readonly misbehave: (...misbehaviours: readonly MisbehaviourInput[]) => void
  /** Lets it behave again. */
  readonly clear: () => void
  /** The last 500 requests, oldest first. */
  readonly requests: () => readonly ModelRequestSeen[]
  readonly close: () => Promise<void>
}

const BODY_LIMIT_BYTES = 10 * 1024 * 1024

/** Routes in a scope of their own, so that each kind has its own error answers. */
const scoped =
  (routes: (scope: FastifyInstance) => void): FastifyPluginCallback =>
  (scope, _options, done) => {
    routes(scope)
    done()
  }

/**
 * Starts a scripted language model that speaks the OpenAI API. It answers by rules from the visible text of the prompts,
 * always the same, and costs nothing.
 */
export const startModelServer = async (
  options: { readonly host?: string; readonly port?: number } = {},
): Promise<ModelServer> => {
  const parts = {
    apiKey: `sk-scripted-${randomBytes(12).toString('hex')}`,
    misbehaviours: createMisbehaviours(),
    journal: createJournal(),
  }
  const app = fastify({ bodyLimit: BODY_LIMIT_BYTES, forceCloseConnections: true })
  refuseForeignPages(app)
  app.setNotFoundHandler((request, reply) => {
    const { json } = modelAnswerFor(badRequest(`Invalid URL (${request.method} ${request.url})`))
    return reply.code(404).send(json)
  })
  await app.register(scoped((scope) => modelRoutes(scope, parts)))
  await app.register(scoped((scope) => misbehaveRoutes(scope, parts)))
  const url = await app.listen({ host: options.host ?? '127.0.0.1', port: options.port ?? 0 })
  return {
    url: `${url}/v1`,
    apiKey: parts.apiKey,
    misbehave: (...misbehaviours) => {
      parts.misbehaviours.add(misbehaviours.map((one) => Misbehaviour.parse(one)))
    },
    clear: parts.misbehaviours.clear,
    requests: parts.journal.all,
    close: () => app.close(),
  }
}
