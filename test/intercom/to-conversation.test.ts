import { expect, test } from 'vitest'
import type { Entry } from '../../src/domain/conversation.ts'
import { ConversationPayload } from '../../src/intercom/payloads.ts'
import { toConversation } from '../../src/intercom/to-conversation.ts'

const USER = { type: 'user', id: 'c1', name: 'Ana', email: 'ana@example.com' }
const MAYA = { type: 'admin', id: '1', name: 'Maya', email: 'maya@lumen.example' }

/** As `GET /conversations/{id}` answers (API description 2.16), with what a case is about. */
const aPayload = (overrides: object = {}) => ({
  type: 'conversation',
  id: '100',
  created_at: 1_700_000_000,
  updated_at: 1_700_000_300,
  waiting_since: 1_700_000_000,
  snoozed_until: null,
  state: 'open',
  open: true,
  source: {
    type: 'conversation',
    id: 's1',
    delivered_as: 'customer_initiated',
    subject: '',
    body: '<p>Hello</p>',
    author: USER,
    attachments: [],
    redacted: false,
  },
  contacts: { type: 'contact.list', contacts: [{ type: 'contact', id: 'c1', external_id: '70' }] },
  admin_assignee_id: 0,
  team_assignee_id: 0,
  ai_agent_participated: false,
  ai_agent: null,
  statistics: null,
  conversation_parts: { type: 'conversation_part.list', conversation_parts: [], total_count: 0 },
  ...overrides,
})

const aPart = (overrides: object = {}) => ({
  type: 'conversation_part',
  id: 'p1',
  part_type: 'comment',
  body: '<p>And?</p>',
  created_at: 1_700_000_100,
  author: USER,
  attachments: [],
  redacted: false,
  ...overrides,
})

const read = (overrides: object = {}) => toConversation(ConversationPayload.parse(aPayload(overrides)))
const withParts = (...parts: readonly object[]) => read({ conversation_parts: { conversation_parts: parts } })
const firstPart = (overrides: object): Entry | undefined => withParts(aPart(overrides)).entries[1]

test('reads a conversation with its source and its parts', () => {
  expect(withParts(aPart())).toEqual({
    id: '100',
    contactName: 'Ana',
    state: 'open',
    channel: 'chat',
    createdAt: new Date(1_700_000_000_000),
    contactIds: ['c1'],
    finAtWork: false,
    tags: [],
    isCut: false,
    entries: [
      {
        id: 'source:s1',
        author: { kind: 'contact', id: 'c1' },
        kind: 'source',
        text: 'Hello',
        attachments: 0,
        hasReplyOptions: false,
        redacted: false,
        at: new Date(1_700_000_000_000),
      },
      {
        id: 'part:p1',
        author: { kind: 'contact', id: 'c1' },
        kind: 'comment',
        text: 'And?',
        attachments: 0,
        hasReplyOptions: false,
        redacted: false,
        at: new Date(1_700_000_100_000),
      },
    ],
  })
})

test('reads a conversation of which hardly anything is there', () => {
  expect(toConversation(ConversationPayload.parse({ id: 100 }))).toEqual({
    id: '100',
    state: 'open',
    channel: 'chat',
    createdAt: new Date(0),
    contactIds: [],
    finAtWork: false,
    tags: [],
    isCut: false,
    entries: [
      {
        id: 'source:100',
        author: { kind: 'system' },
        kind: 'source',
        text: '',
        attachments: 0,
        hasReplyOptions: false,
        redacted: false,
        at: new Date(0),
      },
    ],
  })
})

test('reads null wherever Intercom may put it', () => {
  const nothing = Object.fromEntries(Object.keys(aPayload()).map((key) => [key, key === 'id' ? '100' : null]))
  expect(toConversation(ConversationPayload.parse(nothing)).entries).toHaveLength(1)
  const noPart = Object.fromEntries(Object.keys(aPart()).map((key) => [key, key === 'id' ? 'p1' : null]))
  expect(withParts(noPart).entries[1]).toMatchObject({ author: { kind: 'system' }, kind: 'other', text: '' })
  expect(read({ contacts: { contacts: [{ id: null }] } }).contactIds).toEqual([])
})

test('names everybody who takes part', () => {
  expect(read({ contacts: { contacts: [{ id: 'c1' }, { id: 'c2' }] } }).contactIds).toEqual(['c1', 'c2'])
})

