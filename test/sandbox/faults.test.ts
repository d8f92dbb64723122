import { expect, test } from 'vitest'
import { SENT_BY_TEST } from '../contract/watch-fetch.ts'
import { aConversation } from './a-sandbox.ts'

const aBox = async () => {
  const box = await aConversation()
  const { api, id, sandbox } = box
  const reply = { message_type: 'comment', type: 'admin', admin_id: sandbox.botAdminId, body: 'Hi' }
  return {
    ...box,
    reply: () => api('POST', `/conversations/${id}/reply`, reply),
    giveUpOnReply: () =>
      fetch(`${sandbox.url}/conversations/${id}/reply`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${sandbox.accessToken}`,
          'Content-Type': 'application/json',
          ...SENT_BY_TEST,
        },
        body: JSON.stringify(reply),
        signal: AbortSignal.timeout(300),
      }),
    partCount: async () => (await box.read()).conversation_parts.total_count,
    fault: (fault: object) =>
      box.play('/faults', { faults: [{ match: { method: 'POST', path: '/reply$' }, ...fault }] }),
  }
}

test('a status replaces the answer once, and nothing is done', async () => {
  const { fault, reply, partCount } = await aBox()
  await fault({ status: 500 })
  const { status, json } = await reply()
  expect([status, json.type, json.errors[0].code]).toEqual([500, 'error.list', 'server_error'])
  expect(await partCount()).toBe(0)
  expect((await reply()).status).toBe(200)
})

test('a 429 says when to come back', async () => {
  const { fault, reply } = await aBox()
  await fault({ status: 429, retry_after: 7 })
  const { status, headers, json } = await reply()
  expect([status, headers.get('retry-after'), json.errors[0].code]).toEqual([429, '7', 'rate_limit_exceeded'])
})

test('a 500 may hide that it was done', async () => {
  const { fault, reply, partCount } = await aBox()
  await fault({ status: 500, effect: 'done' })
  expect((await reply()).status).toBe(500)
  expect(await partCount()).toBe(1)
})

test.each([
  ['before', 0],
  ['after', 1],
] as const)('a timeout %s the effect leaves %i parts', async (timeout, count) => {
  const { fault, giveUpOnReply, partCount } = await aBox()
  await fault({ timeout })
  await expect(giveUpOnReply()).rejects.toMatchObject({ name: 'TimeoutError' })
  expect(await partCount()).toBe(count)
})

test('an answer is slow, a part is late, a proxy answers in HTML', async () => {
  const { fault, reply, partCount } = await aBox()
  await fault({ delay_ms: 10, late_ms: 60_000 })
  expect((await reply()).json.conversation_parts.total_count).toBe(1)
  expect(await partCount()).toBe(0)
  await fault({ status: 502, body_html: '<html>Bad gateway</html>' })
  const { status, headers, json } = await reply()
  expect([status, json]).toEqual([502, '<html>Bad gateway</html>'])
  expect(headers.get('content-type')).toContain('text/html')
})

test.each([
  ['before', 1],
  ['after', 0],
] as const)('a teammate acts right %s a read', async (moment, seen) => {
  const { play, maya, read } = await aBox()
  const race = { moment, act: 'admin', body: { admin_id: maya.id, body: 'I am on it' } }
  await play('/faults', { faults: [{ match: { method: 'GET' }, race }] })
  expect((await read()).conversation_parts.total_count).toBe(seen)
  expect((await read()).conversation_parts.total_count).toBe(1)
})

test('tells what each read of a conversation was shown, and what each write made', async () => {
  const { fault, reply, read, page, id, sourceId } = await aBox()
  await fault({ late_ms: 60_000 })
  await read()
  const { json } = await reply()
  await read()
  const { json: told } = await page(`/play/conversations/${id}`)
  const part = json.conversation_parts.conversation_parts[0].id
  expect(told.calls).toMatchObject([
    { kind: 'read', entry_ids: [sourceId], redacted_ids: [], state: 'open' },
    { kind: 'write', entry_id: part },
    { kind: 'read', entry_ids: [sourceId] },
  ])
  expect(told.entries).toMatchObject([{ id: sourceId }, { id: part, visible: false }])
})

test('faults meet only what they match, can be cleared, and must say what goes wrong', async () => {
  const { play, fault, reply, clearFaults, state } = await aBox()
  await play('/faults', { faults: [{ match: { method: 'GET', times: 3 }, status: 500 }] })
  expect((await reply()).status).toBe(200)
  expect((await state()).faults).toHaveLength(1)
  await clearFaults()
  expect((await state()).faults).toEqual([])
  expect((await fault({})).status).toBe(400)
  expect(
    (await play('/faults', { faults: [{ match: { path: '(' }, status: 500 }] })).json.problems[0].field,
  ).toBe('faults.0.match.path')
})

test('a hanging request does not keep the sandbox from closing', async () => {
  const { fault, reply, sandbox } = await aBox()
  await fault({ timeout: 'before' })
  const hanging = reply().catch(() => 'cut off')
  await fetch(`${sandbox.url}/play/state`)
  await sandbox.close()
  expect(await hanging).toBe('cut off')
})
