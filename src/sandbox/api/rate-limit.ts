import type { FastifyInstance } from 'fastify'
import { ApiError } from './api-error.ts'

const WINDOW_S = 10

/**
 * Spreads a limit over windows of ten seconds, and says on every answer how much is left (reference, 7). `Date` is by the
 * same clock as the reset, also where a test moves it.
 */
export const rateLimit = (app: FastifyInstance, now: () => number, perWindow: number) => {
  let window = { endsAtS: 0, used: 0 }
  app.addHook('onRequest', async (_request, reply) => {
    const nowS = Math.floor(now() / 1000)
    if (nowS >= window.endsAtS) window = { endsAtS: (Math.floor(nowS / WINDOW_S) + 1) * WINDOW_S, used: 0 }
    window = { ...window, used: window.used + 1 }
    reply.header('Date', new Date(now()).toUTCString())
    reply.header('X-RateLimit-Limit', perWindow)
    reply.header('X-RateLimit-Remaining', Math.max(0, perWindow - window.used))
    reply.header('X-RateLimit-Reset', window.endsAtS)
    if (window.used > perWindow) throw new ApiError(429, 'rate_limit_exceeded', 'Exceeded rate limit')
  })
}
