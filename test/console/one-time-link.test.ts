import { describe, expect, test } from 'vitest'
import { createConsoleAccess } from '../../src/console/sign-in/console-access.ts'
import { aGuardedConsole, FAR, HERE } from './a-guarded-console.ts'

const next: string[] = []
const TOKEN = 'dG9rOmEtcmVhbC1vbmU='
const access = createConsoleAccess({
  password: undefined,
  accessToken: TOKEN,
  onNextKey: (key) => next.push(key),
})
const { ask, open } = aGuardedConsole(access, 'http://127.0.0.1:3000')
const here = (url: string, cookie?: string) => ask({ url, headers: HERE, cookie })
const key = () => (access.kind === 'link' ? access.key.current() : '')

describe('a real workspace and no password', () => {
  test('the console opens to nobody without the link, also on this machine', async () => {
    const { status, page } = await here('/console')
    expect(status).toBe(401)
    expect(page).toContain('Open it with the link')
    expect(page).not.toContain('/console/summaries')
  })

  test('the link opens it once, for one browser; the next one is told', async () => {
    const link = `/console/open/${key()}`
    const { status, location, cookie, setCookie } = await here(link)
    expect([status, location]).toEqual([303, '/console'])
    expect(setCookie[0]).toMatch(/HttpOnly; SameSite=Lax$/)
    expect((await here('/console', cookie)).status).toBe(200)
    const second = await here(link)
    expect([second.status, second.setCookie]).toEqual([403, []])
    expect(second.page).toContain('This link does not work')
    expect(next).toEqual([key()])
    expect(link).not.toContain(key())
  })

  test('who is in does not use up the next link by reloading', async () => {
    const { cookie } = await here(`/console/open/${key()}`)
    const before = key()
    expect((await here(`/console/open/${before}`, cookie)).location).toBe('/console')
    expect(key()).toBe(before)
  })

  test.each(['x', 'x'.repeat(43), '', `${'x'.repeat(300)}`])('the key %j opens nothing', async (guess) => {
    const { status, setCookie } = await here(`/console/open/${guess}`)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(setCookie).toEqual([])
  })

  test('neither link nor session is any good through a proxy', async () => {
    const { cookie } = await here(`/console/open/${key()}`)
    for (const url of ['/console', `/console/open/${key()}`]) {
      expect((await ask({ url, headers: FAR, cookie })).status).toBe(403)
    }
  })

  test('a session opened by the link ends when a password is set', async () => {
    const { cookie } = await here(`/console/open/${key()}`)
    const { http } = open({ kind: 'password', password: TOKEN })
    const { statusCode } = await http.inject({ url: '/console', headers: { ...HERE, cookie } })
    expect(statusCode).toBe(303)
  })
})

test('a sandbox needs neither: everything in it is invented', () => {
  expect(createConsoleAccess({ password: undefined, accessToken: 'sandbox-1' })).toEqual({ kind: 'open' })
  expect(createConsoleAccess({ password: 'a long password', accessToken: 'sandbox-1' }).kind).toBe('password')
})
