import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { sql } from 'drizzle-orm'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { DigestItem, DigestTotals } from '../../src/domain/digest.ts'
import { ConversationId } from '../../src/domain/ids.ts'
import { countTotals } from '../../src/pipeline/digest/count-totals.ts'
import { forgetConversation } from '../../src/store/conversations.ts'
import { storeDigest } from '../../src/store/digests.ts'
import { REF } from '../support/builders.ts'
import { aConsole } from './a-console.ts'

const page = aConsole()
const DAY = '2026-11-24'

beforeEach(() => page().db.execute(sql`truncate digest, digest_item`))

const anItem = (overrides: Partial<DigestItem> = {}): DigestItem => ({
  conversationId: REF.conversationId,
  contactName: 'Ana <b>Ruiz</b>',
  state: 'open',
  waitingSince: new Date('2026-11-24T02:00:00Z'),
  owner: { kind: 'admin', id: '2', name: 'Tom' },
  topic: 'billing',
  urgencies: ['legal_threat'],
  first: true,
  problem: 'Why <script>alert(1)</script> was I charged twice?',
  tried: 'Nothing yet.',
  nextStep: 'Answer it.',
  by: 'extractive',
  ...overrides,
})

const store = (date: string, items: readonly DigestItem[], totals: Partial<DigestTotals> = {}) =>
  storeDigest(
    page().db,
    { appId: REF.appId, date },
    {
      made: {
        timezone: 'Europe/Madrid',
        totals: { ...countTotals(items, { thanked: 0, unread: [], isComplete: true }), ...totals },
        items: items.map((item) => ({ item, read: [], forgottenAt: null })),
      },
      replace: false,
    },
  )

const other = anItem({
  conversationId: ConversationId.parse('101'),
  first: false,
  urgencies: [],
  owner: { kind: 'nobody' },
  waitingSince: null,
  by: 'model',
})

describe('the summaries', () => {
  test('are listed, newest first', async () => {
    await store('2026-11-23', [])
    await store(DAY, [anItem(), other])
    const { status, page: body } = await page().get('/console/summaries')
    expect(status).toBe(200)
    const days = [...body.matchAll(/href="\/console\/summaries\/([\d-]+)"/g)].map(([, day]) => day)
    expect(days).toEqual([DAY, '2026-11-23'])
    expect(body).toContain('2 unresolved conversations: 2 open, 0 snoozed past due, 1 unassigned.')
  })

  test('say so where there is none', async () => {
    expect((await page().get('/console/summaries')).page).toContain('No summary has been made yet')
    for (const day of ['2026-11-01', '2026-02-30', 'x']) {
      const { status, page: body } = await page().get(`/console/summaries/${day}`)
      expect(status).toBe(404)
      expect(body).toContain('There is no summary of this day')
    }
  })

  test('are linked from every page', async () => {
    for (const path of ['/console', '/console/summaries']) {
      expect((await page().get(path)).page).toContain('<a href="/console/summaries">Summaries</a>')
    }
  })
})

describe('one summary', () => {
  test('tells of each conversation what a colleague needs, and leads to it', async () => {
    await store(DAY, [anItem(), other], { unread: [{ conversationId: other.conversationId, because: 'x' }] })
    const { status, page: body } = await page().get(`/console/summaries/${DAY}`)
    expect(status).toBe(200)
    expect(body.indexOf('Need a person first')).toBeLessThan(body.indexOf('The others'))
    expect(body).toContain('href="/console/conversations/100"')
    for (const words of [
      'legal steps',
      'Tom',
      'billing',
      'Nothing yet.',
      'Answer it.',
      'has waited for',
      'unassigned',
    ])
      expect(body).toContain(words)
    expect(body).toContain('1 could not be read: 101.')
    expect(body).toContain('summarised by the model')
  })

  test('shows what people wrote as text, and nothing else', async () => {
    await store(DAY, [anItem()])
    const { page: body } = await page().get(`/console/summaries/${DAY}`)
    expect(body).toContain('Why &#60;script&#62;alert(1)&#60;/script&#62; was I charged twice?')
    expect(body).not.toMatch(/<script|<b>Ruiz/)
  })

  test('keeps no word of a conversation that was deleted', async () => {
    await store(DAY, [anItem(), other])
    await page().db.transaction((tx) => forgetConversation(tx, REF))
    const { page: body } = await page().get(`/console/summaries/${DAY}`)
    expect(body).toContain('>Erased</a>')
    expect(body.match(/charged twice/g)).toHaveLength(1)
  })

  test('shows nothing of another workspace', async () => {
    await store(DAY, [anItem()])
    await page().db.execute(sql`update digest set app_id = 'app2'`)
    expect((await page().get(`/console/summaries/${DAY}`)).status).toBe(404)
    expect((await page().get('/console/summaries')).page).not.toContain(DAY)
  })

  test('is for this machine only, and lets no script run', async () => {
    await store(DAY, [anItem()])
    for (const url of ['/console/summaries', `/console/summaries/${DAY}`]) {
      const far = await page().http.inject({ url, headers: { host: 'evil.example' } })
      expect(far.statusCode).toBe(403)
      expect(far.body).not.toContain('charged')
      const { headers } = await page().http.inject({ url, headers: { host: 'localhost' } })
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'/)
    }
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

  test('can be read by everybody, wide and narrow', async () => {
    const long = anItem({ conversationId: ConversationId.parse('102'), problem: 'x'.repeat(200) })
    await store(DAY, [anItem(), long, other])
    const { http } = page()
    const url = await http.listen({ port: 0, host: '127.0.0.1' })
    for (const width of [1280, 390]) {
      const context = await running[0]?.newContext({ viewport: { width, height: 844 } })
      const tab = await context?.newPage()
      if (!tab) throw new Error('no browser')
      for (const path of ['/console/summaries', `/console/summaries/${DAY}`]) {
        await tab.goto(`${url}${path}`)
        expect((await new AxeBuilder({ page: tab }).analyze()).violations).toEqual([])
        expect(await tab.evaluate('document.documentElement.scrollWidth')).toBe(width)
      }
    }
  })
})
