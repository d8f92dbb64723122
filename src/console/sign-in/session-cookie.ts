import type { FastifyReply, FastifyRequest } from 'fastify'
import { SESSION_SECONDS } from './sessions.ts'

export type SessionCookie = {
  readonly read: (request: FastifyRequest) => string | undefined
  readonly write: (reply: FastifyReply, id: string) => void
  readonly clear: (reply: FastifyReply) => void
}

/**
 * `Lax` and not `Strict`: a link to the console in an inbox note must find the reader signed in. With https it is bound
 * to this very host (`__Host-`), so that no neighbour under the same domain can plant one.
 */
export function createSessionCookie(publicUrl: string): SessionCookie {
  const secure = publicUrl.startsWith('https:')
  const name = secure ? '__Host-firstline-session' : 'firstline-session'
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const
  return {
    read: (request) => request.cookies[name],
    write: (reply, id) => void reply.setCookie(name, id, { ...options, maxAge: SESSION_SECONDS }),
    clear: (reply) => void reply.clearCookie(name, options),
  }
}
