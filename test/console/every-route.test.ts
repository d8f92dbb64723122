import type { RouteOptions } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHttp } from '../../src/create-http.ts'
import { createOperatorRoutes } from '../../src/operator/operator-routes.ts'
import { createMetrics } from '../../src/telemetry/create-metrics.ts'
import { aDatabase } from '../support/a-database.ts'
import { aLog } from '../support/a-log.ts'
import { stageConfig } from '../support/a-stage.ts'
import { FAR, PASSWORD, PUBLIC } from './a-guarded-console.ts'
import { aSetup } from './a-setup.ts'

/** What somebody far away gets who knows no secret, by the beginning of the address. The first that fits counts. */
const WITHOUT_A_SECRET: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^GET \/healthz/, [200]],
  [/^GET \/readyz/, [200, 503]],
  [/^GET \/metrics/, [401]],
  [/^HEAD \/webhooks\/intercom/, [200]],
  [/^POST \/webhooks\/intercom/, [401]],
  [/^POST \/operator\//, [403]],
  [/^GET \/console\/(?:sign-in|console\.css)/, [200]],
  // Without a password, or from another site's form.
  [/^POST \/console\/sign-in/, [401, 403]],
  [/^POST \/console\/sign-out/, [303, 403]],
  [/^GET \/console/, [303]],
]
const LARGEST_BODY = 2 * 1024 * 1024

const database = aDatabase()
const routes: RouteOptions[] = []
const set: { http?: ReturnType<typeof createHttp> } = {}

const KEY = 'k'.repeat(43)

beforeAll(async () => {
  const { log } = aLog()
  const db = database.db()
  const http = createHttp({
    store: {
      db,
      queueOptions: {},
      migrate: async () => {},
      ping: async () => {},
      close: async () => {},
    },
    log,
    intercom: {
      accessToken: 'a-token',
      clientSecret: 'a-secret',
      baseUrl: 'http://127.0.0.1:9',
      apiVersion: '2.16',
    },
    intercomAccess: { problem: () => undefined, warning: () => undefined },
    articles: 1,
    answering: () => undefined,
    fileModes: { mode: 'auto', topics: [] },
    door: {
      routes: createOperatorRoutes({ db, config: stageConfig({}), log }, KEY),
      open: () => {},
      close: () => {},
    },
    access: { kind: 'password', password: PASSWORD },
    publicUrl: PUBLIC,
    metrics: createMetrics(),
    readBacklog: async () => ({ conversations: 0, deadTurns: 0 }),
    metricsToken: 'a-token-for-metrics',
    readSetup: async () => aSetup(),
    hear: async () => {},
  })
  http.addHook('onRoute', (route) => void routes.push(route))
  await http.ready()
  set.http = http
})
afterAll(() => set.http?.close())

/** Every route with every method of it, as `GET /console`. */
const all = () =>
  routes.flatMap((route) =>
    [route.method].flat().map((method) => ({ method, url: route.url.replaceAll(/[:*]\w*/g, '1'), route })),
  )

const ask = async (method: string, url: string) => {
  if (!set.http) throw new Error('The routes are put together before the first test.')
  return set.http.inject({
    method: method === 'HEAD' ? 'HEAD' : method === 'POST' ? 'POST' : 'GET',
    url,
    headers: FAR,
  })
}

test('there are routes, and each method is one that a case names', () => {
  expect(all().length).toBeGreaterThan(12)
  const unnamed = all()
    .map(({ method, url }) => `${method} ${url}`)
    .filter(
      (name) =>
        !WITHOUT_A_SECRET.some(([pattern]) => pattern.test(name.replace(/^HEAD (?!\/webhooks)/, 'GET '))),
    )
  expect(unnamed).toEqual([])
})

test('none takes a body without a limit', () => {
  expect(all().filter(({ route }) => (route.bodyLimit ?? 0) > LARGEST_BODY)).toEqual([])
  expect(set.http?.initialConfig).toMatchObject({ bodyLimit: 64 * 1024, requestTimeout: 20_000 })
})

test('none tells somebody far away anything without a secret, and each sends the headers of a closed door', async () => {
  for (const { method, url } of all()) {
    const name = `${method} ${url}`
    const [, allowed = []] =
      WITHOUT_A_SECRET.find(([pattern]) => pattern.test(name.replace(/^HEAD (?!\/webhooks)/, 'GET '))) ?? []
    const { statusCode, headers, body } = await ask(method, url)
    expect([name, allowed.includes(statusCode) ? 'as told' : statusCode]).toEqual([name, 'as told'])
    expect([name, headers]).toEqual([
      name,
      expect.objectContaining({
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'strict-transport-security': expect.stringContaining('max-age='),
      }),
    ])
    expect(body).not.toMatch(/not connected|process_resident/)
  }
})

test('an address that no route answers is closed, too', async () => {
  const { statusCode, headers } = await ask('GET', '/somewhere')
  expect(statusCode).toBe(404)
  expect(headers['content-security-policy']).toContain("default-src 'none'")
})
