import { createHmac } from 'node:crypto'
import fastify from 'fastify'
import { expect, onTestFinished } from 'vitest'
import type { Shape } from './a-sandbox.ts'

type Received = {
  readonly signature: unknown
  readonly agent: unknown
  readonly raw: string
  readonly json: Shape
}

/** A service that receives webhooks, answers the statuses it is given one after the other, then 200. */
export const aService = async (statuses: readonly number[] = []) => {
  const received: Received[] = []
  const left = [...statuses]
  const app = fastify({ forceCloseConnections: true })
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  )
  app.post('/webhooks/intercom', (request, reply) => {
    const raw = String(request.body)
    const { 'x-hub-signature': signature, 'user-agent': agent } = request.headers
    received.push({ signature, agent, raw, json: JSON.parse(raw) })
    return reply.code(left.shift() ?? 200).send({})
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  onTestFinished(() => app.close())
  return {
    url,
    received,
    topics: () => received.map(({ json }) => json.topic),
    /** Waits until so many notifications have come. */
    heard: async (count: number) => {
      await expect.poll(() => received.length).toBeGreaterThanOrEqual(count)
      return received.map(({ json }) => json)
    },
  }
}

/** The signature a receiver would compute. */
export const expectedSignature = (raw: string, secret: string) =>
  `sha1=${createHmac('sha1', secret).update(raw).digest('hex')}`
