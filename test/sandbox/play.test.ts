import { describe, expect, test } from 'vitest'
import { aConversation, aSandbox } from './a-sandbox.ts'
import { aService } from './a-service.ts'

describe('a teammate', () => {
  test.each([
    ['close', { close: true }, 'conversation.admin.closed'],
    ['assignment', 'team', 'conversation.admin.assigned'],
  ])('lets the text ride on a %s, and only that is announced', async (part_type, how, topic) => {
    const service = await aService()
    const { play, id, maya, billing, read } = await aConversation({ serviceUrl: service.url })
    await service.heard(1)
    const riding = how === 'team' ? { assign: { type: 'team', id: billing.id } } : how
    await play(`/conversations/${id}/admin`, {
      admin_id: maya.id,
      body: 'Done',
      kind: 'comment',
      with: riding,
    })
    const [, heard] = await service.heard(2)
    expect(heard.topic).toBe(topic)
    expect(heard.data.item.conversation_parts.conversation_parts).toMatchObject([{ part_type, body: 'Done' }])
    const { conversation_parts } = await read()
    expect(conversation_parts.conversation_parts).toMatchObject([{ part_type, body: '<p>Done</p>' }])
  })

  test('reopens a closed conversation with the text on the part that opens it', async () => {
    const { play, id, maya, read } = await aConversation()
    await play(`/conversations/${id}/close`, { by_admin_id: maya.id })
    const attachments = [{ name: 'guide.png', url: 'https://files.example/guide.png' }]
    await play(`/conversations/${id}/admin`, { admin_id: maya.id, body: 'One more thing', attachments })
    const { state, conversation_parts } = await read()
    expect(state).toBe('open')
    expect(conversation_parts.conversation_parts.at(-1)).toMatchObject({
      part_type: 'open',
      body: '<p>One more thing</p>',
      attachments: [{ name: 'guide.png' }],
    })
  })

  test('starts a conversation with a contact, who is not waiting then', async () => {
    const service = await aService()
    const { play, ana, maya, api } = await aSandbox({ serviceUrl: service.url })
    const { json } = await play('/conversations', {
      contact_id: ana.id,
      body: 'Hi Ana',
      initiated_by_admin: maya.id,
    })
    expect((await api('GET', `/conversations/${json.conversation_id}`)).json).toMatchObject({
      waiting_since: null,
      source: { delivered_as: 'admin_initiated', author: { type: 'admin', id: maya.id } },
    })
    expect((await service.heard(1))[0].topic).toBe('conversation.admin.single.created')
  })
})

describe('a contact', () => {
  test('sends a file without a word', async () => {
    const attachments = [{ name: 'receipt.png', url: 'https://files.example/receipt.png' }]
    const { read } = await aConversation({}, { body: '', attachments })
    expect((await read()).source).toMatchObject({
      body: '',
      attachments: [{ type: 'upload', name: 'receipt.png', content_type: 'image/png' }],
    })
  })

  test('keeps waiting since the first unanswered message', async () => {
    const { play, id, read } = await aConversation({}, { created_at: 1_700_000_000 })
    await play(`/conversations/${id}/contact`, { body: '¿Hola?' })
    expect((await read()).waiting_since).toBe(1_700_000_000)
  })

  test('is assigned by a workflow on arrival', async () => {
    const { sandbox, play, ana, api } = await aSandbox()
    const assign_on_arrival = { type: 'team', id: sandbox.botTeamId }
    const { json } = await play('/conversations', { contact_id: ana.id, body: 'Hola', assign_on_arrival })
    const conversation = (await api('GET', `/conversations/${json.conversation_id}`)).json
    expect(conversation.team_assignee_id).toBe(Number(sandbox.botTeamId))
    expect(conversation.conversation_parts.conversation_parts[0].author).toMatchObject({
      type: 'bot',
      email: `operator+${sandbox.appId}@intercom.io`,
      from_ai_agent: false,
    })
  })
})

