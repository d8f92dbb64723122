import cookies from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../../store/db.ts'
import { isLoopback } from '../is-loopback.ts'
import { sendPage } from '../send-page.ts'
import { SESSION_SLOT } from '../view/document-view.ts'
import { messageView, NEEDS_LINK, REFUSED } from '../view/message-view.ts'
import { signOutView } from '../view/sign-in-view.ts'
import type { ConsoleAccess } from './console-access.ts'
import { createSessionCookie } from './session-cookie.ts'
import { createSessions } from './sessions.ts'
import { signInRoutes } from './sign-in-routes.ts'

export type GuardDeps = {
  readonly db: Db
  readonly access: ConsoleAccess
  /** The address as browsers see it: https makes the cookie secure. */
  readonly publicUrl: string
}

/** What is served to those who are still outside: the stylesheet, and the way in. */
const OUTSIDE = /^\/console\/(?:console\.css|sign-in|sign-out|open\/[^/]+)$/

/** Stands before every page of the scope, also those that are added to it later, and adds the way in. */
export async function guardConsole(scope: FastifyInstance, deps: GuardDeps): Promise<void> {
  const { db, access, publicUrl } = deps
  if (access.kind !== 'password') scope.addHook('onRequest', refuseOthers)
  if (access.kind === 'open') return
  const sessions = createSessions(db, access)
  const cookie = createSessionCookie(publicUrl)
  const signedIn = new WeakSet<FastifyReply>()
  await scope.register(cookies)
  scope.addHook('onRequest', async (request, reply) => {
    const id = cookie.read(request)
    if (id && (await sessions.isOpen(id))) return void signedIn.add(reply)
    return isOutside(request) ? undefined : showWayIn(access, request, reply)
  })
  // Pages know nothing of sessions.
  scope.addHook('onSend', async (_request, reply, payload) =>
    typeof payload === 'string' && signedIn.has(reply) ? payload.replace(SESSION_SLOT, signOutView) : payload,
  )
  await scope.register(signInRoutes({ access, sessions, cookie, publicUrl }))
}

const refuseOthers = async (request: FastifyRequest, reply: FastifyReply) =>
  isLoopback(request) ? undefined : sendPage(reply, 403, messageView(REFUSED))

const isOutside = ({ url }: FastifyRequest) => OUTSIDE.test(url.replace(/[?#].*/s, ''))

const showWayIn = (access: ConsoleAccess, request: FastifyRequest, reply: FastifyReply) =>
  access.kind === 'password'
    ? reply.redirect(`/console/sign-in?next=${encodeURIComponent(request.url)}`, 303)
    : sendPage(reply, 401, messageView(NEEDS_LINK))
