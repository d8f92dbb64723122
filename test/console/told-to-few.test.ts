import fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHealthRoutes } from '../../src/console/health-routes.ts'
import { createMetricsRoutes } from '../../src/console/metrics-routes.ts'
import { createMetrics } from '../../src/telemetry/create-metrics.ts'

const TOKEN = 'a-token-for-metrics'
const HERE = { host: 'localhost:3000' }
const PROXIED = { ...HERE, 'x-forwarded-for': '203.0.113.9' }
const bearer = (token: string) => ({ ...PROXIED, authorization: `Bearer ${token}` })

const backlog = { read: async () => ({ conversations: 3, deadTurns: 1 }) }

function open(token: string | undefined) {
  const http = fastify()
  const problem = async () => 'no article is indexed'
  http.register(createHealthRoutes([{ name: 'knowledge', check: problem }], token))
  http.register(createMetricsRoutes({ metrics: createMetrics(), token, readBacklog: () => backlog.read() }))
  return http
}

const https = { closed: open(undefined), withToken: open(TOKEN) }
beforeAll(() => Promise.all([https.closed.ready(), https.withToken.ready()]))
afterAll(() => Promise.all([https.closed.close(), https.withToken.close()]))

describe.each([
  ['this machine', 'closed', HERE, true],
  ['a proxy on this machine', 'closed', PROXIED, false],
  ['a page under another name', 'closed', { host: 'evil.example' }, false],
  ['somebody who sends an empty token where there is none', 'closed', bearer(''), false],
  ['somebody who guesses where there is none', 'closed', bearer('undefined'), false],
  ['this machine, where there is a token', 'withToken', HERE, true],
  ['whoever has the token', 'withToken', bearer(TOKEN), true],
  ['whoever has another token', 'withToken', bearer(`${TOKEN}x`), false],
  ['whoever has half of it', 'withToken', bearer(TOKEN.slice(0, 8)), false],
  ['whoever sends it as something else', 'withToken', { ...PROXIED, authorization: TOKEN }, false],
] as const)('to %s', (_who, name, headers, told) => {
  const ask = (url: string) => https[name].inject({ url, headers })

  test(told ? 'the metrics are told' : 'no metrics are told', async () => {
    const { statusCode, body } = await ask('/metrics')
    expect(statusCode).toBe(told ? 200 : 401)
    expect(body.includes('process_resident_memory_bytes')).toBe(told)
    expect(body.includes('firstline_waiting{what="conversations"} 3')).toBe(told)
  })

  test('readiness is told, its details only to those who get metrics', async () => {
    const { statusCode, body } = await ask('/readyz')
    expect(statusCode).toBe(503)
    expect(body.includes('no article is indexed')).toBe(told)
    expect(JSON.parse(body)).toMatchObject({ ok: false })
  })
})

test('metrics are told while the database is away, without a number that is out of date', async () => {
  backlog.read = () => Promise.reject(new Error('the database is away'))
  const { statusCode, body } = await https.closed.inject({ url: '/metrics', headers: HERE })
  expect(statusCode).toBe(200)
  expect(body).not.toContain('firstline_waiting{')
})
