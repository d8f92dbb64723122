import { describe, expect, test } from 'vitest'
import { aConversation, aSandbox } from './a-sandbox.ts'
import { aService, expectedSignature } from './a-service.ts'

describe('a notification', () => {
  test('is signed over its raw body and carries the first message as plain text', async () => {
    const service = await aService()
    const { sandbox, id } = await aConversation({ serviceUrl: service.url })
    const [created] = await service.heard(1)
    expect(created).toMatchObject({
      type: 'notification_event',
      id: expect.stringMatching(/^notif_[0-9a-f-]{36}$/),
      topic: 'conversation.user.created',
      app_id: sandbox.appId,
      delivery_attempts: 1,
      self: null,
      data: {
        type: 'notification_event_data',
        item: { type: 'conversation', id, source: { body: 'Hola, ¿y mi factura?' } },
      },
    })
    expect(created.data.item.conversation_parts.conversation_parts).toEqual([])
    const [sent] = service.received
    expect(sent?.signature).toBe(expectedSignature(sent?.raw ?? '', sandbox.clientSecret))
    expect(sent?.agent).toBe('intercom-parrot-service-client/1.0')
  })

  test('holds only the new part', async () => {
    const service = await aService()
    const { play, id } = await aConversation({ serviceUrl: service.url })
    await play(`/conversations/${id}/contact`, { body: 'uno' })
    await play(`/conversations/${id}/contact`, { body: 'dos' })
    const heard = await service.heard(3)
    const bodies = heard
      .filter(({ topic }) => topic === 'conversation.user.replied')
      .map(({ data }) =>
        data.item.conversation_parts.conversation_parts.map(({ body }: { body: string }) => body),
      )
    expect(bodies.sort()).toEqual([['dos'], ['uno']])
  })

  test('echoes what is written through the API', async () => {
    const service = await aService()
    const { api, id, sandbox } = await aConversation({ serviceUrl: service.url })
    const admin_id = sandbox.botAdminId
    await service.heard(1)
    await api('POST', `/conversations/${id}/reply`, {
      message_type: 'comment',
      type: 'admin',
      admin_id,
      body: 'Hi',
    })
    await service.heard(2)
    await api('POST', `/conversations/${id}/reply`, {
      message_type: 'note',
      type: 'admin',
      admin_id,
      body: 'Note',
    })
    await service.heard(3)
    const assignee_id = sandbox.handOffTeamId
    await api('POST', `/conversations/${id}/parts`, {
      message_type: 'assignment',
      type: 'team',
      admin_id,
      assignee_id,
    })
    await service.heard(4)
    expect(service.topics()).toEqual([
      'conversation.user.created',
      'conversation.admin.replied',
      'conversation.admin.noted',
      'conversation.admin.assigned',
    ])
  })

  test('of a conversation that became a ticket comes twice, with two ids of one part', async () => {
    const service = await aService()
    const { play, id, read } = await aConversation({ serviceUrl: service.url })
    await service.heard(1)
    await play(`/conversations/${id}/convert`)
    await play(`/conversations/${id}/contact`, { body: 'Hola?' })
    const heard = (await service.heard(3)).slice(1)
    const parts = Object.fromEntries(
      heard.map(({ topic, data: { item } }) => [
        topic,
        (item.conversation_parts?.conversation_parts ?? item.ticket_parts?.ticket_parts)?.[0],
      ]),
    )
    const [mine, twin] = [parts['conversation.user.replied'], parts['ticket.contact.replied']]
    expect([mine.body, twin.body]).toEqual(['Hola?', 'Hola?'])
    expect([mine.created_at, mine.author.id]).toEqual([twin.created_at, twin.author.id])
    const conversation = await read()
    const readable = conversation.conversation_parts.conversation_parts.map((part: { id: string }) => part.id)
    expect(readable).toEqual([mine.id])
    expect(readable).not.toContain(twin.id)
    expect(conversation.linked_objects.data).toMatchObject([{ type: 'ticket', category: 'Customer' }])
  })

  test('is pinged', async () => {
    const service = await aService()
    const { play } = await aSandbox({ serviceUrl: service.url })
    await play('/ping')
    expect((await service.heard(1))[0].topic).toBe('ping')
  })

  test('of a deleted conversation says little more than its id', async () => {
    const service = await aService()
    const { play, id } = await aConversation({ serviceUrl: service.url })
    await service.heard(1)
    await play(`/conversations/${id}/delete`)
    expect((await service.heard(2))[1]).toMatchObject({
      topic: 'conversation.deleted',
      data: { item: { type: 'conversation', id, deleted: true } },
    })
  })

  test('goes to a service that got its address later', async () => {
    const service = await aService()
    const { sandbox, play } = await aSandbox()
    sandbox.setServiceUrl(`${service.url}/`)
    await play('/ping')
    await service.heard(1)
  })
})

describe('a delivery', () => {
  test('is tried once more, under the same id', async () => {
    const service = await aService([503])
    const { state } = await aConversation({ serviceUrl: service.url, retryAfterMs: 20 })
    const [first, second] = await service.heard(2)
    expect(second).toMatchObject({ id: first.id, delivery_attempts: 2, first_sent_at: first.first_sent_at })
    await expect.poll(async () => (await state()).deliveries[0].state).toBe('delivered')
    expect((await state()).deliveries[0]).toMatchObject({ attempts: 2, results: [503, 200] })
  })

  test('is lost after the second failure', async () => {
    const service = await aService([500, 500])
    const { state } = await aConversation({ serviceUrl: service.url, retryAfterMs: 20 })
    await service.heard(2)
    await expect.poll(async () => (await state()).deliveries[0].state).toBe('failed')
  })

  test('ends for good with a 410', async () => {
    const service = await aService([410])
    const { play, state, id } = await aConversation({ serviceUrl: service.url, retryAfterMs: 20 })
    await expect.poll(async () => (await state()).deliveries[0].state).toBe('failed')
    await play(`/conversations/${id}/contact`, { body: '¿Hola?' })
    await expect.poll(async () => (await state()).deliveries[1].state).toBe('disabled')
    expect(service.received).toHaveLength(1)
  })

  test('repeats the same notification on request', async () => {
    const service = await aService()
    await aConversation({ serviceUrl: service.url }, { deliver: { times: 3 } })
    const heard = await service.heard(3)
    expect(new Set(heard.map(({ id }) => id)).size).toBe(1)
  })

  test('gets lost on request', async () => {
    const service = await aService()
    const { play, id, state } = await aConversation({ serviceUrl: service.url }, { deliver: { drop: true } })
    await play(`/conversations/${id}/contact`, { body: '¿Hola?' })
    await service.heard(1)
    expect(service.topics()).toEqual(['conversation.user.replied'])
    expect((await state()).deliveries[0]).toMatchObject({ state: 'lost', attempts: 0 })
  })

  test('can be overtaken by a later one', async () => {
    const service = await aService()
    const { play, id } = await aConversation({ serviceUrl: service.url }, { deliver: { delay_ms: 300 } })
    await play(`/conversations/${id}/contact`, { body: '¿Hola?' })
    await service.heard(2)
    expect(service.topics()).toEqual(['conversation.user.replied', 'conversation.user.created'])
  })
})
