import { describe, expect, test } from 'vitest'
import { SENT_BY_TEST } from '../contract/watch-fetch.ts'
import { aConversation, aSandbox } from './a-sandbox.ts'

describe('access', () => {
  test('refuses a wrong token in Intercom’s envelope', async () => {
    const { sandbox } = await aSandbox()
    const headers = { Authorization: 'Bearer sandbox-wrong', ...SENT_BY_TEST }
    const response = await fetch(`${sandbox.url}/me`, { headers })
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual({
      type: 'error.list',
      request_id: expect.any(String),
      errors: [{ code: 'unauthorized', message: 'Access Token Invalid' }],
    })
  })

  test('says on every answer how many requests are left', async () => {
    const { api } = await aSandbox({ requestsPerWindow: 2 })
    const first = await api('GET', '/me')
    expect(first.headers.get('x-ratelimit-limit')).toBe('2')
    expect(first.headers.get('x-ratelimit-remaining')).toBe('1')
    expect(Number(first.headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1000 - 10)
  })

  test('refuses what goes over the limit of a window', async () => {
    const { api } = await aSandbox({ requestsPerWindow: 1, now: () => 1_000_000 })
    await api('GET', '/me')
    const second = await api('GET', '/me')
    expect([second.status, second.json.errors[0].code]).toEqual([429, 'rate_limit_exceeded'])
  })

  test('has new ids and secrets at every start', async () => {
    const [one, other] = [await aSandbox(), await aSandbox()]
    expect(one.sandbox.accessToken).toMatch(/^sandbox-/)
    for (const key of ['appId', 'accessToken', 'clientSecret', 'botAdminId'] as const) {
      expect(one.sandbox[key]).not.toBe(other.sandbox[key])
    }
  })

  test('answers unknown routes with the envelope', async () => {
    const { api } = await aSandbox()
    const { status, json } = await api('GET', '/companies')
    expect([status, json.type]).toEqual([404, 'error.list'])
  })
})

describe('people', () => {
  test('tells whose token it is, in which workspace', async () => {
    const { api, sandbox, maya } = await aSandbox()
    const { json } = await api('GET', '/me')
    expect(json).toMatchObject({ type: 'admin', id: maya.id, has_inbox_seat: true })
    expect(json.app).toMatchObject({ id_code: sandbox.appId, region: 'US', timezone: 'Europe/Dublin' })
  })

  test('lists admins and teams, and shows each', async () => {
    const { api, sandbox } = await aSandbox()
    const { json } = await api('GET', '/teams')
    expect(json.teams.map(({ name }: { name: string }) => name)).toEqual(['Support', 'Billing', 'Bot'])
    expect((await api('GET', `/teams/${sandbox.handOffTeamId}`)).json.name).toBe('Support')
    expect((await api('GET', `/admins/${sandbox.botAdminId}`)).json.name).toBe('Lumi (bot)')
    expect((await api('GET', '/admins/1')).json.errors[0].code).toBe('admin_not_found')
  })

  test('finds a contact by e-mail', async () => {
    const { api, ana } = await aSandbox()
    const query = { field: 'email', operator: '=', value: ana.email }
    const { json } = await api('POST', '/contacts/search', { query })
    expect(json.data.map(({ id }: { id: string }) => id)).toEqual([ana.id])
    expect((await api('GET', `/contacts/${ana.id}`)).json.role).toBe('user')
  })
})

describe('reading a conversation', () => {
  test('shows the first message in the source, unassigned, waiting', async () => {
    const { read, ana, id } = await aConversation()
    expect(await read()).toMatchObject({
      type: 'conversation',
      id,
      state: 'open',
      open: true,
      admin_assignee_id: 0,
      team_assignee_id: 0,
      waiting_since: expect.any(Number),
      source: {
        type: 'conversation',
        delivered_as: 'customer_initiated',
        body: '<p>Hola, ¿y mi factura?</p>',
        author: { type: 'user', id: ana.id, name: 'Ana Ruiz' },
      },
      contacts: { contacts: [{ type: 'contact', id: ana.id }] },
      conversation_parts: { type: 'conversation_part.list', conversation_parts: [], total_count: 0 },
    })
  })

  test('gives plain text on request', async () => {
    const html = '<p>See <a href="https://a.example/b">this</a></p><ul><li>one</li><li>two</li></ul>'
    const { api, id } = await aConversation({}, { html })
    const { json } = await api('GET', `/conversations/${id}?display_as=plaintext`)
    expect(json.source.body).toBe('See this (https://a.example/b)\n\n- one\n- two')
  })

  test('knows leads without name or e-mail, e-mail conversations and bodies of any size and script', async () => {
    const { api, play, lead } = await aSandbox()
    const body = '請問發票 🙂 <b>&amp;'.repeat(8_000)
    const started = await play('/conversations', { contact_id: lead.id, body, channel: 'email' })
    const { json } = await api('GET', `/conversations/${started.json.conversation_id}?display_as=plaintext`)
    expect(json.source).toMatchObject({
      type: 'email',
      body,
      author: { type: 'lead', name: null, email: null },
    })
    expect(json.channel.initial).toBe('email')
  })

  test('holds only the newest 500 parts', async () => {
    const { api, play, id, read } = await aConversation()
    for (let n = 0; n < 502; n += 1) await play(`/conversations/${id}/contact`, { body: `message ${n}` })
    const { conversation_parts } = await read()
    expect(conversation_parts.conversation_parts).toHaveLength(500)
    expect(conversation_parts.conversation_parts.at(-1).body).toBe('<p>message 501</p>')
    expect(conversation_parts.total_count).toBe(502)
    expect((await api('GET', '/conversations')).json.conversations[0].conversation_parts).toBeUndefined()
  })

  test('answers 404 for one that is unknown or deleted', async () => {
    const { api, play, id } = await aConversation()
    await play(`/conversations/${id}/delete`)
    const { status, json } = await api('GET', `/conversations/${id}`)
    expect([status, json.errors[0].code]).toEqual([404, 'not_found'])
  })
})
