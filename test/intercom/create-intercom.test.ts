import { delay, http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { AdminId, ConversationId, TeamId } from '../../src/domain/ids.ts'
import { createIntercom } from '../../src/intercom/create-intercom.ts'
import { IntercomError } from '../../src/intercom/intercom-error.ts'
import { anError, anIntercom, BASE, CONFIG, TOKEN } from './an-intercom.ts'

const { intercom, hasty, play, requests, pauses } = anIntercom()

const ID = ConversationId.parse('100')
const BOT = AdminId.parse('900')
const url = (path: string) => `${BASE}${path}`
const html = () => HttpResponse.html('<!doctype html><title>Bad gateway</title>', { status: 200 })

const writesOf = (client: typeof intercom) =>
  [
    ['writeComment', () => client.writeComment(ID, BOT, '<p>Hello</p>')],
    ['writeNote', () => client.writeNote(ID, BOT, '<p>Why</p>')],
    ['assignTeam', () => client.assignTeam(ID, BOT, TeamId.parse('70'))],
    ['close', () => client.close(ID, BOT)],
  ] as const
const writes = writesOf(intercom)

const readsOf = (client: typeof intercom) =>
  [
    ['me', () => client.me()],
    ['readConversation', () => client.readConversation(ID)],
    ['openSince', () => client.openSince(new Date(1_700_000_000_999))],
  ] as const
const reads = readsOf(intercom)

const any = (answer: () => Response | Promise<Response>) => http.all(url('/*'), answer)

/** Answers one after the other, then the last one for ever. */
const inTurn = (...answers: readonly (() => Response)[]) => {
  const left = [...answers]
  return () => (left.length > 1 ? left.shift() : left[0])?.() ?? HttpResponse.error()
}

const aMe = {
  type: 'admin',
  id: '814860',
  email: 'bot@lumen.example',
  app: { id_code: 'abc123', name: 'Lumen' },
}
const aReply = (id: unknown) => ({
  type: 'conversation',
  id: '100',
  conversation_parts: {
    conversation_parts: [
      { type: 'conversation_part', id: 'p1' },
      { id, author: { type: 'admin', id: Number(BOT) } },
    ],
  },
})

test.each([...reads, ...writes])('sends token, version and JSON with every call: %s', async (_name, call) => {
  play(any(() => HttpResponse.json({ ...aMe, ...aReply('p9'), id: '100', conversations: [] })))
  await call()
  const headers = requests.map(({ headers: sent }) => [
    sent.get('authorization'),
    sent.get('intercom-version'),
    sent.get('accept'),
  ])
  expect(headers).toEqual([[`Bearer ${TOKEN}`, '2.16', 'application/json']])
})

test('sends the version that is configured', async () => {
  play(any(() => HttpResponse.json(aMe)))
  await createIntercom({ ...CONFIG, apiVersion: 'Preview' }).me()
  expect(requests[0]?.headers.get('intercom-version')).toBe('Preview')
})

test.each([
  [
    0,
    '/conversations/100/reply',
    { message_type: 'comment', type: 'admin', admin_id: '900', body: '<p>Hello</p>' },
  ],
  [
    1,
    '/conversations/100/reply',
    { message_type: 'note', type: 'admin', admin_id: '900', body: '<p>Why</p>' },
  ],
  [
    2,
    '/conversations/100/parts',
    { message_type: 'assignment', type: 'team', admin_id: '900', assignee_id: '70' },
  ],
])('writes as the API describes it: %i', async (index, path, body) => {
  play(any(() => HttpResponse.json(aReply('p9'))))
  await writes[index]?.[1]()
  expect(requests.map(({ method, url: to }) => [method, to])).toEqual([['POST', url(path)]])
  expect(await requests[0]?.json()).toEqual(body)
})

test('keeps an odd id inside its place in the address', async () => {
  play(any(() => HttpResponse.json(aReply('p9'))))
  await intercom.writeNote(ConversationId.parse('1/../2?x=#'), BOT, 'x')
  expect(requests[0]?.url).toBe(url('/conversations/1%2F..%2F2%3Fx%3D%23/reply'))
})

test.each([
  ['814860', 'Lumen', { appId: 'abc123', adminId: '814860', appName: 'Lumen' }],
  [814_860, null, { appId: 'abc123', adminId: '814860' }],
  [814_860, undefined, { appId: 'abc123', adminId: '814860' }],
])('knows who owns the token: id %j, workspace name %j', async (id, name, me) => {
  play(any(() => HttpResponse.json({ ...aMe, id, app: { id_code: 'abc123', name } })))
  expect(await intercom.me()).toEqual(me)
})

test.each([
  ['p9', { kind: 'written', partId: 'part:p9' }],
  [9, { kind: 'written', partId: 'part:9' }],
])('takes the id of the part it made from the end of the answer: %j', async (id, written) => {
  play(any(() => HttpResponse.json(aReply(id))))
  expect(await writes[0][1]()).toEqual(written)
})

test('takes no part of somebody else, who wrote in the same moment, for its own', async () => {
  const { conversation_parts: parts, ...answer } = aReply('p9')
  const later = { id: 'p10', author: { type: 'user', id: 'u1' } }
  const all = [...parts.conversation_parts, later]
  play(any(() => HttpResponse.json({ ...answer, conversation_parts: { conversation_parts: all } })))
  expect(await writes[0][1]()).toEqual({ kind: 'written', partId: 'part:p9' })
})

/** What the bot's id wrote, by part type, oldest first; the write that is answered may not be the last of them. */
const aConversationWith = (...types: readonly string[]) => ({
  ...aReply('p9'),
  conversation_parts: {
    conversation_parts: types.map((part_type, index) => ({
      ...{ id: `p${index}`, part_type, author: { type: 'admin', id: Number(BOT) } },
      ...(['comment', 'note'].includes(part_type) && { body: '<p>Words</p>' }),
    })),
  },
})

// Another program may use the bot's id, and a read may lag: a note that is taken for our reply leaves the reply a stranger's.
test.each([
  ['writeComment', ['comment', 'note'], { kind: 'written', partId: 'part:p0' }],
  ['writeComment', ['note'], { kind: 'unknown' }],
  ['writeNote', ['note', 'comment'], { kind: 'written', partId: 'part:p0' }],
  ['writeNote', ['comment'], { kind: 'unknown' }],
  ['assignTeam', ['assignment', 'note'], { kind: 'written', partId: 'part:p0' }],
  ['assignTeam', ['note'], { kind: 'unknown' }],
  ['close', ['close', 'note'], { kind: 'written', partId: 'part:p0' }],
  ['close', ['comment'], { kind: 'unknown' }],
])('takes only a part of the right sort for its own: %s of %j', async (name, types, written) => {
  play(any(() => HttpResponse.json(aConversationWith(...types))))
  const write = writes.find(([known]) => known === name)
  expect(await write?.[1]()).toMatchObject(written)
})

test.each([
  ['assignTeam', { team_assignee_id: 70 }, { kind: 'written', partId: null }],
  ['assignTeam', { team_assignee_id: 71 }, { kind: 'unknown' }],
  ['close', { state: 'closed' }, { kind: 'written', partId: null }],
  ['close', { state: 'open' }, { kind: 'unknown' }],
])('sees what was wanted in the state, where no part was made: %s of %j', async (name, state, written) => {
  play(any(() => HttpResponse.json({ ...aConversationWith('note'), ...state })))
  const write = writes.find(([known]) => known === name)
  expect(await write?.[1]()).toMatchObject(written)
})

test.each([
  ['no parts', { id: '100', conversation_parts: { conversation_parts: [] } }],
  [
    'parts by others only',
    {
      id: '100',
      conversation_parts: { conversation_parts: [{ id: 'p10', author: { type: 'user', id: 'u1' } }] },
    },
  ],
  ['parts of null', { id: '100', conversation_parts: null }],
  ['another shape', { ok: true }],
  ['a list', []],
  ['a text', 'ok'],
])('does not know what became of a write that is answered with %s', async (_case, body) => {
  play(any(() => HttpResponse.json(body)))
  expect(await writes[0][1]()).toMatchObject({ kind: 'unknown', error: { status: 200 } })
})

// There is no idempotency key: a second POST is a second answer to the contact.
test.each(writes)('never repeats %s, whatever comes back', async (_name, write) => {
  const answers: readonly [() => Response | Promise<Response>, string, number, string][] = [
    [() => anError(500, 'server_error'), 'unknown', 500, 'server_error'],
    [() => HttpResponse.text('', { status: 502 }), 'unknown', 502, 'not_json'],
    [() => anError(503, 'service_unavailable'), 'unknown', 503, 'service_unavailable'],
    [() => HttpResponse.html('<p>gateway</p>', { status: 504 }), 'unknown', 504, 'not_json'],
    [() => anError(408, 'timeout'), 'unknown', 408, 'timeout'],
    [html, 'unknown', 200, 'not_json'],
    [() => HttpResponse.error(), 'unknown', 0, 'TypeError'],
    [() => Response.redirect('https://elsewhere.test/'), 'unknown', 0, 'TypeError'],
    [() => anError(429, 'rate_limit_exceeded'), 'refused', 429, 'rate_limit_exceeded'],
    [() => anError(400, 'parameter_invalid'), 'refused', 400, 'parameter_invalid'],
    [() => anError(401, 'token_revoked'), 'refused', 401, 'token_revoked'],
    [() => anError(403, 'api_plan_restricted'), 'refused', 403, 'api_plan_restricted'],
    [() => anError(404, 'not_found'), 'refused', 404, 'not_found'],
    [() => anError(409, 'conflict'), 'refused', 409, 'conflict'],
    [() => anError(422, 'parameter_not_found'), 'refused', 422, 'parameter_not_found'],
    [() => HttpResponse.json({ oh: 'no' }, { status: 418 }), 'refused', 418, 'no_error_code'],
  ]
  for (const [answer, kind, status, code] of answers) {
    requests.length = 0
    play(any(answer))
    expect([status, await write()]).toMatchObject([status, { kind, error: { status, code } }])
    expect(requests).toHaveLength(1)
  }
  expect(pauses).toEqual([])
})

test.each(reads)('repeats %s on 5xx, 429 and lost connections, four times at most', async (_name, read) => {
  const failures: readonly [() => Response | Promise<Response>, number, string][] = [
    [() => anError(500, 'server_error'), 500, 'server_error'],
    [() => HttpResponse.html('<p>gateway</p>', { status: 502 }), 502, 'not_json'],
    [() => anError(429, 'rate_limit_exceeded'), 429, 'rate_limit_exceeded'],
    [() => HttpResponse.error(), 0, 'TypeError'],
  ]
  for (const [failure, status, code] of failures) {
    requests.length = 0
    play(any(failure))
    await expect(read()).rejects.toMatchObject({ name: 'IntercomError', status, code })
    expect(requests).toHaveLength(4)
  }
})

const never = () => delay('infinite').then(() => HttpResponse.json({}))

test.each(writesOf(hasty))(
  'does not know what became of %s without an answer in time, and writes once',
  async (_name, write) => {
    play(any(never))
    expect(await write()).toMatchObject({ kind: 'unknown', error: { status: 0, code: 'TimeoutError' } })
    expect(requests).toHaveLength(1)
  },
)

test.each(readsOf(hasty))('repeats %s that is not answered in time', async (_name, read) => {
  play(any(never))
  await expect(read()).rejects.toMatchObject({ name: 'IntercomError', status: 0, code: 'TimeoutError' })
  expect(requests).toHaveLength(4)
})

test('pauses longer from one attempt to the next', async () => {
  play(any(() => anError(500, 'server_error')))
  await intercom.me().catch(() => {})
  expect(pauses).toHaveLength(3)
  for (const [index, ms] of pauses.entries()) {
    expect(ms).toBeGreaterThanOrEqual(200 * 2 ** index)
    expect(ms).toBeLessThanOrEqual(600 * 2 ** index)
  }
})

test('goes on as soon as one attempt succeeds', async () => {
  play(
    any(
      inTurn(
        () => anError(500, 'server_error'),
        () => HttpResponse.json(aMe),
      ),
    ),
  )
  expect(await intercom.me()).toMatchObject({ appId: 'abc123' })
  expect(requests).toHaveLength(2)
})

test.each([
  ['3', 3_000, 3_000],
  ['0', 200, 600],
  ['86400', 20_000, 20_000],
])('waits as long as a refusal says: Retry-After %s', async (retryAfter, least, most) => {
  const headers = { 'X-RateLimit-Remaining': '900', 'Retry-After': retryAfter }
  const limited = () =>
    HttpResponse.json({ errors: [{ code: 'rate_limit_exceeded' }] }, { status: 429, headers })
  play(any(inTurn(limited, () => HttpResponse.json(aMe))))
  await intercom.me()
  expect(pauses[0]).toBeGreaterThanOrEqual(least)
  expect(pauses[0]).toBeLessThanOrEqual(most)
})

test.each([
  ['3', 3_000],
  ['0', 1_000],
  [undefined, 10_000],
])('says when a refused write may come again: Retry-After %s', async (retryAfter, waitMs) => {
  const headers = retryAfter ? { 'Retry-After': retryAfter } : {}
  play(any(() => HttpResponse.json({}, { status: 429, headers })))
  expect(await intercom.writeNote(ConversationId.parse('1'), AdminId.parse('2'), '<p>Hi</p>')).toMatchObject({
    kind: 'refused',
    error: { status: 429, waitMs },
  })
})

test.each([
  ['0', 15, 14_000, 15_000],
  ['0', 3_600, 20_000, 20_000],
  ['0', -5, 200, 600],
  ['7', 15, 200, 600],
])(
  'waits for the rate limit to be lifted: %s left, reset in %i s',
  async (remaining, inSeconds, least, most) => {
    const limited = () => {
      const reset = Math.ceil(Date.now() / 1_000) + inSeconds
      const headers = { 'X-RateLimit-Remaining': remaining, 'X-RateLimit-Reset': `${reset}` }
      return HttpResponse.json({ errors: [{ code: 'rate_limit_exceeded' }] }, { status: 429, headers })
    }
    play(any(inTurn(limited, () => HttpResponse.json(aMe))))
    await intercom.me()
    expect(pauses).toHaveLength(1)
    expect(pauses[0]).toBeGreaterThanOrEqual(least)
    expect(pauses[0]).toBeLessThanOrEqual(most + 1_000)
  },
)

test.each([
  ['400', () => anError(400, 'bad_request'), 400, 'bad_request'],
  ['401', () => anError(401, 'unauthorized'), 401, 'unauthorized'],
  ['403', () => anError(403, 'api_plan_restricted'), 403, 'api_plan_restricted'],
  ['HTML instead of JSON', html, 200, 'not_json'],
  ['an empty answer', () => HttpResponse.text(''), 200, 'not_json'],
  ['half an answer', () => HttpResponse.text('{"id": '), 200, 'not_json'],
  ['an error without a code', () => HttpResponse.json({ error: 'x' }, { status: 400 }), 400, 'no_error_code'],
  // A proxy that knows no such address says nothing about the conversation.
  ["a stranger's 404", () => HttpResponse.html('<p>404</p>', { status: 404 }), 404, 'not_json'],
])('does not repeat a read that is answered with %s', async (_case, answer, status, code) => {
  play(any(answer))
  await expect(intercom.readConversation(ID)).rejects.toMatchObject({ name: 'IntercomError', status, code })
  expect(requests).toHaveLength(1)
})

test('finds no conversation where Intercom says that there is none', async () => {
  play(any(() => anError(404, 'not_found')))
  expect(await intercom.readConversation(ID)).toBeUndefined()
})

test.each([
  ['no workspace', { ...aMe, app: null }, 'app'],
  ['no id', { ...aMe, id: null }, 'id'],
  ['a text', 'hello', 'all of it'],
])('says what is unexpected in an answer of another kind: %s', async (_case, body, where) => {
  play(any(() => HttpResponse.json(body)))
  await expect(intercom.me()).rejects.toThrow(`GET /me: HTTP 200 (unexpected_answer at ${where})`)
})

test('says that the address is wrong when even the owner of the token is not found', async () => {
  play(any(() => anError(404, 'not_found')))
  await expect(intercom.me()).rejects.toMatchObject({ name: 'IntercomError', status: 404 })
})

test.each([
  [
    401,
    'unauthorized',
    'GET /me: HTTP 401 (unauthorized). Intercom does not accept the token: copy it anew from the Developer Hub into INTERCOM_ACCESS_TOKEN (a change of permissions makes a new one), and check INTERCOM_REGION.',
  ],
  [400, 'bad_request', 'GET /me: HTTP 400 (bad_request)'],
])('words an error by call, status and code, never with the token: %i', async (status, code, message) => {
  play(any(() => anError(status, code)))
  const error = await intercom.me().catch((thrown) => thrown)
  expect(error).toBeInstanceOf(IntercomError)
  expect(error.message).toBe(message)
  expect(JSON.stringify([error.message, error.stack, error.cause, { ...error }])).not.toContain(TOKEN)
})

test('lists open conversations page by page', async () => {
  const pages = [
    {
      conversations: [
        { id: 1, created_at: 1_700_000_000, updated_at: 1_700_000_100, waiting_since: 1_700_000_050 },
        { id: '2', created_at: 1_700_000_001, statistics: { last_contact_reply_at: 1_700_000_070 } },
      ],
      pages: { next: { starting_after: 'next-page' } },
    },
    {
      conversations: [
        { id: '3', statistics: { last_contact_reply_at: '2026-11-24T09:00:00Z' }, waiting_since: null },
        { id: '4', created_at: 1_700_000_001, statistics: { last_contact_reply_at: null } },
        { id: '5', statistics: { last_contact_reply_at: 'soon' } },
      ],
      pages: { next: null },
    },
  ]
  play(http.post(url('/conversations/search'), inTurn(...pages.map((page) => () => HttpResponse.json(page)))))
  expect(await intercom.openSince(new Date(1_700_000_000_999))).toEqual([
    {
      id: '1',
      createdAt: new Date(1_700_000_000_000),
      updatedAt: new Date(1_700_000_100_000),
      lastContactReplyAt: new Date(1_700_000_050_000),
    },
    {
      id: '2',
      createdAt: new Date(1_700_000_001_000),
      updatedAt: new Date(1_700_000_001_000),
      lastContactReplyAt: new Date(1_700_000_070_000),
    },
    {
      id: '3',
      createdAt: new Date(0),
      updatedAt: new Date(0),
      lastContactReplyAt: new Date('2026-11-24T09:00:00Z'),
    },
    { id: '4', createdAt: new Date(1_700_000_001_000), updatedAt: new Date(1_700_000_001_000) },
    { id: '5', createdAt: new Date(0), updatedAt: new Date(0) },
  ])
  const query = {
    operator: 'AND',
    value: [
      { field: 'open', operator: '=', value: true },
      { field: 'updated_at', operator: '>', value: 1_700_000_000 },
    ],
  }
  expect(await Promise.all(requests.map((request) => request.json()))).toEqual([
    { query, pagination: { per_page: 150 } },
    { query, pagination: { per_page: 150, starting_after: 'next-page' } },
  ])
})

test('does not follow pages without end', async () => {
  const page = { conversations: [], pages: { next: { starting_after: 'again' } } }
  play(any(() => HttpResponse.json(page)))
  expect(await intercom.openSince(new Date(0))).toEqual([])
  expect(requests).toHaveLength(40)
})

test('finds what is open or snoozed past due, page by page, each once', async () => {
  const item = (id: string) => ({ type: 'conversation', id })
  const Asked = z.object({
    query: z.object({ value: z.array(z.object({ field: z.string(), value: z.unknown() })) }),
    pagination: z.object({ starting_after: z.string().optional() }),
  })
  play(
    http.post(url('/conversations/search'), async ({ request }) => {
      const { query, pagination } = Asked.parse(await request.json())
      const [first, second] = query.value
      if (first?.value === 'snoozed') return HttpResponse.json({ conversations: [item('4')] })
      // Changed while the pages were turned.
      if (second?.field === 'updated_at') return HttpResponse.json({ conversations: [item('5'), item('1')] })
      return pagination.starting_after
        ? HttpResponse.json({ conversations: [item('2'), item('3')] })
        : HttpResponse.json({
            conversations: [item('1'), item('2')],
            pages: { next: { starting_after: 'cursor' } },
          })
    }),
  )
  const { ids, isComplete } = await intercom.unresolved(new Date(1_700_000_000_999))
  expect([...ids].sort()).toEqual(['1', '2', '3', '4', '5'])
  expect(isComplete).toBe(true)
  const asked = await Promise.all(requests.map(async (request) => Asked.parse(await request.json())))
  expect(asked.flatMap(({ query }) => query.value)).toContainEqual({
    field: 'snoozed_until',
    value: 1_700_000_000,
  })
})

test('knows teammates and teams by name', async () => {
  play(
    http.get(url('/admins'), () => HttpResponse.json({ admins: [{ id: 1, name: 'Maya' }, { id: '2' }] })),
    http.get(url('/teams'), () => HttpResponse.json({ teams: [{ id: '70', name: 'Support' }] })),
  )
  const { admins, teams } = await intercom.people()
  expect([...admins]).toEqual([['1', 'Maya']])
  expect([...teams]).toEqual([['70', 'Support']])
})

test('tells of teammates and teams what Intercom says, and guesses nothing', async () => {
  play(
    http.get(url('/admins'), () =>
      HttpResponse.json({
        admins: [
          { id: '1', name: 'Maya', has_inbox_seat: true, away_mode_enabled: false },
          { id: '2', has_inbox_seat: 'no' },
        ],
      }),
    ),
    http.get(url('/teams'), () =>
      HttpResponse.json({ teams: [{ id: 70, name: 'Support', admin_ids: [1, '2'] }, { id: 71 }] }),
    ),
  )
  expect(await intercom.admins()).toEqual([
    { id: '1', name: 'Maya', hasInboxSeat: true, isAway: false },
    { id: '2' },
  ])
  expect(await intercom.teams()).toEqual([{ id: '70', name: 'Support', members: ['1', '2'] }, { id: '71' }])
})

test('tells of the newest conversations, one page of them, and where Fin took part', async () => {
  const pages = { next: { starting_after: 'more' } }
  const conversations = [{ id: '1', ai_agent_participated: true }, { id: 2 }]
  play(http.post(url('/conversations/search'), () => HttpResponse.json({ conversations, pages })))
  expect(await intercom.newest()).toEqual({ ids: ['1', '2'], withFin: 1 })
  expect(requests).toHaveLength(1)
})

test('knows the region of the workspace, where Intercom tells', async () => {
  play(http.get(url('/me'), () => HttpResponse.json({ ...aMe, app: { ...aMe.app, region: 'EU' } })))
  expect(await intercom.me()).toMatchObject({ appId: 'abc123', region: 'EU' })
})

test('tries as often as it is told, and tells of every answer', async () => {
  const told: number[] = []
  const once = createIntercom(CONFIG, { attempts: 1, onAnswer: ({ status }) => void told.push(status) })
  play(any(() => anError(503, 'server_error')))
  await expect(once.me()).rejects.toMatchObject({ status: 503 })
  expect(requests).toHaveLength(1)
  expect(told).toEqual([503])
})
