import { createHmac } from 'node:crypto'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aDatabase } from '../support/a-database.ts'
import { type AccessKind, aWholeService, type Route, SECRETS, type WholeService } from './a-whole-service.ts'

const database = aDatabase()
const KINDS = ['password', 'link', 'open'] as const
const opened = new Map<AccessKind, WholeService>()
beforeAll(async () => {
  for (const kind of KINDS) opened.set(kind, await aWholeService(database.store(), kind))
})
afterAll(() => Promise.all([...opened.values()].map(({ close }) => close())))

function service(kind: AccessKind): WholeService {
  const one = opened.get(kind)
  if (!one) throw new Error('The service is composed before the first test.')
  return one
}

const HERE = { remoteAddress: '127.0.0.1', headers: { host: 'localhost:3000' } }
const forwarded = (name: string, value: string) => ({
  ...HERE,
  headers: { ...HERE.headers, [name]: value },
})
const STRANGERS = [
  ['from elsewhere', { remoteAddress: '203.0.113.9', headers: { host: 'bot.example.com' } }],
  ['from elsewhere, saying localhost', { ...HERE, remoteAddress: '203.0.113.9' }],
  ['by a page of another name that leads here', { ...HERE, headers: { host: 'evil.example' } }],
  ['with Forwarded', forwarded('forwarded', 'for=127.0.0.1')],
  ['with X-Forwarded-For', forwarded('x-forwarded-for', '127.0.0.1')],
  ['with X-Forwarded-Host', forwarded('x-forwarded-host', 'localhost')],
  ['with X-Forwarded-Proto', forwarded('x-forwarded-proto', 'http')],
  ['with X-Real-IP', forwarded('x-real-ip', '127.0.0.1')],
  ['with Via', forwarded('via', '1.1 proxy')],
] as const

const nameOf = ({ method, path }: Route) => `${method} ${path}`

/** What takes strangers in. Whatever else there is, also a route that is added later, has to refuse them. */
const TO_EVERYBODY = [
  'GET /healthz',
  'HEAD /healthz',
  'GET /readyz',
  'HEAD /readyz',
  'HEAD /webhooks/intercom',
] as const
const WAY_IN = [
  'GET /console/console.css',
  'HEAD /console/console.css',
  'GET /console/sign-in',
  'HEAD /console/sign-in',
  'POST /console/sign-in',
  'POST /console/sign-out',
] as const
const OUTSIDE: Readonly<Record<AccessKind, readonly string[]>> = {
  password: [...TO_EVERYBODY, ...WAY_IN],
  link: TO_EVERYBODY,
  open: TO_EVERYBODY,
}

type Asked = Pick<InjectOptions, 'payload' | 'remoteAddress'> & {
  readonly headers: Readonly<Record<string, string>>
}
const ask = (kind: AccessKind, { method, url }: Pick<Route, 'method' | 'url'>, asked: Asked) =>
  service(kind).http.inject({ method, url, ...asked })
type Told = Awaited<ReturnType<typeof ask>>

const isRefused = ({ statusCode, headers }: Told): boolean =>
  statusCode === 401 ||
  statusCode === 403 ||
  (statusCode === 303 && String(headers.location).startsWith('/console/sign-in?'))

/** What lets in who asks so, besides that which takes strangers in anyway. */
async function opens(kind: AccessKind, asked: Asked): Promise<readonly string[]> {
  const closed = service(kind).routes.filter((one) => !OUTSIDE[kind].includes(nameOf(one)))
  const told = await Promise.all(
    closed.map(async (route) => [nameOf(route), await ask(kind, route, asked)] as const),
  )
  return told.filter(([, answer]) => !isRefused(answer)).map(([name]) => name)
}

/** Headers that an answer lacks. */
const missingHeaders = ({ headers }: Told): readonly string[] =>
  Object.entries({
    'content-security-policy': /^default-src 'none';(?!.*script-src)/,
    'x-content-type-options': /^nosniff$/,
    'x-frame-options': /^DENY$/i,
    'referrer-policy': /^same-origin$/,
    'strict-transport-security': /^max-age=\d{7,}$/,
    'cache-control': /^no-store$/,
  })
    .filter(([name, value]) => !value.test(String(headers[name])))
    .map(([name]) => name)

describe.each(KINDS)('of the service with a console by %s, every route', (kind) => {
  const routes = () => service(kind).routes

  test('is known by name where it takes strangers in', () => {
    const names = routes().map(nameOf)
    expect(names.length).toBeGreaterThan(20)
    expect(OUTSIDE[kind].filter((name) => !names.includes(name))).toEqual([])
  })

  test.each(STRANGERS)('refuses who asks %s without a secret', async (_who, stranger) => {
    expect(await opens(kind, stranger)).toEqual([])
  })

  test('sends the headers that browsers keep to, to everybody', async () => {
    const lacking: string[] = []
    for (const route of routes()) {
      for (const asked of [HERE, STRANGERS[0][1]]) {
        const missing = missingHeaders(await ask(kind, route, asked))
        if (missing.length > 0) lacking.push(`${nameOf(route)}: ${missing}`)
      }
    }
    const nowhere = await ask(kind, { method: 'GET', url: '/nowhere' }, HERE)
    expect([nowhere.statusCode, missingHeaders(nowhere), lacking]).toEqual([404, [], []])
  })

  test('takes so many bytes and no more', async () => {
    const taking = routes().filter(({ method }) => method === 'POST')
    expect(taking.map(({ path }) => path).toSorted()).toEqual(Object.keys(MOST_BYTES[kind]).toSorted())
    for (const route of taking) {
      const most = MOST_BYTES[kind][route.path] ?? 0
      const headers = fits(kind, route)
      const statusOf = (bytes: number) => post(kind, route, { headers, body: 'x'.repeat(bytes) })
      expect([route.path, await statusOf(most + 1)]).toEqual([route.path, 413])
      expect([route.path, await statusOf(most)]).not.toEqual([route.path, 413])
    }
  })

  test('is given up on when a request does not come to an end', () => {
    const { requestTimeout, headersTimeout, timeout, keepAliveTimeout } = service(kind).http.server
    expect({ requestTimeout, headersTimeout, timeout, keepAliveTimeout }).toEqual({
      requestTimeout: 20_000,
      headersTimeout: 10_000,
      timeout: 60_000,
      keepAliveTimeout: 72_000,
    })
  })
})