test('a snoozed conversation wakes when its time has come', async () => {
  const { play, id, maya, read } = await aConversation()
  const snoozed_until = Math.ceil(Date.now() / 1000)
  await play(`/conversations/${id}/snooze`, { by_admin_id: maya.id, snoozed_until })
  await expect.poll(read).toMatchObject({ state: 'open', snoozed_until: null })
})

describe('Fin', () => {
  test('takes part without a word, or answers as the operator', async () => {
    const service = await aService()
    const { play, id, read } = await aConversation({ serviceUrl: service.url })
    await service.heard(1)
    await play(`/conversations/${id}/fin`)
    expect(await read()).toMatchObject({ ai_agent_participated: true, ai_agent: { resolution_state: null } })
    await play(`/conversations/${id}/fin`, { body: 'Here you are', resolution_state: 'assumed_resolution' })
    expect((await service.heard(2))[1].topic).toBe('conversation.operator.replied')
    const conversation = await read()
    expect(conversation.ai_agent).toMatchObject({
      resolution_state: 'assumed_resolution',
      last_answer_type: 'ai_answer',
    })
    expect(conversation.conversation_parts.conversation_parts[0].author).toMatchObject({
      type: 'bot',
      name: 'Fin',
      from_ai_agent: true,
      is_ai_answer: true,
    })
  })
})

describe('reads', () => {
  test('lag behind writes on request', async () => {
    const clock = { now: 1_800_000_000_000 }
    const { play, id, read, api } = await aConversation(
      { now: () => clock.now },
      { deliver: { visible_after_ms: 5_000 } },
    )
    expect((await api('GET', `/conversations/${id}`)).status).toBe(404)
    clock.now += 5_000
    await play(`/conversations/${id}/contact`, { body: '¿Hola?', deliver: { visible_after_ms: 5_000 } })
    expect((await read()).conversation_parts.total_count).toBe(0)
    clock.now += 5_000
    expect((await read()).conversation_parts.total_count).toBe(1)
  })
})

describe('the play API', () => {
  test('names every problem of a request', async () => {
    const { play } = await aSandbox()
    const { status, json } = await play('/conversations', { body: 1, deliver: { times: 0 } })
    expect(status).toBe(400)
    expect(json.problems.map(({ field }: { field: string }) => field).sort()).toEqual([
      'body',
      'contact_id',
      'deliver.times',
    ])
  })

  test('refuses strangers, empty messages and unknown conversations', async () => {
    const { play, ana } = await aSandbox()
    expect((await play('/conversations', { contact_id: 'x', body: 'Hi' })).status).toBe(404)
    expect((await play('/conversations', { contact_id: ana.id, body: ' ' })).status).toBe(400)
    expect((await play('/conversations/1/contact', { body: 'Hi' })).status).toBe(404)
  })

  test('counts what was asked of the API, and shows everything but the secrets', async () => {
    const { state, read, sandbox } = await aConversation()
    await read()
    const shown = await state()
    expect(shown.requests).toEqual({ 'GET /conversations/:id': 1 })
    expect(shown.conversations[0].entries[0]).toMatchObject({
      kind: 'source',
      body_text: 'Hola, ¿y mi factura?',
    })
    expect(JSON.stringify(shown)).not.toContain(sandbox.clientSecret)
    expect(JSON.stringify(shown)).not.toContain(sandbox.accessToken)
  })

  test('tells open pages of every change', async () => {
    const { sandbox, play, ana } = await aSandbox()
    const response = await fetch(`${sandbox.url}/play/events`)
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    const { json } = await play('/conversations', { contact_id: ana.id, body: 'Hola' })
    const seen: string[] = []
    const soFar = async () => {
      seen.push((await reader?.read())?.value ?? '')
      return seen.join('')
    }
    await expect
      .poll(soFar)
      .toContain(`event: change\ndata: {"conversation_id":"${json.conversation_id}","kind":"source"}`)
    await reader?.cancel()
  })

  test('refuses what a page of another site sends', async () => {
    const { sandbox } = await aSandbox()
    const headers = { Origin: 'https://elsewhere.example', 'Content-Type': 'application/json' }
    const response = await fetch(`${sandbox.url}/play/ping`, { method: 'POST', headers, body: '{}' })
    expect(response.status).toBe(403)
  })
})
