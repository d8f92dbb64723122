import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createRecordContent } from '../../src/pipeline/record-content.ts'
import type { Db } from '../../src/store/db.ts'
import { readHints } from '../../src/store/knowledge-hints.ts'
import { openDatabase } from '../support/a-database.ts'
import { aLog } from '../support/a-log.ts'
import { REF } from '../support/builders.ts'
import { aDoor, aNotification, SECRET, sign } from './a-door.ts'

const { open, record, rows, db } = aDoor()

const NOTHING = { notification: 0, part: 0, conversation: 0, job: 0 }
const STORED = { notification: 1, part: 2, conversation: 1, job: 1 }
const json = (body: string) => JSON.parse(body)

test('answers the HEAD with which Intercom tries an address', async () => {
  const { http } = open()
  expect((await http.inject({ method: 'HEAD', url: '/webhooks/intercom' })).statusCode).toBe(200)
})

test('answers 200 once the notification and its work are committed', async () => {
  const { notify } = open()
  const { status, answer } = await notify(aNotification())
  expect([status, json(answer)]).toEqual([200, { ok: true, result: 'stored' }])
  expect(await rows()).toEqual(STORED)
})

test('stores envelope and ids, and nothing of what people wrote', async () => {
  await open().notify(aNotification())
  expect(await rows()).toEqual(STORED)
  const { rows: stored } = await db().execute<Record<string, unknown>>(sql`
    select to_jsonb(n) as row from notification n union all select to_jsonb(p) from part p
    union all select to_jsonb(c) from conversation c union all select to_jsonb(j) from pgboss.job j where name = 'turn'`)
  expect(stored).toHaveLength(5)
  expect(JSON.stringify(stored)).toContain('part:p1')
  expect(JSON.stringify(stored)).not.toMatch(/4111 1111|ana@example/)
})

test('answers 200 to a repeat, also to several at once, and stores it once', async () => {
  const { notify } = open()
  const answers = await Promise.all([1, 2, 3].map((n) => notify(aNotification({ delivery_attempts: n }))))
  answers.push(await notify(aNotification()))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  const results = answers.map(({ answer }) => json(answer).result).toSorted()
  expect(results).toEqual(['repeat', 'repeat', 'repeat', 'stored'])
  expect(await rows()).toEqual(STORED)
})

test('reads a conversation again of which it is told that something was redacted, and not what', async () => {
  const data = { type: 'notification_event_data', item: { type: 'conversation', id: REF.conversationId } }
  await open().notify(aNotification({ topic: 'conversation_part.redacted', data }))
  expect(await rows()).toEqual({ notification: 1, part: 0, conversation: 1, job: 1 })
})

test.each([
  ['contact.deleted', { deleted: true }, ['c1 forgotten']],
  ['contact.merged', { merged_from: { type: 'contact', id: 'c0' } }, ['c0 into c1', 'c1']],
  ['contact.merged', {}, []],
  ['contact.archived', { name: 'Ana' }, []],
])(
  'answers 200 to %s %j once what follows is committed, and repeats change nothing',
  async (topic, more, kept) => {
    const { notify } = open()
    await db().execute(sql`truncate contact`)
    const data = { type: 'notification_event_data', item: { type: 'contact', id: 'c1', ...more } }
    const results = [
      await notify(aNotification({ topic, data })),
      await notify(aNotification({ topic, data })),
    ]
    expect(results.map(({ status, answer }) => [status, json(answer).result])).toEqual([
      [200, 'stored'],
      [200, 'repeat'],
    ])
    const { rows: contacts } = await db().execute<{ row: string }>(sql`
    select id || coalesce(' into ' || merged_into, '') || case when forgotten_at is null then '' else ' forgotten' end
      as row from contact order by 1`)
    expect(contacts.map(({ row }) => row)).toEqual(kept)
    expect(await rows()).toEqual({ ...NOTHING, notification: 1 })
  },
)

test.each([
  ['ping', aNotification({ topic: 'ping', data: {} }), 'ping'],
  ['a ping of no workspace of ours', aNotification({ topic: 'ping', app_id: 'other', data: null }), 'ping'],
  ['a topic that is not for us', aNotification({ topic: 'contact.created' }), 'ignored'],
  ['another workspace', aNotification({ app_id: 'app2' }), 'other_workspace'],
])('answers 200 to %s, counts it and stores nothing', async (_case, notification, result) => {
  const { notify, lines } = open()
  const { status, answer } = await notify(notification)
  expect([status, json(answer).result]).toEqual([200, result])
  expect(await rows()).toEqual(NOTHING)
  expect(lines().filter((line) => json(line).result === result)).toHaveLength(1)
})