type Posted = { readonly headers: Readonly<Record<string, string>>; readonly body: string }

/** Commands set a limit on their socket, so that they need a real one. */
async function post(kind: AccessKind, route: Route, { headers, body }: Posted) {
  if (!route.path.startsWith('/operator/')) {
    return (await ask(kind, route, { ...HERE, headers: { ...headers, ...HERE.headers }, payload: body }))
      .statusCode
  }
  const answer = await fetch(`${service(kind).url}${route.url}`, { method: 'POST', headers, body })
  await answer.body?.cancel()
  return answer.status
}

const KB = 1024
const SERVICE = { '/webhooks/intercom': 2 * KB * KB, '/operator/:command': 64 * KB }
const MOST_BYTES: Readonly<Record<AccessKind, Readonly<Record<string, number>>>> = {
  password: { ...SERVICE, '/console/sign-in': 8 * KB, '/console/sign-out': 8 * KB },
  link: { ...SERVICE, '/console/sign-out': 8 * KB },
  open: SERVICE,
}

/** What a route wants to see before it looks at a body. */
const fits = (kind: AccessKind, { path }: Route): Readonly<Record<string, string>> =>
  path.startsWith('/operator/')
    ? { authorization: `Bearer ${service(kind).operatorKey}`, 'content-type': 'application/json' }
    : { 'content-type': 'application/x-www-form-urlencoded' }

describe('a secret opens its own door, and no other', () => {
  const [, FAR] = STRANGERS[0]
  const bearing = (token: string, from: Asked = FAR) => ({
    ...from,
    headers: { ...from.headers, authorization: `Bearer ${token}` },
  })
  test('METRICS_TOKEN: the metrics, and the details of readiness', async () => {
    expect(await opens('password', bearing(SECRETS.metricsToken))).toEqual(['GET /metrics', 'HEAD /metrics'])
    const readyz = { method: 'GET', url: '/readyz' } as const
    expect((await ask('password', readyz, bearing(SECRETS.metricsToken))).json()).toHaveProperty('checks')
    expect((await ask('password', readyz, FAR)).json()).toEqual({ ok: false })
  })

  test('CONSOLE_PASSWORD, once signed in: the pages', async () => {
    const signIn = { method: 'POST', url: '/console/sign-in' } as const
    const { headers } = await ask('password', signIn, {
      ...FAR,
      headers: { ...FAR.headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ password: SECRETS.consolePassword }).toString(),
    })
    const cookie = String(headers['set-cookie']).split(';')[0] ?? ''
    const letIn = await opens('password', { ...FAR, headers: { ...FAR.headers, cookie } })
    expect(letIn.length).toBeGreaterThan(8)
    expect(letIn.filter((name) => !/^(GET|HEAD) \/console/.test(name))).toEqual([])
    expect(await opens('password', bearing(SECRETS.consolePassword))).toEqual([])
  })

  test('the key of a data folder: commands, on this machine alone', async () => {
    const { operatorKey } = service('password')
    expect(await opens('password', bearing(operatorKey))).toEqual([])
    expect(await opens('password', bearing(operatorKey, STRANGERS[4][1]))).toEqual([])
    const route = { method: 'POST', path: '/operator/:command', url: '/operator/switch-show' } as const
    const headers = { authorization: `Bearer ${operatorKey}`, 'content-type': 'application/json' }
    // Known by the key, it says what is missing.
    expect(await post('password', route, { headers, body: '{}' })).toBe(400)
  })

  test('the client secret: what it has signed', async () => {
    const hook = { method: 'POST', url: '/webhooks/intercom' } as const
    const payload = JSON.stringify({
      type: 'notification_event',
      topic: 'ping',
      id: 'n1',
      app_id: 'a1',
      data: {},
    })
    const signed = (secret: string) => ({
      'content-type': 'application/json',
      'x-hub-signature': `sha1=${createHmac('sha1', secret).update(payload).digest('hex')}`,
    })
    const status = async (secret: string, from: Asked) =>
      (await ask('password', hook, { ...from, headers: { ...from.headers, ...signed(secret) }, payload }))
        .statusCode
    expect(await status(SECRETS.clientSecret, FAR)).not.toBe(401)
    expect(await status(SECRETS.metricsToken, HERE)).toBe(401)
    expect(await opens('password', bearing(SECRETS.clientSecret))).toEqual([])
  })

  test('being on this machine: metrics; neither commands nor, where there is a password, pages', async () => {
    expect(await opens('password', HERE)).toEqual(['GET /metrics', 'HEAD /metrics'])
  })
})
