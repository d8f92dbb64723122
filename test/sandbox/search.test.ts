import { describe, expect, test } from 'vitest'
import { aConversation, aSandbox, type Shape } from './a-sandbox.ts'

const idsOf = (list: Shape): string[] => list.conversations.map(({ id }: { id: string }) => id)

const threeConversations = async () => {
  const box = await aSandbox()
  const start = async (created_at: number, more: object = {}): Promise<string> =>
    (await box.play('/conversations', { contact_id: box.ana.id, body: 'Hola', created_at, ...more })).json
      .conversation_id
  const old = await start(1_700_000_000)
  const email = await start(1_700_000_100, { channel: 'email', contact_id: box.lead.id })
  const closed = await start(1_700_000_200)
  await box.play(`/conversations/${closed}/close`, { by_admin_id: box.maya.id, created_at: 1_700_000_300 })
  const search = async (query: object, pagination?: object) =>
    box.api('POST', '/conversations/search', { query, pagination })
  return { ...box, old, email, closed, search }
}

describe('a search', () => {
  test('lists what was updated last first, without parts', async () => {
    const { old, email, closed, search } = await threeConversations()
    const { json } = await search({ field: 'created_at', operator: '>', value: '1306054154' })
    expect(json).toMatchObject({
      type: 'conversation.list',
      total_count: 3,
      pages: { type: 'pages', total_pages: 1 },
    })
    expect(idsOf(json)).toEqual([closed, email, old])
    expect(json.conversations[0].conversation_parts).toBeUndefined()
  })

  test('nests groups of filters', async () => {
    const { old, email, search } = await threeConversations()
    const open = { field: 'open', operator: '=', value: true }
    const early = { field: 'waiting_since', operator: '<', value: 1_700_000_000 }
    const mail = { field: 'source.type', operator: 'IN', value: ['email', 'sms'] }
    const { json } = await search({
      operator: 'AND',
      value: [open, { operator: 'OR', value: [early, mail] }],
    })
    expect(idsOf(json)).toEqual([email, old])
  })

  test.each([
    ['state', '=', 'closed', ['closed']],
    ['state', '!=', 'closed', ['email', 'old']],
    ['source.type', 'NIN', ['email'], ['closed', 'old']],
    ['admin_assignee_id', '=', 0, ['closed', 'email', 'old']],
    ['statistics.last_contact_reply_at', '>', 1_700_000_200, ['closed']],
    ['updated_at', '>', 1_700_000_100, ['closed', 'email']],
    ['source.body', '=', 'hola', []],
    ['source.body', '=', 'Hola', ['closed', 'email', 'old']],
  ] as const)('finds by %s %s %s', async (field, operator, value, names) => {
    const box = await threeConversations()
    const { json } = await box.search({ field, operator, value })
    expect(idsOf(json)).toEqual(names.map((name) => box[name]))
  })

  test('finds by contact', async () => {
    const { email, lead, search } = await threeConversations()
    expect(idsOf((await search({ field: 'contact_ids', operator: '=', value: lead.id })).json)).toEqual([
      email,
    ])
  })

  test('goes on from a cursor until there is none', async () => {
    const { old, email, closed, search, api } = await threeConversations()
    const all = { field: 'created_at', operator: '>', value: 0 }
    const first = (await search(all, { per_page: 2 })).json
    expect(idsOf(first)).toEqual([closed, email])
    const { starting_after } = first.pages.next
    const second = (await search(all, { per_page: 2, starting_after })).json
    expect([idsOf(second), second.pages.next]).toEqual([[old], undefined])
    const listed = await api('GET', `/conversations?per_page=2&starting_after=${starting_after}`)
    expect(idsOf(listed.json)).toEqual([old])
  })

  test.each([
    ['an unknown field', { field: 'mood', operator: '=', value: 'good' }],
    ['a date that is none', { field: 'created_at', operator: '>', value: 'foobar' }],
    [
      'sixteen filters',
      { operator: 'AND', value: Array(16).fill({ field: 'open', operator: '=', value: true }) },
    ],
  ])('refuses %s', async (_name, query) => {
    const { api } = await aConversation()
    const { status, json } = await api('POST', '/conversations/search', { query })
    expect([status, json.type]).toEqual([400, 'error.list'])
  })

  test('refuses pages of more than 150', async () => {
    const { search } = await threeConversations()
    expect((await search({ field: 'open', operator: '=', value: true }, { per_page: 151 })).status).toBe(400)
  })
})
