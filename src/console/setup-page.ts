import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ReadSetup } from './setup/setup-facts.ts'
import { isSetUp, setupParts } from './setup/setup-steps.ts'
import { setupView } from './view/setup-view.ts'

const LOOK_AGAIN_S = 5
const Query = z.object({ again: z.enum(['yes', 'no']).catch('yes') })

/**
 * How far the connection has come; also before the workspace is known. No script may run in the console, so that the
 * browser itself is asked to load the page again, until all is well or the reader says stop (WCAG 2.2.1).
 */
export const setupPage =
  (readSetup: ReadSetup) =>
  async ({ query }: FastifyRequest, reply: FastifyReply) => {
    const facts = await readSetup()
    const looksAgain = Query.parse(query).again === 'yes' && !isSetUp(setupParts(facts))
    const everyS = looksAgain ? LOOK_AGAIN_S : undefined
    if (everyS !== undefined) reply.header('refresh', `${everyS}; url=/console/setup`)
    return reply.type('text/html; charset=utf-8').send(setupView(facts, { everyS }))
  }