test.each([
  [
    { type: 'user', id: 'c1' },
    { kind: 'contact', id: 'c1' },
  ],
  [
    { type: 'lead', id: 'c1' },
    { kind: 'contact', id: 'c1' },
  ],
  [
    { type: 'visitor', id: 'c1' },
    { kind: 'contact', id: 'c1' },
  ],
  [
    { type: 'contact', id: 77 },
    { kind: 'contact', id: '77' },
  ],
  [
    { type: 'admin', id: '1', email: 'maya@lumen.example' },
    { kind: 'admin', id: '1' },
  ],
  [
    { type: 'admin', id: 1, email: null },
    { kind: 'admin', id: '1' },
  ],
  [{ type: 'bot', id: '5', name: 'Fin' }, { kind: 'operator' }],
  [{ type: 'bot', id: null }, { kind: 'operator' }],
  [{ type: 'admin', id: '5', email: 'operator@intercom.io' }, { kind: 'operator' }],
  [{ type: 'admin', id: '5', email: 'Operator+abc123@Intercom.io' }, { kind: 'operator' }],
  [
    { type: 'admin', id: '1', email: 'operator@lumen.example' },
    { kind: 'admin', id: '1' },
  ],
  [
    { type: 'admin', id: '1', email: 'not-operator@intercom.io' },
    { kind: 'admin', id: '1' },
  ],
  [
    { type: 'admin', id: '1', email: 'operator@intercom.io.evil.example' },
    { kind: 'admin', id: '1' },
  ],
  [
    { type: 'user', id: 'c1', email: 'operator@intercom.io' },
    { kind: 'contact', id: 'c1' },
  ],
  [{ type: 'team', id: '70' }, { kind: 'system' }],
  [{ type: 'user', id: null }, { kind: 'system' }],
  [{ type: 'admin', id: 0 }, { kind: 'system' }],
  [{ type: 'admin', id: '0' }, { kind: 'system' }],
  [{ type: null, id: '1' }, { kind: 'system' }],
  [null, { kind: 'system' }],
])('knows who wrote: %j', (author, kind) => {
  expect(firstPart({ author })?.author).toEqual(kind)
  expect(read({ source: { id: 's1', author } }).entries[0]?.author).toEqual(kind)
})

test.each([
  ['comment', 'comment'],
  ['quick_reply', 'comment'],
  ['note', 'note'],
  ['note_and_reopen', 'note'],
  ['assignment', 'assignment'],
  ['assign_and_reopen', 'assignment'],
  ['close', 'close'],
  ['open', 'open'],
  ['snoozed', 'snooze'],
  ['unsnoozed', 'other'],
  ['toString', 'other'],
  ['', 'other'],
])('takes the part type %s for %s, and reads its text whatever it is', (part_type, kind) => {
  expect(firstPart({ part_type })).toMatchObject({ kind, text: 'And?' })
})

test.each(['admin', 'workflow', 'user'])('reads no comment in an attribute update by %s', (by) => {
  const part_type = `conversation_attribute_updated_by_${by}`
  expect(firstPart({ part_type })).toMatchObject({ kind: 'other', text: '' })
})

test('tells what a program says it wrote', () => {
  expect(firstPart({ app_package_code: 'test-integration' })?.byProgram).toBe(true)
  expect(firstPart({ app_package_code: null })?.byProgram).toBeUndefined()
})

test('knows the tags, and leaves out what is none', () => {
  const tags = { type: 'tag.list', tags: [{ id: '86', name: 'Manual tag' }, { id: 87 }, {}] }
  expect(read({ tags }).tags).toEqual(['86', '87'])
  expect(read({ tags: null }).tags).toEqual([])
  expect(read({ tags: 'none' }).tags).toEqual([])
})

test.each([
  [499, false],
  [500, true],
])('of %i parts: whether older ones may be missing', (count, isCut) => {
  const parts = Array.from({ length: count }, (_, index) => aPart({ id: `p${index}` }))
  expect(withParts(...parts).isCut).toBe(isCut)
})

test.each([
  ['assignment', { type: 'team', id: '70' }, { kind: 'team', id: '70' }],
  ['assignment', { type: 'team', id: 70 }, { kind: 'team', id: '70' }],
  ['assignment', { type: 'admin', id: 1 }, { kind: 'admin', id: '1' }],
  ['assign_and_reopen', { type: 'admin', id: '1' }, { kind: 'admin', id: '1' }],
  ['assign_and_unsnooze', { type: 'admin', id: '1' }, { kind: 'admin', id: '1' }],
  ['assignment', { type: 'nobody_admin', id: null }, { kind: 'nobody' }],
  ['assignment', { type: 'admin', id: 0 }, { kind: 'nobody' }],
  ['assignment', null, { kind: 'nobody' }],
  ['comment', { type: 'admin', id: '1' }, undefined],
])('knows where %s to %j points', (part_type, assigned_to, assignedTo) => {
  expect(firstPart({ part_type, assigned_to, author: MAYA })?.assignedTo).toEqual(assignedTo)
})

