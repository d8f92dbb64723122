import type { FastifyError, FastifyPluginAsync, FastifyReply } from 'fastify'
import { z } from 'zod'
import { isLoopback } from '../console/is-loopback.ts'
import { hasBearer } from '../console/is-same-secret.ts'
import { refusal, statusOf } from '../console/refusal.ts'
import { ANSWER_WITHIN_MS, OperationRefusedError, type OperatorDeps } from './operation.ts'
import { OPERATIONS } from './operations.ts'

const Params = z.object({ command: z.string() })

/** `POST /operator/<command>`: what a command asks of the service that holds the database. This machine only, by key. */
export const createOperatorRoutes =
  (deps: OperatorDeps, key: string): FastifyPluginAsync =>
  async (scope) => {
    // Before the body is read: a stranger's is never looked at.
    scope.addHook('onRequest', async (request, reply) => {
      reply.header('cache-control', 'no-store')
      if (!isLoopback(request)) {
        return refuse(reply, 403, 'Commands are taken from this machine only, not through a proxy.')
      }
      if (!hasBearer(request, key)) {
        return refuse(
          reply,
          401,
          'The key is missing or wrong: it stands in the key file beside the data folder.',
        )
      }
      // A summary with a model takes minutes, during which nothing is sent.
      request.raw.setTimeout(ANSWER_WITHIN_MS)
    })
    scope.setErrorHandler((error: FastifyError, request, reply) => {
      if (error instanceof OperationRefusedError) return refuse(reply, 400, error.message)
      const status = statusOf(error)
      if (status < 500) return refuse(reply, status, refusal(status).message)
      request.log.error({ err: error }, 'operation failed')
      return refuse(reply, 500, 'The command failed in the service; its log names the reason.')
    })
    scope.post('/operator/:command', async (request, reply) => {
      const { command } = Params.parse(request.params)
      const operation = OPERATIONS.find(({ name }) => name === command)
      if (!operation) return refuse(reply, 404, 'This version of Firstline knows no such command.')
      return { result: await operation.answer(deps, request.body) }
    })
  }

const refuse = (reply: FastifyReply, status: number, error: string) => reply.code(status).send({ error })
