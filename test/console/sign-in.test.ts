import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { session } from '../../src/store/schema/sessions.ts'
import { aGuardedConsole, FAR, HERE, PASSWORD, PUBLIC } from './a-guarded-console.ts'

const guarded = aGuardedConsole({ kind: 'password', password: PASSWORD })
const { ask, db } = guarded

const FORM = { ...FAR, 'content-type': 'application/x-www-form-urlencoded', origin: PUBLIC }
const HERE_FORM = { ...HERE, 'content-type': FORM['content-type'], origin: 'http://localhost:3000' }
/** Every case has an address of its own, so that one does not use up the attempts of another. */
const peers: string[] = []
const aPeer = () => `198.51.100.${peers.push('one more')}`

const signIn = (
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
  remoteAddress = aPeer(),
) =>
  ask({
    method: 'POST',
    url: '/console/sign-in',
    remoteAddress,
    headers: { ...FORM, ...headers },
    payload: new URLSearchParams(fields).toString(),
  })

const signedIn = async () => (await signIn({ password: PASSWORD })).cookie

const PAGES = [
  '/console',
  '/console/',
  '/console/summaries',
  '/console/conversations/1?x=1',
  '/console/nowhere',
]

describe('with a password', () => {
  test.each(PAGES)('%s asks for it first, from here and from elsewhere', async (url) => {
    for (const headers of [FAR, HERE]) {
      const { status, location, page } = await ask({ url, headers })
      expect(status).toBe(303)
      expect(location).toBe(`/console/sign-in?next=${encodeURIComponent(url)}`)
      expect(page).not.toContain('Conversations')
    }
  })

  test('the sign-in page and its stylesheet are shown to everybody, and lead nowhere else', async () => {
    const { status, page } = await ask({ url: '/console/sign-in?next=/console/summaries' })
    expect(status).toBe(200)
    expect(page).toContain('name="next" value="/console/summaries"')
    expect(page).not.toContain('href="/console/summaries"')
    expect((await ask({ url: '/console/console.css' })).status).toBe(200)
  })

  test('the right one opens every page, also through a proxy, and goes where one wanted to go', async () => {
    const { status, location, cookie } = await signIn({ password: PASSWORD, next: '/console/summaries?x=1' })
    expect([status, location]).toEqual([303, '/console/summaries?x=1'])
    for (const headers of [FAR, HERE]) {
      const { status: shown, page } = await ask({ url: '/console', headers, cookie })
      expect(shown).toBe(200)
      expect(page).toContain('Nobody has written yet')
      expect(page).toContain('action="/console/sign-out"')
    }
    expect((await ask({ url: '/console/sign-in?next=/console/summaries', cookie })).location).toBe(
      '/console/summaries',
    )
  })

  test('an accented letter counts as the same however a keyboard makes it', async () => {
    expect((await signIn({ password: PASSWORD.normalize('NFD') })).status).toBe(303)
  })

  test.each([
    ['a wrong one', { password: 'correct horse battery' }],
    ['half of it', { password: PASSWORD.slice(0, 12) }],
    ['an empty one', { password: '' }],
    ['none', {}],
    ['a very long one', { password: 'x'.repeat(2_000) }],
  ])('%s is refused in the same words, and no session begins', async (_case, fields) => {
    const before = await db().$count(session)
    const { status, page, setCookie } = await signIn({ next: '/console/summaries', ...fields })
    expect(status).toBe(401)
    expect(page).toContain('This is not the password. Try again.')
    expect(page).toContain('value="/console/summaries"')
    expect(setCookie).toEqual([])
    expect(await db().$count(session)).toBe(before)
  })

  test('its cookie is for this host alone, no script reads it, and other sites do not send it', async () => {
    const { setCookie } = await signIn({ password: PASSWORD })
    expect(setCookie).toEqual([
      expect.stringMatching(
        /^__Host-firstline-session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      ),
    ])
  })

  test.each(['not-a-session', '', `${'x'.repeat(43)}`])('the cookie %j opens nothing', async (id) => {
    const { status } = await ask({ url: '/console', cookie: `__Host-firstline-session=${id}` })
    expect(status).toBe(303)
  })

  test('a session is kept as a hash, ends with its time, and makes room', async () => {
    const cookie = await signedIn()
    const rows = await db().select().from(session)
    expect(JSON.stringify(rows)).not.toContain(cookie?.split('=')[1])
    await db().execute(sql`update session set expires_at = clock_timestamp() - interval '1 second'`)
    expect((await ask({ url: '/console', cookie })).status).toBe(303)
    await signedIn()
    expect(await db().$count(session)).toBe(1)
  })

  test('signing out ends the session itself, not only its cookie', async () => {
    const cookie = await signedIn()
    const other = await signedIn()
    const { status, location, setCookie } = await ask({
      ...{ method: 'POST', url: '/console/sign-out', headers: FORM, cookie },
    })
    expect([status, location]).toEqual([303, '/console'])
    expect(setCookie[0]).toContain('Expires=Thu, 01 Jan 1970')
    expect((await ask({ url: '/console', cookie })).status).toBe(303)
    expect((await ask({ url: '/console', cookie: other })).status).toBe(200)
  })

  test('another password ends every session', async () => {
    const cookie = await signedIn()
    const { http } = guarded.open({ kind: 'password', password: 'quite another password' })
    const { statusCode } = await http.inject({ url: '/console', headers: { ...FAR, cookie } })
    expect(statusCode).toBe(303)
  })

  test('over plain http the cookie is one that a browser will keep', async () => {
    const { http } = guarded.open({ kind: 'password', password: PASSWORD }, 'http://127.0.0.1:3000')
    const { headers } = await http.inject({
      method: 'POST',
      url: '/console/sign-in',
      headers: HERE_FORM,
      payload: new URLSearchParams({ password: PASSWORD }).toString(),
    })
    expect(headers['set-cookie']).toMatch(/^firstline-session=[\w-]{43}; .*HttpOnly; SameSite=Lax$/)
    expect(headers['strict-transport-security']).toBeUndefined()
  })
})