test.each([
  [{ attachments: [{ type: 'upload', name: 'a.pdf' }, { type: 'upload' }] }, 2],
  [{ attachments: null }, 0],
  [{ attachments: [{}], body: '<p>See</p><img src="x"><img src="y">' }, 3],
])('counts what it cannot read: %j', (overrides, attachments) => {
  expect(firstPart(overrides)?.attachments).toBe(attachments)
  expect(read({ source: { id: 's1', author: USER, ...overrides } }).entries[0]?.attachments).toBe(attachments)
})

test('sees what was redacted, and options to click', () => {
  expect(firstPart({ redacted: true, body: null })).toMatchObject({ redacted: true, text: '' })
  expect(read({ source: { id: 's1', redacted: true } }).entries[0]?.redacted).toBe(true)
  const metadata = { quick_reply_options: [{ text: 'Yes', uuid: 'u' }] }
  expect(firstPart({ metadata })?.hasReplyOptions).toBe(true)
  expect(firstPart({ metadata: { quick_reply_options: [] } })?.hasReplyOptions).toBe(false)
})

test.each([
  [{ state: 'open', open: true }, 'open'],
  [{ state: 'closed', open: false }, 'closed'],
  [{ state: 'snoozed', open: true, snoozed_until: 1_800_000_000 }, 'snoozed'],
  [{ state: null, open: true }, 'open'],
  [{ state: null, open: false }, 'closed'],
  [{ state: null, open: null }, 'open'],
  [{ state: 'something new', open: false }, 'closed'],
])('reads the state of %j', (overrides, state) => {
  expect(read(overrides).state).toBe(state)
})

test.each([
  ['conversation', 'chat'],
  ['push', 'other'],
  ['email', 'email'],
  ['facebook', 'other'],
  ['whatsapp', 'other'],
  ['phone_call', 'other'],
  [null, 'chat'],
])('reads the channel %s', (type, channel) => {
  expect(read({ source: { type, id: 's1' } }).channel).toBe(channel)
})

test.each([
  [
    { admin_assignee_id: 814_860, team_assignee_id: 70 },
    { adminAssignee: '814860', teamAssignee: '70' },
  ],
  [
    { admin_assignee_id: '814860', team_assignee_id: '70' },
    { adminAssignee: '814860', teamAssignee: '70' },
  ],
])('reads who has it: %j', (overrides, expected) => {
  expect(read(overrides)).toMatchObject(expected)
})

test.each([0, '0', null])('takes the assignee %j for nobody', (nobody) => {
  const conversation = read({ admin_assignee_id: nobody, team_assignee_id: nobody })
  expect(conversation).not.toHaveProperty('adminAssignee')
  expect(conversation).not.toHaveProperty('teamAssignee')
})

test.each([
  [false, null, false],
  [null, null, false],
  [true, null, true],
  [true, 'confirmed_resolution', true],
  [true, 'assumed_resolution', true],
  [true, 'something_new', true],
  [true, 'escalated', false],
  [true, 'negative_feedback', false],
  [true, 'procedure_handoff', false],
  [true, 'routed_to_team', false],
  [true, 'abandoned', false],
  [false, 'assumed_resolution', false],
])('sees Fin at work: took part %j, came to %j', (ai_agent_participated, resolution_state, atWork) => {
  const ai_agent = resolution_state && { resolution_state }
  expect(read({ ai_agent_participated, ai_agent }).finAtWork).toBe(atWork)
})

test('puts parts in the order of their time, those of one second as they came', () => {
  const entries = withParts(
    aPart({ id: 'p3', created_at: 1_700_000_300 }),
    aPart({ id: 'p1', created_at: 1_700_000_100 }),
    aPart({ id: 'p2b', created_at: 1_700_000_200 }),
    aPart({ id: 'p2a', created_at: 1_700_000_200 }),
    aPart({ id: 'p0', created_at: null }),
  ).entries
  expect(entries.map(({ id }) => id)).toEqual([
    'source:s1',
    'part:p0',
    'part:p1',
    'part:p2b',
    'part:p2a',
    'part:p3',
  ])
})
