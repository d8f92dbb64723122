import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Entry } from '../../src/domain/conversation.ts'
import { type ConversationRef, partEntry } from '../../src/domain/ids.ts'
import { readGate } from '../../src/store/gate.ts'
import {
  eraseEntries,
  freshlyHeard,
  isFreshlyHeard,
  keptEntries,
  knownEntries,
  knownUnredacted,
  rememberEntries,
} from '../../src/store/parts.ts'
import { part } from '../../src/store/schema/conversations.ts'
import { ofConversation } from '../../src/store/sql-conditions.ts'
import { aDatabase } from '../support/a-database.ts'
import { anEntry } from '../support/builders.ts'
import { aRef } from './a-ref.ts'
import { hear } from './hear.ts'

const { db } = aDatabase()

const ID = partEntry('1')
const anOwn = (overrides: Partial<Entry> = {}) => anEntry({ id: ID, text: 'as it was', ...overrides })

const steps = {
  hear: (ref: ConversationRef) => hear(db(), ref, [ID]),
  erase: (ref: ConversationRef) => db().transaction((tx) => eraseEntries(tx, ref, [ID])),
  read: (ref: ConversationRef, entry = anOwn()) =>
    db().transaction((tx) => rememberEntries(tx, ref, [entry])),
  readAgain: (ref: ConversationRef) => steps.read(ref, anOwn({ text: 'edited since' })),
  readRedacted: (ref: ConversationRef) => steps.read(ref, anOwn({ text: '', redacted: true })),
}

async function after(order: readonly (keyof typeof steps)[]) {
  const ref = aRef()
  await hear(db(), ref)
  for (const step of order) await steps[step](ref)
  const [row] = await db().select().from(part).where(ofConversation(part, ref))
  return { ref, row }
}

test('keeps what was read with a salted hash of its text', async () => {
  const { row } = await after(['read'])
  expect(row).toMatchObject({ authorKind: 'contact', kind: 'comment', text: 'as it was', redacted: false })
  expect(row?.salt).toMatch(/^[0-9a-f]{32}$/)
  expect(row?.textHash).toBe(createHash('sha256').update(`${row?.salt}as it was`).digest('hex'))
})

test('salts the same text anew each time, so that equal texts do not look equal', async () => {
  const [one, two] = [await after(['read']), await after(['read'])]
  expect(one.row?.textHash).not.toBe(two.row?.textHash)
})

test.each<[readonly (keyof typeof steps)[], string | null]>([
  [['hear', 'read'], 'as it was'],
  [['read', 'hear'], 'as it was'],
  [['read', 'readAgain'], 'as it was'],
  [['read', 'erase'], null],
  [['read', 'readRedacted'], null],
  [['readRedacted'], null],
  [['hear', 'erase', 'read'], null],
  [['read', 'erase', 'read'], null],
  [['readRedacted', 'read'], null],
  [['read', 'readRedacted', 'read'], null],
])('holds after %j the text %j', async (order, text) => {
  const { ref, row } = await after(order)
  expect(row?.text).toBe(text)
  expect(row?.salt === null).toBe(text === null)
  expect(row?.redacted).toBe(text === null)
  const known = await db().transaction((tx) => knownUnredacted(tx, ref, [ID, partEntry('unheard')]))
  expect(known).toEqual(text === null ? [] : [ID])
})

test('keeps the hash of an erased text: the trail has it too', async () => {
  const ref = aRef()
  await steps.read(ref)
  const kept = async () => (await db().transaction((tx) => keptEntries(tx, ref, [ID]))).get(ID)
  const before = await kept()
  expect(before).toEqual({ hash: expect.stringMatching(/^[0-9a-f]{64}$/), redacted: false })
  await steps.readRedacted(ref)
  expect(await kept()).toEqual({ ...before, redacted: true })
})

test('does not wait for a read to show what is redacted', async () => {
  const { ref } = await after(['hear', 'erase'])
  expect(freshlyHeard(await knownEntries(db(), ref))).toEqual([])
})

test('knows from what is redacted that the conversation is there, for as long as a read may lag', async () => {
  const { ref } = await after(['hear', 'erase'])
  expect(await isFreshlyHeard(db(), ref)).toBe(true)
  expect(await isFreshlyHeard(db(), ref, 0)).toBe(false)
  expect(await isFreshlyHeard(db(), aRef())).toBe(false)
})

test('touches no other entry and no other conversation', async () => {
  const { ref } = await after(['read'])
  const other = await after(['read'])
  await steps.read(ref, anEntry({ id: partEntry('2'), text: 'stays' }))
  await steps.erase(ref)
  const rows = await db().select().from(part).where(ofConversation(part, ref))
  expect(Object.fromEntries(rows.map(({ id, text }) => [id, text]))).toEqual({
    'part:1': null,
    'part:2': 'stays',
  })
  const [kept] = await db().select().from(part).where(ofConversation(part, other.ref))
  expect(kept?.text).toBe('as it was')
})

test('asks for nothing and changes nothing when there is no entry', async () => {
  const ref = aRef()
  await db().transaction(async (tx) => {
    await rememberEntries(tx, ref, [])
    await eraseEntries(tx, ref, [])
    expect(await keptEntries(tx, ref, [])).toEqual(new Map())
    expect(await knownUnredacted(tx, ref, [])).toEqual([])
  })
})

test('tells whether something was heard of that no read has shown', async () => {
  const ref = aRef()
  const isUnread = (lagMs?: number) =>
    db().transaction(async (tx) => (await readGate(tx, ref, lagMs)).hasUnread)
  expect(await isUnread()).toBe(false)
  await steps.hear(ref)
  expect(await isUnread()).toBe(true)
  expect(await isUnread(0)).toBe(false)
  await steps.read(ref)
  expect(await isUnread()).toBe(false)
  await hear(db(), ref, [partEntry('2')])
  expect(await isUnread()).toBe(true)
  await db().transaction((tx) => eraseEntries(tx, ref, [partEntry('2')]))
  expect(await isUnread()).toBe(false)
})
