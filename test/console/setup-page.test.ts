import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SetupFacts } from '../../src/console/setup/setup-facts.ts'
import { AdminId, AppId } from '../../src/domain/ids.ts'
import { aConsole } from './a-console.ts'
import { aSetup, first, heard } from './a-setup.ts'

const shown: { facts: SetupFacts } = { facts: aSetup() }
const page = aConsole(undefined, async () => shown.facts)

const FRESH = aSetup({ heard: [], firsts: {}, publicUrl: 'http://127.0.0.1:3000' })

/** Shows these facts to a browser on this machine. */
async function open(facts: SetupFacts, path = '/console/setup') {
  shown.facts = facts
  const { headers, body, statusCode } = await page().http.inject({
    url: path,
    headers: { host: 'localhost:3000' },
  })
  return { headers, status: statusCode, body: body.replaceAll(/\s+/g, ' ') }
}

describe('the setup page', () => {
  test('turns its lines green and falls silent when all is well', async () => {
    const { headers, body, status } = await open(aSetup())
    expect(status).toBe(200)
    expect(body).toContain('Everything is connected.')
    expect(body.match(/class="setup-step done"/g)).toHaveLength(12)
    expect(body).not.toMatch(/setup-step (wrong|todo|waiting|later)/)
    expect(headers).not.toHaveProperty('refresh')
  })

  test('looks again by itself while something is missing, until the reader says stop', async () => {
    const { headers, body } = await open(FRESH)
    expect(headers['refresh']).toBe('5; url=/console/setup')
    expect(body).toContain('5 of 12 steps are done.')
    expect(body).toContain('<code>http://127.0.0.1:3000/webhooks/intercom</code>')
    const stopped = await open(FRESH, '/console/setup?again=no')
    expect(stopped.headers).not.toHaveProperty('refresh')
    expect(stopped.body).toContain('Look again by itself')
    expect((await open(FRESH, '/console/setup?again=perhaps')).headers).toHaveProperty('refresh')
  })

  test('leads to the conversation in which it happened first', async () => {
    const { body } = await open(aSetup({ firsts: { turn: { ...first, conversationId: 'a/b' } } }))
    expect(body).toContain('href="/console/conversations/a%2Fb"')
  })

  test('says what the bot may do, and for whom', async () => {
    const pilot = (contacts: number, share: number) =>
      open(aSetup({ boldestMode: 'suggest', pilot: { contacts: Array(contacts).fill('c'), share } }))
    expect((await open(aSetup())).body).toContain('may do at most: <b>auto</b>.')
    expect((await pilot(2, 0.1)).body).toContain(
      '<b>suggest</b> for 2 listed contacts and 10 % of all others;',
    )
    expect((await pilot(1, 0)).body).toContain('for 1 listed contact; for everybody else it writes nothing.')
    expect((await pilot(0, 0.005)).body).toContain('for 0.5 % of all contacts;')
  })

  test('says when it is a sandbox', async () => {
    const { body } = await open(aSetup({ isSandbox: true, apiUrl: 'http://127.0.0.1:3001' }))
    expect(body).toContain('This is a sandbox')
    expect(body).toContain('<a href="http://127.0.0.1:3001">')
  })

  test('escapes what people named things', async () => {
    const name = '<script>alert(1)</script>'
    const me = { appId: AppId.parse('app1'), appName: name, adminId: AdminId.parse('1') }
    const { botAdminId: _none, ...facts } = aSetup({
      me: { kind: 'known', value: me },
      admins: { kind: 'known', value: [{ id: AdminId.parse('1'), name: `\`${name}` }] },
      heard: heard('ping'),
    })
    const { body } = await open(facts)
    expect(body).toContain('&#60;script&#62;alert(1)')
    expect(body).not.toContain('<script')
  })

  test('is found from every page, and above all from an empty list', async () => {
    expect((await page().get('/console/summaries')).page).toContain('href="/console/setup"')
    expect((await page().get('/console')).page).toMatch(
      /Nobody has written yet\. <a href="\/console\/setup">Setup<\/a> shows what is still missing/,
    )
  })
})

const executablePath = '/usr/bin/chromium'

describe.skipIf(!existsSync(executablePath))('in a browser', () => {
  const running: Browser[] = []
  beforeAll(async () => {
    running.push(
      await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] }),
    )
  })
  afterAll(async () => {
    await running[0]?.close()
  })

  test('can be read by everybody, wide and narrow, and turns green without a hand', async () => {
    const { botAdminId: _none, ...lacking } = FRESH
    const url = await page().http.listen({ port: 0, host: '127.0.0.1' })
    const waiting = await running[0]?.newPage()
    shown.facts = FRESH
    await waiting?.goto(`${url}/console/setup`)
    for (const width of [1280, 390]) {
      const context = await running[0]?.newContext({ viewport: { width, height: 844 } })
      const tab = await context?.newPage()
      if (!tab) throw new Error('no browser')
      for (const facts of [lacking, aSetup({ handOffTeamId: '5', boldestMode: 'suggest', firsts: {} })]) {
        shown.facts = facts
        await tab.goto(`${url}/console/setup?again=no`)
        expect((await new AxeBuilder({ page: tab }).analyze()).violations).toEqual([])
        expect(await tab.evaluate('document.documentElement.scrollWidth')).toBe(width)
      }
    }
    shown.facts = aSetup()
    await waiting?.getByText('Everything is connected.').waitFor()
  })
})
