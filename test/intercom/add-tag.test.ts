import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { AdminId, ConversationId, TagId } from '../../src/domain/ids.ts'
import { anError, anIntercom, BASE } from './an-intercom.ts'

const { intercom, play, requests } = anIntercom()

const answer = (body: object) =>
  play(http.post(`${BASE}/conversations/100/tags`, () => HttpResponse.json(body)))
const addTag = () => intercom.addTag(ConversationId.parse('100'), AdminId.parse('900'), TagId.parse('86'))

test('puts a tag that exists on a conversation, in the name of the bot', async () => {
  answer({ type: 'tag', id: '86', name: 'Manual tag', applied_at: 1_663_597_223 })
  expect(await addTag()).toEqual({ kind: 'written', partId: null })
  expect(await requests[0]?.json()).toEqual({ id: '86', admin_id: '900' })
})

test.each([
  ['another tag', { type: 'tag', id: '87' }],
  ['no tag', { type: 'conversation' }],
])('has to look where the answer names %s', async (_name, body) => {
  answer(body)
  expect(await addTag()).toMatchObject({ kind: 'unknown', error: { code: 'answer_without_tag' } })
})

test('is refused where there is no such tag', async () => {
  play(http.post(`${BASE}/conversations/100/tags`, () => anError(404, 'tag_not_found')))
  expect(await addTag()).toMatchObject({ kind: 'refused', error: { status: 404, code: 'tag_not_found' } })
})