describe('what another site makes a browser do', () => {
  test.each([
    ['a form of another site', { origin: 'https://evil.example' }],
    ['a form of a page that hides where it comes from', { origin: 'null' }],
    ['a form of another port', { origin: 'https://bot.example.com:8443' }],
    ['something that is no address', { origin: 'bot.example.com' }],
  ])('%s signs nobody in and nobody out', async (_case, headers) => {
    const cookie = await signedIn()
    const refused = await signIn({ password: PASSWORD }, headers)
    expect([refused.status, refused.setCookie]).toEqual([403, []])
    const signOut = {
      method: 'POST',
      url: '/console/sign-out',
      headers: { ...FORM, ...headers },
      cookie,
    } as const
    expect((await ask(signOut)).status).toBe(403)
    expect((await ask({ url: '/console', cookie })).status).toBe(200)
  })

  test('a request across sites without an origin is refused, too', async () => {
    const url = '/console/sign-out'
    const headers = { host: FAR.host, 'sec-fetch-site': 'cross-site' }
    expect((await ask({ method: 'POST', url, headers })).status).toBe(403)
  })

  test.each([
    ['the name that a proxy passes on', { host: '127.0.0.1:3000', origin: PUBLIC }],
    ['the name that was asked for', { host: 'inside.example:3000', origin: 'http://inside.example:3000' }],
  ])('a form of ours is known by %s', async (_case, headers) => {
    expect((await signIn({ password: PASSWORD }, headers)).status).toBe(303)
  })

  test.each([
    'https://evil.example/console',
    '//evil.example/console',
    '/\\evil.example/console',
    'javascript:alert(1)',
    '/console/../operator/switch-set',
    '/console/%2e%2e/operator',
    '/consolement',
    '/console/sign-out',
    '/console/sign-in?next=/console/sign-in',
    `/console/${'x'.repeat(3_000)}`,
    '',
  ])('signing in never leads to %s', async (next) => {
    expect((await signIn({ password: PASSWORD, next })).location).toBe('/console')
  })

  test('what stands in next is shown as text', async () => {
    const next = encodeURIComponent('/console/"><script>alert(1)</script>')
    expect((await ask({ url: `/console/sign-in?next=${next}` })).page).not.toContain('<script')
  })
})

describe('guessing', () => {
  test('is slowed down for whoever does it, and for nobody else', async () => {
    const peer = aPeer()
    const statuses = []
    for (let attempt = 0; attempt < 12; attempt += 1) {
      statuses.push((await signIn({ password: 'is it this one?' }, {}, peer)).status)
    }
    expect(statuses).toEqual([...Array(10).fill(401), 429, 429])
    const { status, page, headers } = await signIn({ password: PASSWORD }, {}, peer)
    expect([status, headers['retry-after'] !== undefined]).toEqual([429, true])
    expect(page).toContain('Too many attempts')
    expect((await signIn({ password: PASSWORD })).status).toBe(303)
    expect((await ask({ url: '/console/sign-in', remoteAddress: peer })).status).toBe(200)
  })

  test('by a proxy on this machine does not keep out who sits at it', async () => {
    for (let attempt = 0; attempt < 11; attempt += 1) await signIn({ password: 'guess' }, {}, '127.0.0.1')
    expect((await signIn({ password: PASSWORD }, {}, '127.0.0.1')).status).toBe(429)
    const { status } = await ask({
      method: 'POST',
      url: '/console/sign-in',
      headers: HERE_FORM,
      payload: new URLSearchParams({ password: PASSWORD }).toString(),
    })
    expect(status).toBe(303)
  })

  test.each([
    ['a body that is too large', { payload: `password=${'x'.repeat(9_000)}` }, 413],
    ['a body of another kind', { payload: '<a/>', headers: { ...FORM, 'content-type': 'text/xml' } }, 415],
  ])('with %s gets a page and no session', async (_case, more, expected) => {
    const { status, page } = await ask({
      ...{ method: 'POST', url: '/console/sign-in', remoteAddress: aPeer(), headers: FORM },
      ...more,
    })
    expect(status).toBe(expected)
    expect(page).toContain('This cannot be read')
  })

  test('leaves a line in the log, without the password or a cookie', async () => {
    const cookie = await signedIn()
    await signIn({ password: 'mistyped password' })
    const logged = guarded.lines().join('')
    expect(logged).toContain('console sign-in refused')
    expect(logged).toContain('console signed in')
    for (const secret of [PASSWORD, 'mistyped', cookie?.split('=')[1] ?? PASSWORD]) {
      expect(logged).not.toContain(secret)
    }
  })
})
