import { expect, test } from 'vitest'
import { parseNotification } from '../../src/intercom/notification.ts'

const anItem = (overrides: object = {}) => ({
  type: 'conversation',
  id: '100',
  admin_assignee_id: null,
  team_assignee_id: null,
  source: { type: 'conversation', id: 's1', body: 'Hello', author: { type: 'user', id: 'c1' } },
  conversation_parts: { conversation_parts: [{ type: 'conversation_part', id: 'p1', body: 'And?' }] },
  ...overrides,
})

const aNotification = (overrides: object = {}, item: unknown = anItem()) => ({
  type: 'notification_event',
  id: 'notif_1',
  topic: 'conversation.user.replied',
  app_id: 'app1',
  created_at: 1_700_000_000,
  delivery_attempts: 1,
  first_sent_at: 1_700_000_000,
  self: null,
  data: { type: 'notification_event_data', item },
  ...overrides,
})

const parse = (body: unknown) => parseNotification(Buffer.from(JSON.stringify(body)))
const parts = (...list: readonly unknown[]) => ({ conversation_parts: { conversation_parts: list } })

test('keeps the envelope and the ids, and nothing of what people wrote', () => {
  const parsed = parse(aNotification())
  expect(parsed).toEqual({
    kind: 'event',
    event: {
      id: 'notif_1',
      appId: 'app1',
      topic: 'conversation.user.replied',
      createdAt: new Date(1_700_000_000_000),
      attempt: 1,
      conversationId: '100',
      entryIds: ['source:s1', 'part:p1'],
      redactedIds: [],
    },
  })
})

test.each<[string, object, object]>([
  [
    'ids as numbers',
    anItem({ id: 100, source: { id: 7 }, ...parts({ id: 8 }) }),
    { conversationId: '100', entryIds: ['source:7', 'part:8'] },
  ],
  ['no source', anItem({ source: null }), { entryIds: ['part:p1'] }],
  ['a source without id', anItem({ source: { body: 'Hi' } }), { entryIds: ['part:p1'] }],
  ['a source with an empty id', anItem({ source: { id: '' } }), { entryIds: ['part:p1'] }],
  ['a source id of several lines', anItem({ source: { id: 'a\nb\0' } }), { entryIds: ['part:p1'] }],
  ['no parts', anItem({ conversation_parts: null }), { entryIds: ['source:s1'] }],
  ['an empty list of parts', anItem(parts()), { entryIds: ['source:s1'] }],
  [
    'a list of null',
    anItem({ conversation_parts: { conversation_parts: null } }),
    { entryIds: ['source:s1'] },
  ],
  [
    'the same part twice',
    anItem(parts({ id: 'p1' }, { id: 'p1' })),
    { entryIds: ['source:s1', 'part:p1', 'part:p1'] },
  ],
  ['a bare conversation', { id: '100' }, { conversationId: '100', entryIds: [] }],
  [
    'a deleted conversation',
    { type: 'conversation', id: '100', deleted: true },
    { conversationId: '100', entryIds: [] },
  ],
  ['an assigned teammate', anItem({ admin_assignee_id: 814_860 }), { adminAssignee: '814860' }],
  ['an assigned team', anItem({ team_assignee_id: '70' }), { teamAssignee: '70' }],
  ['an empty body', anItem(parts({ id: 'p1', body: '' })), { entryIds: ['source:s1', 'part:p1'] }],
  ['a body of null', anItem(parts({ id: 'p1', body: null })), { entryIds: ['source:s1', 'part:p1'] }],
  ['an author of null', anItem(parts({ id: 'p1', author: null })), { entryIds: ['source:s1', 'part:p1'] }],
  [
    'an author without type',
    anItem(parts({ id: 'p1', author: { type: null, id: null } })),
    { entryIds: ['source:s1', 'part:p1'] },
  ],
  [
    'attachments',
    anItem(parts({ id: 'p1', attachments: [{ type: 'upload', name: 'x.pdf' }] })),
    { entryIds: ['source:s1', 'part:p1'] },
  ],
  [
    'oddities in what we do not read',
    anItem(parts({ id: 'p1', body: 7, attachments: {}, metadata: 'x', created_at: 'now' })),
    { entryIds: ['source:s1', 'part:p1'] },
  ],
  ['Arabic', anItem(parts({ id: 'p1', body: 'أين فاتورتي؟' })), { entryIds: ['source:s1', 'part:p1'] }],
  [
    'half a surrogate pair',
    anItem(parts({ id: 'p1', body: '\ud83d and \0' })),
    { entryIds: ['source:s1', 'part:p1'] },
  ],
  [
    'a huge text',
    anItem(parts({ id: 'p1', body: 'x'.repeat(1_500_000) })),
    { entryIds: ['source:s1', 'part:p1'] },
  ],
  [
    'a redacted part',
    anItem(parts({ id: 'p1', redacted: true }, { id: 'p2', redacted: false })),
    { redactedIds: ['part:p1'] },
  ],
  ['a redacted source', anItem({ source: { id: 's1', redacted: true } }), { redactedIds: ['source:s1'] }],
  ['a redacted source without id', anItem({ source: { redacted: true } }), { redactedIds: [] }],
])('reads a conversation with %s', (_case, item, expected) => {
  expect(parse(aNotification({}, item))).toMatchObject({ kind: 'event', event: expected })
})

