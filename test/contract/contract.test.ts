import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, inject, test } from 'vitest'
import { toIntercomConfig } from '../../src/commands/sandbox-config.ts'
import { AdminId, ConversationId, TagId, TeamId } from '../../src/domain/ids.ts'
import { createContentReader } from '../../src/intercom/content/create-content-reader.ts'
import { createIntercom } from '../../src/intercom/create-intercom.ts'
import { aConversation } from '../sandbox/a-sandbox.ts'
import { aService } from '../sandbox/a-service.ts'
import type { Contract } from './create-contract.ts'
import { DIFFERENCES } from './differences.ts'
import { readSeen, WATCHED_CHILD } from './children.ts'
import { readContract } from './read-contract.ts'
import { type Call, type Seen, SENT_BY_TEST, watchFetch } from './watch-fetch.ts'

const extract = inject('intercomExtract')

/** All that is said while something happens. */
async function watching(happen: () => Promise<unknown>): Promise<readonly Seen[]> {
  const seen: Seen[] = []
  const { settled, stop } = watchFetch((one) => seen.push(one))
  await happen()
  await settled()
  stop()
  return seen
}

const isCall = (seen: Seen): seen is Call => seen.kind === 'call'
const opened = { id: '100', type: 'conversation', state: 'open' }
const reply = { message_type: 'comment', type: 'admin', admin_id: '900', body: '<p>Hi</p>' }
const assignment = { message_type: 'assignment', type: 'team', admin_id: '900', assignee_id: '70' }
const search = (value: unknown) => ({ query: { operator: 'AND', value }, pagination: { per_page: 150 } })

const asked = (method: string, path: string, body?: unknown, version: string | null = '2.16'): Call => ({
  kind: 'call',
  by: 'firstline',
  method,
  url: `https://api.intercom.test${path}`,
  version,
  body: body === undefined ? '' : JSON.stringify(body),
})
const answered = (call: Call, status: number, body: unknown): Call => ({
  ...call,
  answer: { status, from: 'sandbox', body: typeof body === 'string' ? body : JSON.stringify(body) },
})
const notification = {
  type: 'notification_event',
  id: 'notif_00000000-0000-4000-8000-000000000000',
  topic: 'conversation.user.replied',
  app_id: 'abc123',
  created_at: 1_764_000_000,
  delivery_attempts: 1,
  first_sent_at: 1_764_000_000,
  self: null,
  data: { type: 'notification_event_data', item: opened },
}
const sent = (body: unknown): Seen => ({
  kind: 'webhook',
  body: typeof body === 'string' ? body : JSON.stringify(body),
})

const CONVERSATION = '/conversations/100'
const REPLY = `${CONVERSATION}/reply`
const ME = asked('GET', '/me')

