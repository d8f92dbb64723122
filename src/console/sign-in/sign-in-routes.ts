import formbody from '@fastify/formbody'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { isLoopback } from '../is-loopback.ts'
import { isSameSecret } from '../is-same-secret.ts'
import { sendPage } from '../send-page.ts'
import { messageView, NOT_OUR_FORM, USED_LINK } from '../view/message-view.ts'
import { signInView } from '../view/sign-in-view.ts'
import type { ConsoleAccess } from './console-access.ts'
import { isOwnForm } from './is-own-form.ts'
import type { OneTimeKey } from './one-time-key.ts'
import { safeNext } from './safe-next.ts'
import type { SessionCookie } from './session-cookie.ts'
import type { Sessions } from './sessions.ts'

export type SignInDeps = {
  readonly access: Exclude<ConsoleAccess, { kind: 'open' }>
  readonly sessions: Sessions
  readonly cookie: SessionCookie
  readonly publicUrl: string
}

const FORM_BYTES = 8 * 1024
const Next = z.string().optional().catch(undefined)
const Form = z.object({ password: z.string().max(1_000), next: Next })
const Query = z.object({ next: Next })
const Key = z.object({ key: z.string() })

/**
 * Guessing is slowed down. Who sits at this machine is counted apart, so that strangers behind a proxy cannot keep the
 * operator out.
 */
const ATTEMPTS = {
  max: 10,
  timeWindow: 60_000,
  keyGenerator: (request: FastifyRequest) => (isLoopback(request) ? 'here' : request.ip),
}

/** Signing in, by password or by one-time link, and out again. */
export const signInRoutes =
  (deps: SignInDeps): FastifyPluginAsync =>
  async (scope) => {
    await scope.register(formbody, { bodyLimit: FORM_BYTES })
    await scope.register(rateLimit, { global: false })
    scope.addHook('onRequest', async (request, reply) => {
      if (request.method === 'GET' || request.method === 'HEAD' || isOwnForm(request, deps.publicUrl)) return
      return sendPage(reply, 403, messageView(NOT_OUR_FORM))
    })
    scope.post('/console/sign-out', { bodyLimit: FORM_BYTES }, (request, reply) =>
      signOut(deps, request, reply),
    )
    const { access } = deps
    if (access.kind === 'link') openByLink(scope, deps, access.key)
    else signInByPassword(scope, deps, access.password)
  }

function openByLink(scope: FastifyInstance, deps: SignInDeps, oneTimeKey: OneTimeKey): void {
  scope.get('/console/open/:key', async (request, reply) => {
    // Reloading the page must not use up the next one.
    if (await isSignedIn(deps, request)) return reply.redirect('/console', 303)
    return oneTimeKey.use(Key.parse(request.params).key)
      ? begin(deps, reply, '/console')
      : sendPage(reply, 403, messageView(USED_LINK))
  })
}

function signInByPassword(scope: FastifyInstance, deps: SignInDeps, password: string): void {
  scope.get('/console/sign-in', async (request, reply) => {
    const next = safeNext(Query.parse(request.query).next)
    if (await isSignedIn(deps, request)) return reply.redirect(next, 303)
    return sendPage(reply, 200, signInView({ next }))
  })
  const limits = { bodyLimit: FORM_BYTES, config: { rateLimit: ATTEMPTS } }
  scope.post('/console/sign-in', limits, async (request, reply) => {
    const form = Form.safeParse(request.body)
    const next = safeNext(nextOf(request))
    if (form.success && isSameSecret(readable(form.data.password), readable(password))) {
      return begin(deps, reply, next)
    }
    request.log.warn({ from: request.ip }, 'console sign-in refused')
    return sendPage(reply, 401, signInView({ next, problem: 'This is not the password. Try again.' }))
  })
}

/** Kept also when the password cannot be read. */
const nextOf = ({ body }: FastifyRequest) => Query.safeParse(body).data?.next

/** Keyboards differ in how they write an accented letter. */
const readable = (password: string) => password.normalize('NFC')

async function isSignedIn({ sessions, cookie }: SignInDeps, request: FastifyRequest): Promise<boolean> {
  const id = cookie.read(request)
  return id !== undefined && sessions.isOpen(id)
}

async function begin({ sessions, cookie }: SignInDeps, reply: FastifyReply, next: string) {
  cookie.write(reply, await sessions.begin())
  reply.log.info('console signed in')
  return reply.redirect(next, 303)
}

async function signOut({ sessions, cookie }: SignInDeps, request: FastifyRequest, reply: FastifyReply) {
  const id = cookie.read(request)
  if (id) await sessions.end(id)
  cookie.clear(reply)
  return reply.redirect('/console', 303)
}
