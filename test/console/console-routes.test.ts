import { describe, expect, test } from 'vitest'
import { ConversationId } from '../../src/domain/ids.ts'
import { askTurn } from '../../src/store/conversations.ts'
import { aConversation, REF } from '../support/builders.ts'
import { aConsole } from './a-console.ts'
import { aMind, aTurn } from './a-turn.ts'
import { deliver } from './deliver.ts'

const PATHS = [
  '/console',
  '/console/',
  '/console/console.css',
  '/console/conversations/100',
  '/console/setup',
  '/console/else',
]
const page = aConsole()

describe('the door of the console', () => {
  test.each(PATHS)('shows %s to nobody but this machine', async (url) => {
    const { db, http } = page()
    await aTurn(db)
    for (const headers of [{ host: 'evil.example' }, { host: 'localhost', 'x-forwarded-for': '127.0.0.1' }]) {
      const { statusCode, body } = await http.inject({ url, headers })
      expect(statusCode).toBe(403)
      expect(body).toContain('Only from this machine')
      expect(body).not.toContain('invoices')
    }
    const far = await http.inject({ url, headers: { host: 'localhost' }, remoteAddress: '10.0.0.7' })
    expect(far.statusCode).toBe(403)
  })

  test.each(PATHS)('lets no script run on %s, and nothing be kept', async (url) => {
    const { headers } = await page().http.inject({ url, headers: { host: 'localhost' } })
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none';style-src 'self';img-src 'self' data:;form-action 'self';base-uri 'none';frame-ancestors 'none'$/,
    )
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
  })

  test('says so in a friendly page when nobody has heard of a conversation', async () => {
    for (const path of ['/console/conversations/404', '/console/conversations/%20', '/console/elsewhere']) {
      const { status, page: body } = await page().get(path)
      expect(status).toBe(404)
      expect(body).toContain('Nothing here')
    }
  })

  test('says so in a friendly page when the database fails', async () => {
    const { http, db } = page()
    await db.execute('alter table conversation rename to gone')
    const { statusCode, body } = await http.inject({ url: '/console', headers: { host: 'localhost' } })
    await db.execute('alter table gone rename to conversation')
    expect(statusCode).toBe(500)
    expect(body).toContain('This page could not be made')
    expect(body).not.toContain('gone')
  })

  test('shows nothing of another workspace', async () => {
    const { db, get } = page()
    await aTurn(db)
    await db.execute(`update conversation set app_id = 'app2'`)
    expect((await get('/console/conversations/100')).status).toBe(404)
    expect((await get('/console')).page).toContain('Nobody has written yet')
  })
})

describe('the list', () => {
  test('names the newest conversations first, each with its last outcome and a link', async () => {
    const { db, get } = page()
    await deliver(db, await aTurn(db))
    const other = aConversation([], { id: ConversationId.parse('101') })
    await deliver(db, await aTurn(db, { conversation: other, mind: aMind({ relevance: 0.4 }) }))
    const ref = { ...REF, conversationId: ConversationId.parse('102') }
    await db.transaction((tx) => askTurn(tx, ref, { quietMs: 0, quietMaxMs: 0 }))
    const { status, page: body } = await get('/console')
    expect(status).toBe(200)
    const lines = [...body.matchAll(/href="\/console\/conversations\/(\d+)">([^<]+)</g)]
    expect(lines.map(([, id, outcome]) => [id, outcome])).toEqual([
      ['102', 'Not judged yet'],
      ['101', 'Handed off to the team'],
      ['100', 'Answered the contact'],
    ])
    expect(body).toContain('How do I export my invoices?')
    expect(body).toContain('waiting')
  })

  test('stops at fifty', async () => {
    const { db, get } = page()
    for (let id = 1; id <= 52; id += 1) {
      const ref = { ...REF, conversationId: ConversationId.parse(id) }
      // Further apart than the clock is coarse.
      const quietMs = id * 1_000
      await db.transaction((tx) => askTurn(tx, ref, { quietMs, quietMaxMs: quietMs }))
    }
    const { page: body } = await get('/console')
    expect(body.match(/class="line/g)).toHaveLength(50)
    expect(body).not.toContain('conversations/2"')
  })
})
