import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Journal } from './journal.ts'

/** One request under way. */
export type Watched = {
  readonly note: ReturnType<Journal['begin']>
  /** Aborted when the client hangs up before the answer is sent. */
  readonly closed: AbortSignal
}

/** Notes how each request ends: with a status, or with a client that did not wait. */
export const watchRequest = (journal: Journal, request: FastifyRequest, reply: FastifyReply): Watched => {
  const note = journal.begin(new URL(request.url, 'http://model').pathname.replace(/^\/v1\//, ''))
  const closed = new AbortController()
  reply.raw.once('close', () => {
    if (reply.raw.writableFinished) return
    note({ closedEarly: true })
    closed.abort()
  })
  reply.raw.once('finish', () => note({ status: reply.raw.statusCode }))
  return { note, closed: closed.signal }
}
