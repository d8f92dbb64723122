import { describe, expect, test } from 'vitest'
import { aConversation, type Shape } from './a-sandbox.ts'

const partsOf = (conversation: Shape): Shape[] => conversation.conversation_parts.conversation_parts

describe('replying', () => {
  test('answers with the conversation and just the new part, and ends the waiting', async () => {
    const { api, id, sandbox, play } = await aConversation()
    await play(`/conversations/${id}/contact`, { body: '¿Hola?' })
    const reply = {
      message_type: 'comment',
      type: 'admin',
      admin_id: sandbox.botAdminId,
      body: '<p>Aquí <b>está</b></p>',
    }
    const { status, json } = await api('POST', `/conversations/${id}/reply`, reply)
    expect(status).toBe(200)
    expect(json.waiting_since).toBeNull()
    expect(partsOf(json)).toMatchObject([
      {
        part_type: 'comment',
        body: '<p>Aquí <b>está</b></p>',
        author: { type: 'admin', id: sandbox.botAdminId },
      },
    ])
  })

  test('cleans what a program posts, and puts it into a paragraph', async () => {
    const { api, id, sandbox } = await aConversation()
    const body = 'Hi<script>alert(1)</script> <img src=x onerror=alert(1)><i>you</i>'
    const reply = { message_type: 'note', type: 'admin', admin_id: sandbox.botAdminId, body }
    const { json } = await api('POST', `/conversations/${id}/reply`, reply)
    expect(partsOf(json)[0]).toMatchObject({ part_type: 'note', body: '<p>Hi <i>you</i></p>' })
    expect(json.waiting_since).not.toBeNull()
  })

  test('offers quick replies and takes the contact’s choice', async () => {
    const { api, id, sandbox, ana } = await aConversation()
    const reply_options = [{ text: 'Sí', uuid: 'a5e1c524-5ddd-4c3e-9328-6bca5d6e3edb' }]
    const offer = { message_type: 'quick_reply', type: 'admin', admin_id: sandbox.botAdminId, reply_options }
    const offered = await api('POST', `/conversations/${id}/reply`, offer)
    expect(partsOf(offered.json)[0].metadata.quick_reply_options).toEqual(reply_options)
    const choice = { message_type: 'quick_reply', type: 'user', intercom_user_id: ana.id, reply_options }
    const chosen = await api('POST', `/conversations/${id}/reply`, choice)
    expect(partsOf(chosen.json)[0]).toMatchObject({
      part_type: 'comment',
      body: '<p>Sí</p>',
      metadata: { quick_reply_uuid: reply_options[0]?.uuid },
    })
  })

  test('reopens a closed conversation for its contact, with the text on the part that opens it', async () => {
    const { api, id, play, maya, ana, read } = await aConversation()
    await play(`/conversations/${id}/close`, { by_admin_id: maya.id })
    expect(await read()).toMatchObject({ open: false, state: 'closed', waiting_since: null })
    const reply = { message_type: 'comment', type: 'user', intercom_user_id: ana.id, body: 'Otra cosa' }
    const { json } = await api('POST', `/conversations/${id}/reply`, reply)
    expect(json).toMatchObject({ open: true, state: 'open' })
    expect(partsOf(json)[0]).toMatchObject({
      part_type: 'open',
      body: '<p>Otra cosa</p>',
      author: { type: 'user' },
    })
  })

  test.each(['comment', 'note'])('wakes a snoozed conversation with a %s', async (message_type) => {
    const { api, id, play, maya, sandbox } = await aConversation()
    await play(`/conversations/${id}/snooze`, { by_admin_id: maya.id })
    const reply = { message_type, type: 'admin', admin_id: sandbox.botAdminId, body: 'Up' }
    const { json } = await api('POST', `/conversations/${id}/reply`, reply)
    expect(json).toMatchObject({ state: 'open', snoozed_until: null })
  })

  test('takes a time in the past', async () => {
    const { api, id, sandbox } = await aConversation({}, { created_at: 1_700_000_000 })
    const reply = {
      message_type: 'comment',
      type: 'admin',
      admin_id: sandbox.botAdminId,
      body: 'x',
      created_at: 1_700_000_100,
    }
    const { json } = await api('POST', `/conversations/${id}/reply`, reply)
    expect(json).toMatchObject({ created_at: 1_700_000_000, updated_at: 1_700_000_100 })
  })

  test.each([
    ['an empty body', { body: ' ' }, 400, 'parameter_not_found'],
    ['an unknown admin', { admin_id: '1' }, 404, 'admin_not_found'],
    ['a missing admin', { admin_id: undefined }, 400, 'parameter_not_found'],
    ['an unknown kind', { message_type: 'shout' }, 400, 'parameter_invalid'],
  ])('refuses %s', async (_name, wrong, status, code) => {
    const { api, id, sandbox } = await aConversation()
    const reply = {
      message_type: 'comment',
      type: 'admin',
      admin_id: sandbox.botAdminId,
      body: 'Hi',
      ...wrong,
    }
    const answer = await api('POST', `/conversations/${id}/reply`, reply)
    expect([answer.status, answer.json.errors[0].code]).toEqual([status, code])
  })

  test('refuses an author without an inbox seat', async () => {
    const { api, id, ravi } = await aConversation()
    const reply = { message_type: 'comment', type: 'admin', admin_id: ravi.id, body: 'Hi' }
    expect((await api('POST', `/conversations/${id}/reply`, reply)).status).toBe(403)
  })
})

