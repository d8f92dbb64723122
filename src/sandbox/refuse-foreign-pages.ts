import type { FastifyInstance } from 'fastify'

/** Refuses what a page of another site sends: the sandbox has no sign-in, so the browser's own word has to do. */
export const refuseForeignPages = (app: FastifyInstance) => {
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers
    if (origin === undefined || URL.parse(origin)?.host === request.headers.host) return
    return reply.code(403).send({ error: 'Only pages of the sandbox itself may do that', problems: [] })
  })
}
