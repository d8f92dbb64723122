import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { ApiError } from './api-error.ts'

const isSame = (given: string, expected: string) => {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Lets only bearers of the workspace's token in. */
export const authorise = (app: FastifyInstance, accessToken: string) => {
  app.addHook('onRequest', async (request) => {
    if (!isSame(request.headers.authorization ?? '', `Bearer ${accessToken}`)) {
      throw new ApiError(401, 'unauthorized', 'Access Token Invalid')
    }
  })
}