test.each<[string, string, number]>([
  ['a reply', 'conversation.user.replied', 1],
  ['a new conversation', 'conversation.user.created', 1],
  ["a teammate's reply", 'conversation.admin.replied', 0],
  ['a closing', 'conversation.admin.closed', 0],
  ['a topic of tomorrow', 'conversation.something.new', 0],
])('stores %s and wakes a turn only for what a contact wrote', async (_case, topic, job) => {
  expect((await open().notify(aNotification({ topic }))).status).toBe(200)
  expect(await rows()).toEqual({ ...STORED, job })
})

test.each<[string, Readonly<Record<string, string>>]>([
  ['absent', { 'x-hub-signature': '' }],
  ['of another secret', { 'x-hub-signature': sign(JSON.stringify(aNotification()), 'guessed') }],
  ['of another body', { 'x-hub-signature': sign('{}') }],
  ['cut short', { 'x-hub-signature': sign(JSON.stringify(aNotification())).slice(0, -1) }],
  [
    'of another header',
    { 'x-hub-signature': 'x', 'x-body-signature': sign(JSON.stringify(aNotification())) },
  ],
])('answers 401 when the signature is %s', async (_case, headers) => {
  const { send, lines } = open()
  const { status, answer } = await send(JSON.stringify(aNotification()), headers)
  expect([status, json(answer).error]).toEqual([401, 'bad_signature'])
  expect(await rows()).toEqual(NOTHING)
  expect(json(lines()[0] ?? '')).toMatchObject({ result: 'bad_signature', status: 401 })
})

test('judges the signature before anything else: rubbish without one is 401, not 400', async () => {
  const { send } = open(() => undefined)
  expect((await send('not json', { 'x-hub-signature': sign('{}') })).status).toBe(401)
  expect((await send('', { 'x-hub-signature': '' })).status).toBe(401)
})

test.each([
  ['not JSON', 'hunter2 {'],
  ['nothing', ''],
  ['a list', '[]'],
  ['another object', '{"type":"hunter2"}'],
  ['a notification without its workspace', JSON.stringify(aNotification({ app_id: null }))],
  ['a notification about nothing', JSON.stringify(aNotification({ data: null }))],
])('answers 400 to %s under a valid signature, without quoting it', async (_case, body) => {
  const { send, lines } = open()
  const { status, answer } = await send(body)
  expect([status, json(answer).error]).toEqual([400, 'malformed'])
  expect(`${answer}${lines()}`).not.toContain('hunter2')
  expect(await rows()).toEqual(NOTHING)
})

test.each(['application/json', 'application/json; charset=utf-8', 'text/plain', 'application/octet-stream'])(
  'reads the raw bytes, whatever %s claims them to be',
  async (type) => {
    expect((await open().send(JSON.stringify(aNotification()), { 'content-type': type })).status).toBe(200)
  },
)

test('takes 2 MB, and answers 413 to a byte more', async () => {
  const { send } = open()
  const frame = JSON.stringify(aNotification({ padding: '' })).length
  const ofSize = (bytes: number) => JSON.stringify(aNotification({ padding: 'x'.repeat(bytes - frame) }))
  const most = 2 * 1024 * 1024
  expect((await send(ofSize(most + 1))).status).toBe(413)
  expect(await rows()).toEqual(NOTHING)
  expect((await send(ofSize(most))).status).toBe(200)
})

test('answers 503 while the workspace is not known yet, so that Intercom sends it again', async () => {
  const { notify } = open(() => undefined)
  const { status, answer } = await notify(aNotification())
  expect([status, json(answer).error]).toEqual([503, 'not_connected'])
  expect((await notify(aNotification({ topic: 'ping' }))).status).toBe(200)
  expect(await rows()).toEqual(NOTHING)
})

test('answers 503 while the store is down; why is logged once, and each notification with its id', async () => {
  const gone = await openDatabase()
  await gone.close()
  const { notify, lines } = open(() => ({ appId: REF.appId, record: record({ db: gone.db }) }))
  const ids = ['notif_1', 'notif_2', 'notif_3']
  for (const id of ids) {
    const { status, answer } = await notify(aNotification({ id }))
    expect([status, json(answer).error]).toEqual([503, 'store_down'])
  }
  const told = lines().map((line) => json(line))
  expect(told.filter(({ err }) => err).map(({ msg }) => msg)).toEqual(['notification could not be stored'])
  expect(told.filter(({ status }) => status === 503).map(({ notificationId }) => notificationId)).toEqual(ids)
})

