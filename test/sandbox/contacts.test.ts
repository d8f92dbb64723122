import { describe, expect, test } from 'vitest'
import { aConversation } from './a-sandbox.ts'
import { aService } from './a-service.ts'

/** Ana has asked something, and the service has heard of it. */
async function aHeardConversation() {
  const service = await aService()
  const box = await aConversation({ serviceUrl: service.url })
  await service.heard(1)
  const told = async () => (await service.heard(2))[1]
  return { ...box, service, told, contact: () => box.api('GET', `/contacts/${box.ana.id}`) }
}

const idsFound = async ({ api }: Awaited<ReturnType<typeof aHeardConversation>>) => {
  const query = { field: 'role', operator: '=', value: 'user' }
  return (await api('POST', '/contacts/search', { query })).json.data.map(({ id }: { id: string }) => id)
}

describe('the end of a contact', () => {
  test('by deletion takes the conversations along, and is told by the id alone', async () => {
    const box = await aHeardConversation()
    const { ana, id, api, play, told } = box
    expect((await play(`/contacts/${ana.id}/delete`)).json).toEqual({ contact_id: ana.id })
    expect(await told()).toMatchObject({
      topic: 'contact.deleted',
      data: { item: { type: 'contact', id: ana.id, deleted: true } },
    })
    expect((await api('GET', `/conversations/${id}`)).status).toBe(404)
    expect(await idsFound(box)).not.toContain(ana.id)
    expect((await play(`/contacts/${ana.id}/delete`)).status).toBe(404)
  })

  test('by a merge moves the conversations and what was written in them to the contact who stays', async () => {
    const { ana, lead, play, api, told } = await aHeardConversation()
    const { json: asked } = await play('/conversations', {
      contact_id: lead.id,
      body: 'Hello',
      deliver: { drop: true },
    })
    await play(`/contacts/${lead.id}/merge`, { into: ana.id })
    expect(await told()).toMatchObject({
      topic: 'contact.merged',
      data: { item: { id: ana.id, role: 'user', merged_from: { type: 'contact', id: lead.id } } },
    })
    const { contacts, source } = (await api('GET', `/conversations/${asked.conversation_id}`)).json
    expect(contacts.contacts.map(({ id }: { id: string }) => id)).toEqual([ana.id])
    expect(source.author.id).toBe(ana.id)
    const { status, headers, json } = await api('GET', `/contacts/${lead.id}`)
    expect([status, json.errors[0].code]).toEqual([410, 'contact_merged'])
    expect(headers.get('link')).toBe(`</contacts/${ana.id}>; rel="canonical"`)
  })

  test('by archiving leaves everything as it is, but they cannot write', async () => {
    const box = await aHeardConversation()
    const { ana, id, play, read, told, contact } = box
    await play(`/contacts/${ana.id}/archive`)
    expect(await told()).toMatchObject({ topic: 'contact.archived', data: { item: { id: ana.id } } })
    expect((await read()).source.body).toContain('factura')
    expect((await contact()).status).toBe(200)
    expect(await idsFound(box)).not.toContain(ana.id)
    expect((await play(`/conversations/${id}/contact`, { body: 'Hola' })).status).toBe(404)
  })

  test.each([
    ['delete', {}],
    ['archive', {}],
    ['merge', { into: 'nobody' }],
  ])('asks for a contact that there is: %s', async (act, body) => {
    const { play } = await aConversation()
    expect((await play(`/contacts/nobody/${act}`, body)).status).toBe(404)
  })

  test('can be heard of late, or not at all', async () => {
    const { ana, play, state } = await aHeardConversation()
    await play(`/contacts/${ana.id}/archive`, { deliver: { drop: true } })
    expect((await state()).deliveries.at(-1)).toMatchObject({ topic: 'contact.archived', state: 'lost' })
  })
})