test.each([0, '0', null, undefined])('takes the assignee %j for nobody', (nobody) => {
  const parsed = parse(aNotification({}, anItem({ admin_assignee_id: nobody, team_assignee_id: nobody })))
  expect(parsed.kind === 'event' ? Object.keys(parsed.event) : []).not.toContain('adminAssignee')
  expect(parsed.kind === 'event' ? Object.keys(parsed.event) : []).not.toContain('teamAssignee')
})

// Observed in three shapes: the part, the conversation around it, and a conversation without parts.
test.each<[object, readonly string[]]>([
  [{ type: 'conversation_part', id: 55, conversation_id: 100, redacted: true }, ['part:55']],
  [{ type: 'conversation_part', id: 55, conversation_id: 100 }, ['part:55']],
  [{ type: 'conversation_part', id: '55', conversation_id: '100', redacted: false }, []],
  [anItem(parts({ id: 'p1', redacted: true })), ['part:p1']],
  [{ type: 'conversation', id: '100' }, []],
])('reads what was redacted from %j', (item, redactedIds) => {
  expect(parse(aNotification({ topic: 'conversation_part.redacted' }, item))).toMatchObject({
    kind: 'event',
    event: { conversationId: '100', redactedIds },
  })
})

test.each<[string, object, object]>([
  ['contact.deleted', { type: 'contact', id: 'c1', deleted: true }, { id: 'c1' }],
  ['contact.deleted', { id: 17 }, { id: '17' }],
  ['contact.archived', { type: 'contact', id: 'c1', name: 'Ana', archived: true }, { id: 'c1' }],
  [
    'contact.merged',
    { type: 'contact', id: 'c1', merged_from: { type: 'contact', id: 'c0' } },
    { id: 'c1', mergedFrom: 'c0' },
  ],
  ['contact.merged', { type: 'contact', id: 'c1' }, { id: 'c1' }],
  ['contact.merged', { type: 'contact', id: 'c1', merged_from: { id: '' } }, { id: 'c1' }],
])('keeps of %s %j the ids alone', (topic, item, contact) => {
  const parsed = parse(aNotification({ topic }, item))
  expect(parsed).toMatchObject({ kind: 'event', event: { topic, contact, entryIds: [], redactedIds: [] } })
  expect(JSON.stringify(parsed)).not.toContain('Ana')
})

test.each([{}, { id: '' }, { id: 'a b' }, null])('turns away a contact without an id: %j', (item) => {
  expect(parse(aNotification({ topic: 'contact.deleted' }, item))).toMatchObject({
    kind: 'malformed',
    problem: expect.stringContaining('data.item'),
  })
})

test('does not take a part of no conversation for a conversation', () => {
  const item = { type: 'conversation_part', id: '55', redacted: true }
  expect(parse(aNotification({ topic: 'conversation_part.redacted' }, item)).kind).toBe('malformed')
})

test.each([
  'ping',
  'contact.created',
  'ticket.created',
  'company.updated',
  'conversations',
  'some.topic.of.2031',
])('reads the topic %s without looking into it', (topic) => {
  for (const data of [undefined, null, {}, { item: null }, { item: { id: { odd: true } } }]) {
    const parsed = parse(aNotification({ topic, data }))
    expect(parsed).toMatchObject({ kind: 'event', event: { topic, entryIds: [], redactedIds: [] } })
    expect(parsed.kind === 'event' ? parsed.event : {}).not.toHaveProperty('conversationId')
  }
})