/** A database whose transactions do all their work and die before the commit. */
const dyingAtCommit = (): Db =>
  new Proxy(db(), {
    get: (target, name) => {
      if (name !== 'transaction') return Reflect.get(target, name, target)
      const transaction: Db['transaction'] = (work) =>
        target.transaction(async (tx) => {
          await work(tx)
          throw new Error('died before the commit')
        })
      return transaction
    },
  })

/** A moment that a date can hold, and Postgres cannot read. */
const OUT_OF_TIME = { created_at: 8_640_000_000_000 }

/** A queue that nobody can reach. */
const away = () => Promise.reject(new Error('the queue is away'))
const AWAY = { wake: away, wakeIn: away }

test('answers 200 without its wake: what is committed is found by the next look', async () => {
  const { log, lines } = aLog()
  const { notify } = open(() => ({ appId: REF.appId, record: record({ queue: AWAY, log }) }))
  expect((await notify(aNotification())).status).toBe(200)
  expect(await rows()).toEqual({ ...STORED, job: 0 })
  expect(lines().map((line) => json(line).conversationId)).toEqual([REF.conversationId])
})

test.each([
  ['a deletion', aNotification({ topic: 'conversation.deleted' })],
  ['a redaction', aNotification({}, { source: { id: 's1', redacted: true } })],
])(
  'stores nothing of %s half: a failure at the last step leaves no row, and the retry stores all',
  async (_case, erasing) => {
    const failing = open(() => ({ appId: REF.appId, record: record({ db: dyingAtCommit() }) }))
    expect((await failing.notify(erasing)).status).toBe(503)
    expect(await rows()).toEqual(NOTHING)
    expect((await open().notify({ ...erasing, delivery_attempts: 2 })).status).toBe(200)
    expect(await rows()).toMatchObject({ notification: 1, part: 2, conversation: 1 })
  },
)

test('turns away only the one that the database refuses, and stores those that came with it', async () => {
  const notifications = [1, 2, 3, 4, 5].map((n) =>
    aNotification({ id: `notif_${n}`, ...(n === 4 && OUT_OF_TIME) }),
  )
  const { notify } = open()
  const statuses = (await Promise.all(notifications.map(notify))).map(({ status }) => status)
  expect(statuses).toEqual([200, 200, 200, 503, 200])
  expect((await rows()).notification).toBe(4)
})

test('stores many that come at once', async () => {
  const { notify } = open()
  const many = Array.from({ length: 60 }, (_, n) =>
    aNotification({ id: `notif_${n % 50}` }, { id: `${n % 20}`, source: { id: `s${n % 20}` } }),
  )
  const results = (await Promise.all(many.map(notify))).map(({ answer }) => json(answer).result)
  expect(results.filter((result) => result === 'stored')).toHaveLength(50)
  expect(results.filter((result) => result === 'repeat')).toHaveLength(10)
  expect(await rows()).toEqual({ notification: 50, part: 40, conversation: 20, job: 20 })
})

test('never answers 410 or 429, which would cut us off', async () => {
  const record = () => Promise.reject(Object.assign(new Error('gone'), { statusCode: 410 }))
  const { notify } = open(() => ({ appId: REF.appId, record }))
  expect((await notify(aNotification())).status).toBe(503)
})

test('logs ids and codes: no words, no names, no secrets, whatever happens', async () => {
  const gone = await openDatabase()
  await gone.close()
  const doors = [
    open(),
    open(() => undefined),
    open(() => ({ appId: REF.appId, record: record({ db: gone.db }) })),
  ]
  for (const { notify, send } of doors) {
    await notify(aNotification())
    await notify(aNotification({ app_id: null }))
    await send(JSON.stringify(aNotification()), { 'x-hub-signature': `sha1=${'0'.repeat(40)}` })
  }
  const logged = doors.flatMap(({ lines }) => lines()).join('')
  expect(logged).toContain('notif_1')
  expect(logged).not.toMatch(/4111 1111|ana@example|asks again/)
  expect(logged).not.toContain(SECRET)
  expect(logged).not.toContain(sign(JSON.stringify(aNotification())))
})

