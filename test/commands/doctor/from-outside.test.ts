import { createServer } from 'node:http'
import { once } from 'node:events'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { checkPort, isFirstline } from '../../../src/commands/doctor/check-port.ts'
import { checkPublicAddress } from '../../../src/commands/doctor/check-public-address.ts'
import { readIntercom } from '../../../src/commands/doctor/read-intercom.ts'
import { REGION_URLS } from '../../../src/config/parse-config.ts'
import { anError, CONFIG } from '../../intercom/an-intercom.ts'

const server = setupServer()
const asked: string[] = []
server.events.on('request:start', ({ request }) => void asked.push(`${request.method} ${request.url}`))
beforeAll(() => server.listen({ onUnhandledFrame: 'bypass' }))
afterEach(() => {
  server.resetHandlers()
  asked.length = 0
})
afterAll(() => server.close())

describe('a token that is refused', () => {
  const me = { id: '1', app: { id_code: 'abc123', region: 'EU' } }
  const read = (config: Parameters<typeof readIntercom>[0]) => readIntercom(config, { withTags: false })
  const refuses = (url: string) => http.get(`${url}/me`, () => anError(401, 'unauthorized'))

  test('is tried in the other regions, by reading alone', async () => {
    server.use(
      refuses(REGION_URLS.us),
      refuses(REGION_URLS.au),
      http.get(`${REGION_URLS.eu}/me`, () => HttpResponse.json(me)),
    )
    const reading = await read({ ...CONFIG, region: 'us', baseUrl: REGION_URLS.us })
    expect(reading).toMatchObject({ worksIn: 'eu', me: { kind: 'failed' }, admins: { kind: 'not_asked' } })
    const everywhere = [REGION_URLS.au, REGION_URLS.eu, REGION_URLS.us].map((url) => `GET ${url}/me`)
    expect(asked.toSorted()).toEqual(everywhere)
  })

  test('that no region knows is only refused', async () => {
    server.use(...Object.values(REGION_URLS).map(refuses))
    const reading = await read({ ...CONFIG, region: 'eu', baseUrl: REGION_URLS.eu })
    expect(reading).not.toHaveProperty('worksIn')
  })

  test.each([
    ['with a region', { region: 'us' as const }],
    ['without one', {}],
  ])('at an address set by hand is shown to nobody else, %s', async (_case, more) => {
    server.use(refuses(CONFIG.baseUrl))
    await read({ ...CONFIG, ...more })
    expect(asked).toEqual([`GET ${CONFIG.baseUrl}/me`])
  })
})

describe('the public address', () => {
  const BOT = 'https://bot.example'
  const heads = (status: number) =>
    http.head(
      `${BOT}/webhooks/intercom`,
      () => new HttpResponse(null, { status, headers: { location: '/x' } }),
    )
  const judge = async (url: string, isReal = true) =>
    (await checkPublicAddress(url, isReal)).map(({ level, found }) => `${level}: ${found}`)

  test.each([
    [200, 'ok: HEAD https://bot.example/webhooks/intercom answers 200'],
    [302, 'fail: HEAD https://bot.example/webhooks/intercom answers 302, a redirect'],
    [404, 'fail: HEAD https://bot.example/webhooks/intercom answers 404, not 200'],
    [502, 'warn: HEAD https://bot.example/webhooks/intercom answers 502'],
  ])('that answers %i', async (status, said) => {
    server.use(heads(status))
    expect(await judge(BOT)).toEqual([said])
    expect(asked).toEqual([`HEAD ${BOT}/webhooks/intercom`])
  })

  test('that nobody answers at', async () => {
    server.use(http.head(`${BOT}/webhooks/intercom`, () => HttpResponse.error()))
    expect(await judge(BOT)).toEqual([
      expect.stringMatching(/^fail: https:\/\/bot\.example cannot be reached/),
    ])
  })

  test('that is not https is refused by Intercom, whether it answers or not', async () => {
    server.use(http.head('http://bot.example/webhooks/intercom', () => new HttpResponse()))
    expect(await judge('http://bot.example')).toEqual([
      expect.stringMatching(/^fail: http:\/\/bot\.example: not https/),
      expect.stringMatching(/^ok: /),
    ])
    expect(await judge('http://bot.example', false)).toHaveLength(1)
  })

  test.each(['http://127.0.0.1:3000', 'http://localhost:3000', 'http://[::1]:3000'])(
    'on loopback (%s) is enough for a sandbox, and is not asked',
    async (url) => {
      expect(await judge(url, false)).toEqual([expect.stringMatching(/^ok: .* enough for a sandbox/)])
      expect(await judge(url)).toEqual([expect.stringMatching(/^warn: .* nobody but this machine/)])
      expect(asked).toEqual([])
    },
  )
})

/** A program that listens on a free port, and says `body` to everybody. */
async function aListener(body: string): Promise<number> {
  const listener = createServer((_request, response) => response.end(body)).listen(0, '127.0.0.1')
  await once(listener, 'listening')
  onTestFinished(() => void listener.close())
  const address = listener.address()
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}

describe('a port', () => {
  const judge = async (host: string, port: number) => {
    const facts = {
      check: 'Port',
      host,
      port,
      variable: 'PORT',
      ours: 'Firstline itself',
      isOurs: isFirstline,
    }
    return (await checkPort(facts)).map(({ level, found }) => `${level}: ${found}`)
  }

  test('of our own service, and of somebody else', async () => {
    const [ours, other] = [await aListener('{"ok":true}'), await aListener('<h1>hello</h1>')]
    expect(await judge('127.0.0.1', ours)).toEqual([`ok: Firstline itself answers at 127.0.0.1:${ours}`])
    expect(await judge('127.0.0.1', other)).toEqual([`fail: another program listens at 127.0.0.1:${other}`])
    expect(await judge('0.0.0.0', ours)).toEqual([`ok: Firstline itself answers at 0.0.0.0:${ours}`])
  })

  test('that is free, or left to the system', async () => {
    expect(await judge('127.0.0.1', 0)).toEqual(['ok: any free port'])
    const [free] = await judge('127.0.0.1', 1_024 + (process.pid % 60_000))
    expect(free).toMatch(/^ok: 127\.0\.0\.1:\d+ is free$/)
  })

  test('of a host that is not this machine', async () => {
    expect(await judge('192.0.2.1', 3_000)).toEqual(['fail: 192.0.2.1 is no address of this machine'])
  })
})
