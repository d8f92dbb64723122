import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { z } from 'zod'
import { isLoopback } from '../console/is-loopback.ts'
import { hasBearer } from '../console/is-same-secret.ts'
import { OperationRefusedError, type OperatorDeps } from './operation.ts'
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
      return hasBearer(request, key)
        ? undefined
        : refuse(reply, 401, 'The key is missing or wrong: it stands in the key file beside the data folder.')
    })
    scope.setErrorHandler((error, request, reply) => {
      if (error instanceof OperationRefusedError) return refuse(reply, 400, error.message)
      if (hasStatus(error) && error.statusCode < 500) return refuse(reply, error.statusCode, error.message)
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

const hasStatus = (error: unknown): error is Error & { readonly statusCode: number } =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