test.each<[object, object]>([
  [{ app_id: 12 }, { appId: '12' }],
  [{ delivery_attempts: 2 }, { attempt: 2 }],
  [{ delivery_attempts: null }, { attempt: 1 }],
  [{ delivery_attempts: 1.5 }, { attempt: 1 }],
  [{ delivery_attempts: 1e12 }, { attempt: 1 }],
  [{ more: 'than we know' }, { id: 'notif_1' }],
])('reads the envelope %j', (overrides, expected) => {
  expect(parse(aNotification(overrides))).toMatchObject({ kind: 'event', event: expected })
})

test.each([null, undefined, 1e300, -1, 'yesterday'])('dates a notification of %j now', (created_at) => {
  const before = Date.now()
  const parsed = parse(aNotification({ created_at }))
  expect(parsed.kind === 'event' && parsed.event.createdAt.getTime()).toBeGreaterThanOrEqual(before)
})

test.each<[string, unknown, string]>([
  ['null', null, 'body'],
  ['a list', [], 'body'],
  ['a text', 'notification_event', 'body'],
  ['nothing in it', {}, 'type'],
  ['another type', aNotification({ type: 'canvas' }), 'type'],
  ['no id', aNotification({ id: undefined }), 'id'],
  ['a numeric id', aNotification({ id: 5 }), 'id'],
  ['an empty id', aNotification({ id: '' }), 'id'],
  ['an id with a NUL', aNotification({ id: 'a\0b' }), 'id'],
  ['a boundless id', aNotification({ id: 'x'.repeat(201) }), 'id'],
  ['no topic', aNotification({ topic: null }), 'topic'],
  ['a topic with a line break', aNotification({ topic: 'a\nb' }), 'topic'],
  ['no workspace', aNotification({ app_id: null }), 'app_id'],
  ['an empty workspace', aNotification({ app_id: '' }), 'app_id'],
  ['data of another kind', aNotification({ data: 'x' }), 'data'],
  ['no item', aNotification({ data: {} }), 'data.item'],
  ['an item of null', aNotification({ data: { item: null } }), 'data.item'],
  ['an item that is a list', aNotification({}, []), 'data.item'],
  ['no conversation id', aNotification({}, anItem({ id: null })), 'data.item: id'],
  ['an empty conversation id', aNotification({}, anItem({ id: '' })), 'data.item: id'],
  ['a broken conversation id', aNotification({}, anItem({ id: 1.5 })), 'data.item: id'],
  [
    'parts without ids',
    aNotification({}, anItem(parts({ body: 'secret words' }))),
    'conversation_parts.0.id',
  ],
])('refuses %s and says where, never what', (_case, body, where) => {
  const parsed = parse(body)
  expect(parsed).toMatchObject({ kind: 'malformed', problem: expect.stringContaining(where) })
  expect(JSON.stringify(parsed)).not.toContain('secret words')
})

test.each([
  ['nothing', Buffer.alloc(0)],
  ['half of it', Buffer.from(JSON.stringify(aNotification()).slice(0, -1))],
  ['a form', Buffer.from('payload=%7B%7D')],
  ['random bytes', Buffer.from([0, 255, 254, 128])],
  ['deep nesting', Buffer.from('['.repeat(100_000))],
])('refuses a body that is not JSON: %s', (_case, body) => {
  expect(parseNotification(body)).toEqual({ kind: 'malformed', problem: 'the body is not JSON' })
})

test.each([
  [
    'article.created',
    { type: 'article', id: '39', title: 'T', body: '<p>x</p>' },
    { source: 'articles', id: '39' },
  ],
  ['article.deleted', { type: 'article', id: 39, deleted: true }, { source: 'articles', id: '39' }],
  ['content_snippet.updated', { type: 'content_snippet', id: '7' }, { source: 'snippets', id: '7' }],
])('of %s keeps which one it is about, and nothing else', (topic, item, content) => {
  const parsed = parse(aNotification({ topic }, item))
  expect(parsed).toMatchObject({ kind: 'event', event: { topic, content, entryIds: [] } })
  expect(JSON.stringify(parsed)).not.toContain('<p>')
})

test.each([[{ type: 'article' }], [{ id: '../me' }], [null]])(
  'of an article without a usable id, %j, is malformed',
  (item) => {
    expect(parse(aNotification({ topic: 'article.updated' }, item))).toMatchObject({ kind: 'malformed' })
  },
)