describe.skipIf(!extract)('the contract with Intercom', () => {
  // Made with the first test: what describes them is read even where they are skipped.
  const made: { contract?: Contract } = {}
  const judge: Contract['judge'] = (seen) => {
    made.contract ??= readContract(extract, [])
    return made.contract.judge(seen)
  }

  test.each<[string, Seen]>([
    ['a reply', asked('POST', REPLY, reply)],
    ['an assignment', asked('POST', `${CONVERSATION}/parts`, assignment)],
    [
      'a search',
      asked('POST', '/conversations/search', search([{ field: 'open', operator: '=', value: true }])),
    ],
    ['a read as text', asked('GET', `${CONVERSATION}?display_as=plaintext`)],
    ['the Preview version', asked('GET', '/me', undefined, 'Preview')],
    ['an answer', answered(asked('GET', CONVERSATION), 200, { ...opened, waiting_since: null })],
    [
      'an error',
      answered(asked('GET', CONVERSATION), 404, { type: 'error.list', errors: [{ code: 'not_found' }] }),
    ],
    ['a webhook', sent(notification)],
    [
      'a ping',
      sent({ ...notification, topic: 'ping', data: { ...notification.data, item: { type: 'ping' } } }),
    ],
  ])('has nothing to say of %s', (_what, seen) => {
    expect(judge(seen)).toEqual([])
  })

  test.each<[string, Seen, string]>([
    [
      'a call that is not described',
      asked('GET', '/conversation/100'),
      'GET /conversation/100: no such call is described',
    ],
    ['no version', asked('GET', '/me', undefined, null), 'GET /me, Intercom-Version: is not sent'],
    [
      'a version of its own',
      asked('GET', '/me', undefined, '9.9'),
      'GET /me, Intercom-Version: must be equal to one of',
    ],
    [
      'an unknown parameter',
      asked('GET', `${CONVERSATION}?displayas=x`),
      'address: displayas: is no parameter of this call',
    ],
    [
      'an address of another kind',
      asked('GET', '/conversations/abc'),
      'address: conversation_id: must be integer',
    ],
    ['an unknown field', asked('POST', REPLY, { ...reply, bot: true }), 'body: bot: is not described'],
    [
      'a missing field',
      asked('POST', REPLY, { ...reply, admin_id: undefined }),
      "must have required property 'admin_id'",
    ],
    ['a field of another type', asked('POST', REPLY, { ...reply, body: 7 }), 'body: body: must be string'],
    [
      'another word',
      asked('POST', REPLY, { ...reply, message_type: 'comments' }),
      'body: message_type: must be equal to one of',
    ],
    [
      'two things at once',
      asked('POST', `${CONVERSATION}/parts`, { ...assignment, snoozed_until: 1 }),
      'body: snoozed_until: is not described',
    ],
    [
      'a filter without an operator of Intercom',
      asked('POST', '/conversations/search', search([{ field: 'open', operator: '==', value: true }])),
      'must match exactly one schema in oneOf',
    ],
    ['no body', asked('POST', REPLY), 'body: is missing, or not JSON'],
    ['a body too many', asked('GET', '/me', {}), 'body: there is none in the description'],
    [
      'an answer with an unknown field',
      answered(ME, 200, { type: 'admin', id: '1', oh: 1 }),
      'answer 200: oh: is not described',
    ],
    [
      'an answer of another type',
      answered(ME, 200, { type: 'admin', id: 1 }),
      'answer 200: id: must be string',
    ],
    [
      'an answer with something wrong deep inside',
      answered(asked('GET', CONVERSATION), 200, { ...opened, tags: { type: 'tag.list', tags: [{ id: 7 }] } }),
      'answer 200: tags.tags.*.id: must be string',
    ],
    ['an answer that is HTML', answered(ME, 200, '<html></html>'), 'answer 200: is not JSON'],
    ['a status that is not described', answered(ME, 418, {}), 'answer 418: a status that is not described'],
    [
      'an error in another form',
      answered(asked('GET', CONVERSATION), 404, { error: 'gone' }),
      "answer 404: must have required property 'errors'",
    ],
    ['a webhook that is not JSON', sent('{"type"'), 'webhook: is not JSON'],
    [
      'a webhook about an unknown topic',
      sent({ ...notification, topic: 'conversation.user.reply' }),
      'envelope: topic: must be equal to one of',
    ],
    [
      'a webhook without its app',
      sent({ ...notification, app_id: undefined }),
      "envelope: must have required property 'app_id'",
    ],
    [
      'a webhook with an unknown field',
      sent({ ...notification, sent: 1 }),
      'envelope: sent: is not described',
    ],
    [
      'a webhook with milliseconds',
      sent({ ...notification, created_at: Date.now() }),
      'envelope: created_at: must be <= 9999999999',
    ],
    [
      'a webhook about something else',
      sent({ ...notification, data: { ...notification.data, item: { ...opened, state: 'ajar' } } }),
      'conversation.user.replied: data.item: state: must be equal to one of',
    ],
    [
      'a deleted conversation that is all there',
      sent({ ...notification, topic: 'conversation.deleted' }),
      'conversation.deleted: data.item: state: is not described',
    ],
  ])('complains of %s', (_what, seen, complaint) => {
    expect(judge(seen).join('\n')).toContain(complaint)
  })

  test('leaves to itself what a test asks on purpose, and what others answer', () => {
    const wrong = asked('POST', REPLY, { oh: 'no' }, null)
    expect(judge({ ...wrong, by: 'test' })).toEqual([])
    expect(judge({ ...ME, answer: { status: 200, from: 'other', body: '<html></html>' } })).toEqual([])
  })

  test('sees every call that Firstline makes, its answer, and every webhook, in this process', async () => {
    const box = await aConversation()
    const { sandbox, id } = box
    const { json: tag } = await box.api('POST', '/tags', { name: 'answered by the bot' })
    const service = await aService()
    sandbox.setServiceUrl(service.url)
    const seen = await watching(async () => {
      const intercom = createIntercom(toIntercomConfig(sandbox))
      const conversation = ConversationId.parse(id)
      const bot = AdminId.parse(sandbox.botAdminId)
      await intercom.me()
      await intercom.people()
      await intercom.tags()
      await intercom.readConversation(conversation)
      await intercom.openSince(new Date(0))
      await intercom.newest()
      await intercom.unresolved(new Date())
      await intercom.writeNote(conversation, bot, '<p>Why</p>')
      await intercom.writeComment(conversation, bot, '<p>Hello</p>')
      await intercom.assignTeam(conversation, bot, TeamId.parse(sandbox.handOffTeamId))
      await intercom.addTag(conversation, bot, TagId.parse(tag.id))
      await intercom.close(conversation, bot)
      await service.heard(5)
    })
    const calls = seen.filter(isCall)
    expect(calls.map(({ method, url }) => `${method} ${new URL(url).pathname.replace(id, 'ID')}`)).toEqual([
      'GET /me',
      'GET /admins',
      'GET /teams',
      'GET /tags',
      'GET /conversations/ID',
      ...Array.from({ length: 5 }, () => 'POST /conversations/search'),
      'POST /conversations/ID/reply',
      'POST /conversations/ID/reply',
      'POST /conversations/ID/parts',
      'POST /conversations/ID/tags',
      'POST /conversations/ID/parts',
    ])
    expect(new Set(calls.map(({ by, answer }) => `${by} ${answer?.from} ${answer?.status}`))).toEqual(
      new Set(['firstline sandbox 200']),
    )
    expect(seen.filter(({ kind }) => kind === 'webhook')).toHaveLength(5)
  })

  test('sees what a process asks that a test starts', async () => {
    const { sandbox } = await aConversation()
    const headers = { authorization: `Bearer ${sandbox.accessToken}` }
    const script = `await (await fetch('${sandbox.url}/teams', ${JSON.stringify({ headers })})).text()`
    const file = join(tmpdir(), `firstline-seen-${randomUUID()}.jsonl`)
    const env = { ...WATCHED_CHILD, SEEN_BY_CHILDREN: file }
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env })
    const seen = readSeen(file)
    expect(seen.flatMap(judge)).toEqual(['GET /teams, Intercom-Version: is not sent'])
    expect(seen.filter(isCall).map(({ answer }) => answer?.from)).toEqual(['sandbox'])
  })

  test('knows no difference that is not needed', async () => {
    const contract = readContract(extract)
    const seen = await watching(async () => {
      const { sandbox, api, ana, read } = await aConversation({
        requestsPerWindow: 4,
        now: () => 1_764_000_000_000,
      })
      await read()
      await api('GET', `/contacts/${ana.id}`)
      await api('POST', '/conversations/search', { query: 'everything' })
      await fetch(`${sandbox.url}/me`, {
        headers: { Authorization: 'Bearer sandbox-wrong', ...SENT_BY_TEST },
      })
      await createContentReader(toIntercomConfig(sandbox), { attempts: 1 })
        .articles.page()
        .catch(() => {})
      for (const path of ['/me', '/me']) await api('GET', path)
    })
    expect(seen.flatMap(contract.judge)).toEqual([])
    expect(DIFFERENCES.filter((one) => !contract.needed.has(one))).toEqual([])
  })
})