/** What a socket that sends exactly these bytes is answered. */
async function overSocket(head: readonly string[], body: Buffer): Promise<string> {
  const { http } = open()
  await http.listen({ host: '127.0.0.1', port: 0 })
  const address = http.server.address()
  if (!address || typeof address === 'string') throw new Error('not listening')
  const socket = connect(address.port, address.address)
  socket.write(
    `POST /webhooks/intercom HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${head.join('\r\n')}\r\n\r\n`,
  )
  socket.write(body)
  return text(socket)
}

test('checks the very bytes that came over the wire', async () => {
  const body = Buffer.from(
    JSON.stringify(aNotification({}, { note: '¿Dónde? 請求書 🙂 \u2028 é é' }), null, '\t'),
  )
  const headers = [`Content-Length: ${body.length}`, `X-Hub-Signature: ${sign(body)}`]
  expect(await overSocket(headers, body)).toMatch(/^HTTP\/1\.1 200 /)
  expect(await rows()).toEqual(STORED)
})

test('checks bytes that are no UTF-8 as they are', async () => {
  const body = Buffer.from([0x22, 0xff, 0xfe, 0x22])
  const headers = [`Content-Length: ${body.length}`, 'Content-Type: application/json']
  const answers = [
    await overSocket([...headers, `X-Hub-Signature: ${sign(body)}`], body),
    await overSocket([...headers, `X-Hub-Signature: ${sign(body.toString('utf8'))}`], body),
  ]
  expect(answers.map((answer) => answer.slice(9, 12))).toEqual(['400', '401'])
})

test('takes a body in pieces, and none that is larger than it says', async () => {
  const body = Buffer.from(JSON.stringify(aNotification()))
  const [one, two] = [body.subarray(0, 100), body.subarray(100)]
  const chunk = (bytes: Buffer) =>
    Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])
  const pieces = Buffer.concat([chunk(one), chunk(two), chunk(Buffer.alloc(0))])
  const chunked = ['Transfer-Encoding: chunked', `X-Hub-Signature: ${sign(body)}`]
  expect(await overSocket(chunked, pieces)).toMatch(/^HTTP\/1\.1 200 /)
  const tooMuch = Buffer.concat([chunk(Buffer.alloc(2 * 1024 * 1024 + 1)), chunk(Buffer.alloc(0))])
  expect(await overSocket(chunked, tooMuch)).toMatch(/^HTTP\/1\.1 413 /)
})

test('tells of every ping and notification of our own workspace, and of nobody else', async () => {
  const heard: string[] = []
  const hear = ({ appId, topic }: { readonly appId: string; readonly topic: string }) =>
    void heard.push(`${appId} ${topic}`)
  const { notify, send } = open(undefined, hear)
  await notify(aNotification({ topic: 'ping', data: {} }))
  await notify(aNotification())
  await notify(aNotification({ id: 'notif_2', app_id: 'app2' }))
  await notify(aNotification({ topic: 'ping', app_id: 'app2', data: {} }))
  await send(JSON.stringify(aNotification({ topic: 'ping' })), { 'x-hub-signature': sign('else') })
  expect(heard).toEqual(['app1 ping', 'app1 conversation.user.replied'])
})

test('tells of a ping that comes before the workspace is known', async () => {
  const heard: string[] = []
  const { notify } = open(
    () => undefined,
    ({ topic }) => void heard.push(topic),
  )
  expect((await notify(aNotification({ topic: 'ping', data: {} }))).status).toBe(200)
  expect(heard).toEqual(['ping'])
})

test('stores that an article is to be read again before it answers, and leaves alone what is not used', async () => {
  const told: string[] = []
  const recordContent = createRecordContent({
    db: db(),
    used: ['articles'],
    syncSoon: (one) => told.push(one),
  })
  const { notify } = open(() => ({ appId: REF.appId, record: record({ recordContent }) }))
  const about = (topic: string, id: string) =>
    notify(aNotification({ topic, data: { type: 'notification_event_data', item: { id, deleted: true } } }))
  expect(json((await about('article.deleted', '39')).answer).result).toBe('stored')
  expect(json((await about('article.deleted', '39')).answer).result).toBe('stored')
  expect(json((await about('content_snippet.deleted', '7')).answer).result).toBe('ignored')
  expect((await readHints(db(), 'articles')).map(({ item }) => item)).toEqual(['39'])
  expect(told).toEqual(['articles', 'articles'])
})