describe('managing', () => {
  test('assigns to a team and an admin side by side, and takes an assignee away with 0', async () => {
    const { api, id, sandbox, billing, maya, read } = await aConversation()
    const assign = (type: string, assignee_id: string | number) =>
      api('POST', `/conversations/${id}/parts`, {
        message_type: 'assignment',
        type,
        admin_id: sandbox.botAdminId,
        assignee_id,
      })
    const { json } = await assign('team', billing.id)
    expect(partsOf(json)[0]).toMatchObject({
      part_type: 'assignment',
      assigned_to: { type: 'team', id: billing.id },
    })
    await assign('admin', Number(maya.id))
    expect(await read()).toMatchObject({
      team_assignee_id: Number(billing.id),
      admin_assignee_id: Number(maya.id),
    })
    await assign('admin', 0)
    expect(await read()).toMatchObject({ team_assignee_id: Number(billing.id), admin_assignee_id: 0 })
    expect((await assign('team', '1')).json.errors[0].code).toBe('team_not_found')
  })

  test('closes with a text, snoozes and opens', async () => {
    const { api, id, maya } = await aConversation()
    const manage = async (body: object) =>
      (await api('POST', `/conversations/${id}/parts`, { admin_id: maya.id, ...body })).json
    const closed = await manage({ message_type: 'close', type: 'admin', body: 'Goodbye :)' })
    expect(partsOf(closed)[0]).toMatchObject({ part_type: 'close', body: '<p>Goodbye :)</p>' })
    expect(await manage({ message_type: 'open' })).toMatchObject({ state: 'open' })
    const snoozed = await manage({ message_type: 'snoozed', snoozed_until: 4_000_000_000 })
    expect(snoozed).toMatchObject({ state: 'snoozed', open: true, snoozed_until: 4_000_000_000 })
  })

  test('tags only with tags that exist', async () => {
    const { api, id, maya, read } = await aConversation()
    const tag = (await api('POST', '/tags', { name: 'refund' })).json
    expect((await api('POST', '/tags', { name: 'Refund' })).json.id).toBe(tag.id)
    const unknown = await api('POST', `/conversations/${id}/tags`, { id: '1', admin_id: maya.id })
    expect(unknown.json.errors[0].code).toBe('tag_not_found')
    await api('POST', `/conversations/${id}/tags`, { id: tag.id, admin_id: maya.id })
    expect((await read()).tags.tags).toMatchObject([
      { id: tag.id, name: 'refund', applied_by: { id: maya.id } },
    ])
    await api('DELETE', `/conversations/${id}/tags/${tag.id}`, { admin_id: maya.id })
    expect((await read()).tags.tags).toEqual([])
  })

  test('redacts a part that has a text, and a contact’s first message', async () => {
    const { api, id, sourceId } = await aConversation()
    const redact = (body: object) => api('POST', '/conversations/redact', { conversation_id: id, ...body })
    const { json } = await redact({ type: 'source', source_id: sourceId })
    expect(json.source).toMatchObject({ redacted: true, body: '<p><i>This message was deleted</i></p>' })
    const unknown = await redact({ type: 'conversation_part', conversation_part_id: '1' })
    expect(unknown.json.errors[0].code).toBe('conversation_part_or_message_not_found')
  })

  test('lets a contact start a conversation', async () => {
    const { api, ana } = await aConversation()
    const { json } = await api('POST', '/conversations', {
      from: { type: 'user', id: ana.id },
      body: 'Hello there',
    })
    expect(json).toMatchObject({ type: 'user_message', message_type: 'inapp', body: 'Hello there' })
    expect((await api('GET', `/conversations/${json.conversation_id}`)).json.source.body).toBe(
      '<p>Hello there</p>',
    )
  })
})
