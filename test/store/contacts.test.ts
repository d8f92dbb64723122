import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { AppId, ContactId, type ConversationRef } from '../../src/domain/ids.ts'
import { areKnownTogether, markForgotten, mergeContacts, rememberContacts } from '../../src/store/contacts.ts'
import { forgetConversation } from '../../src/store/conversations.ts'
import { eraseForgotten } from '../../src/store/erase-forgotten.ts'
import { rememberEntries } from '../../src/store/parts.ts'
import { conversationContact } from '../../src/store/schema/contacts.ts'
import { part } from '../../src/store/schema/conversations.ts'
import { ofConversation } from '../../src/store/sql-conditions.ts'
import { aDatabase } from '../support/a-database.ts'
import { anEntry } from '../support/builders.ts'
import { aRef } from './a-ref.ts'
import { hear } from './hear.ts'

const { db } = aDatabase()
const LEAD = ContactId.parse('lead')
const USER = ContactId.parse('user')
const OTHER = ContactId.parse('other')

const merge = (from: ContactId, into: ContactId) => (ref: ConversationRef) =>
  db().transaction((tx) => mergeContacts(tx, ref.appId, { from, into }))
const forget = (id: ContactId) => (ref: ConversationRef) =>
  db().transaction((tx) => markForgotten(tx, ref.appId, id))
/** A read that names this contact; what is forgotten by then is left out, as the walk does it. */
const read = (id: ContactId) => (ref: ConversationRef) =>
  db().transaction(async (tx) => {
    const forgottenAt = await rememberContacts(tx, ref, [id])
    if (!forgottenAt) await rememberEntries(tx, ref, [anEntry({ text: 'a word' })])
  })

const steps = {
  'the lead is read': read(LEAD),
  'the user is read': read(USER),
  'the lead becomes the user': merge(LEAD, USER),
  'the user becomes another one': merge(USER, OTHER),
  'the user becomes the lead': merge(USER, LEAD),
  'the lead is forgotten': forget(LEAD),
  'the user is forgotten': forget(USER),
  'the other one is forgotten': forget(OTHER),
  'what is due is erased': ({ appId }: ConversationRef) => eraseForgotten(db(), appId),
} as const
type Step = keyof typeof steps

/** Contact ids are told apart by workspace. */
async function after(order: readonly Step[]) {
  const ref = { ...aRef(), appId: AppId.parse(randomUUID()) }
  await hear(db(), ref)
  for (const step of order) await steps[step](ref)
  const links = await db().select().from(conversationContact).where(eq(conversationContact.appId, ref.appId))
  const [row] = await db().select().from(part).where(ofConversation(part, ref))
  return [links.map(({ contactId }) => contactId).toSorted(), row?.text ?? null]
}

const ERASE = 'what is due is erased'
test.each<[readonly Step[], readonly [readonly string[], string | null]]>([
  [['the lead is read'], [['lead'], 'a word']],
  [
    ['the lead is read', 'the lead is read', ERASE],
    [['lead'], 'a word'],
  ],
  [
    ['the lead is read', 'the user is forgotten', ERASE],
    [['lead'], 'a word'],
  ],
  [
    ['the lead is read', 'the lead is forgotten', ERASE],
    [['lead'], null],
  ],
  [
    ['the lead is read', 'the lead is forgotten', ERASE, 'the lead is read'],
    [['lead'], null],
  ],
  [
    ['the lead is forgotten', ERASE, 'the lead is read', ERASE],
    [['lead'], null],
  ],
  [
    ['the lead is forgotten', 'the lead is forgotten', 'the lead is read'],
    [['lead'], null],
  ],
  [
    ['the lead is read', 'the lead becomes the user'],
    [['user'], 'a word'],
  ],
  [
    ['the lead becomes the user', 'the lead is read'],
    [['user'], 'a word'],
  ],
  [
    ['the lead becomes the user', 'the lead is read', 'the user is forgotten', ERASE],
    [['user'], null],
  ],
  [
    ['the lead is read', 'the lead becomes the user', 'the user is forgotten', ERASE],
    [['user'], null],
  ],
  [
    ['the lead is read', 'the user is forgotten', 'the lead becomes the user', ERASE],
    [['user'], null],
  ],
  [
    ['the user is forgotten', 'the lead becomes the user', 'the lead is read'],
    [['user'], null],
  ],
  [
    ['the lead is read', 'the lead is forgotten', 'the lead becomes the user', ERASE],
    [['lead'], null],
  ],
  [
    ['the lead is forgotten', 'the lead becomes the user', 'the lead is read'],
    [['user'], null],
  ],
  [
    ['the lead is read', 'the lead becomes the user', 'the user becomes another one'],
    [['other'], 'a word'],
  ],
  [
    ['the lead is read', 'the user becomes another one', 'the lead becomes the user'],
    [['other'], 'a word'],
  ],
  [
    [
      'the user becomes another one',
      'the lead becomes the user',
      'the lead is read',
      'the other one is forgotten',
      ERASE,
    ],
    [['other'], null],
  ],
  [
    ['the lead is read', 'the user is read', 'the lead becomes the user'],
    [['user'], 'a word'],
  ],
  [
    ['the lead is read', 'the lead becomes the user', 'the user becomes the lead'],
    [['user'], 'a word'],
  ],
])(
  'after %j the conversation is with whom it should be, and its words are kept or not',
  async (order, expected) => {
    expect(await after(order)).toEqual(expected)
  },
)

test('whoever forgets a contact waits for a read that is under way, and finds what it kept', async () => {
  const ref = { ...aRef(), appId: AppId.parse(randomUUID()) }
  await hear(db(), ref)
  const reading = steps['the lead is read'](ref)
  const forgetting = steps['the lead is forgotten'](ref)
  await Promise.all([reading, forgetting])
  await eraseForgotten(db(), ref.appId)
  const [row] = await db().select().from(part).where(ofConversation(part, ref))
  expect(row?.text ?? null).toBeNull()
})

test.each<[readonly Step[], readonly ContactId[], boolean]>([
  [[], [LEAD], false],
  [['the lead is read'], [LEAD], true],
  [['the lead is read'], [LEAD, USER], false],
  [['the lead is read'], [], true],
  [['the lead is read', 'the user is read'], [USER, LEAD], true],
  [['the lead is read', 'the lead becomes the user'], [LEAD], false],
  [['the lead is read', 'the lead becomes the user', 'the user is read'], [USER], true],
  [['the lead is read', 'the lead is forgotten'], [LEAD], false],
  [['the lead is read', 'the lead is forgotten', ERASE], [LEAD], false],
])('after %j a read that names %j adds nothing to what is known: %s', async (order, contactIds, isKnown) => {
  const ref = { ...aRef(), appId: AppId.parse(randomUUID()) }
  await hear(db(), ref)
  for (const step of order) await steps[step](ref)
  expect(await areKnownTogether(db(), ref, contactIds)).toBe(isKnown)
})

test('of a deleted conversation nothing is taken for known', async () => {
  const ref = aRef()
  await hear(db(), ref)
  await read(LEAD)(ref)
  await db().transaction((tx) => forgetConversation(tx, ref))
  expect(await areKnownTogether(db(), ref, [LEAD])).toBe(false)
})
