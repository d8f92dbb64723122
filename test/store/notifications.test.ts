import fc from 'fast-check'
import { and, eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { AppId, ConversationId, type ConversationRef, partEntry, sourceEntry } from '../../src/domain/ids.ts'
import { isFaultOfRows } from '../../src/store/is-fault-of-rows.ts'
import { type HeardNotification, storeNotifications } from '../../src/store/notifications.ts'
import { freshlyHeard, knownEntries } from '../../src/store/parts.ts'
import { conversation, notification, part } from '../../src/store/schema/conversations.ts'
import { isConversation, ofConversation } from '../../src/store/sql-conditions.ts'
import { aDatabase } from '../support/a-database.ts'
import { aRef } from './a-ref.ts'
import { aHeard, hear, QUIET } from './hear.ts'

const { db } = aDatabase()

const store = (...batch: readonly HeardNotification[]) => storeNotifications(db(), batch, QUIET)
const askedOf = async (ref: ConversationRef) =>
  (await db().select().from(conversation).where(isConversation(ref)))[0]?.asked
const isStored = async ({ appId, id }: HeardNotification) =>
  (await db().$count(notification, and(eq(notification.appId, appId), eq(notification.id, id)))) === 1

test('stores a notification once, however often and at once it comes', async () => {
  const one = aHeard(aRef(), { asks: true })
  const results = await Promise.all([store(one), store(one), store({ ...one, attempt: 2 }), store(one, one)])
  expect(results.flat().filter(({ kind }) => kind === 'stored')).toHaveLength(1)
  expect(await askedOf(aRefOf(one))).toBe(1)
})

test('stores it once for each workspace', async () => {
  const one = aHeard(aRef())
  const kinds = (await store(one, { ...one, appId: AppId.parse('app2') }, one)).map(({ kind }) => kind)
  expect(kinds).toEqual(['stored', 'stored', 'repeat'])
})

test('tells of each notification how long its turn has to wait, or that none was asked for', async () => {
  const [asking, telling] = [aHeard(aRef(), { asks: true }), aHeard(aRef())]
  const [first, second] = await store(asking, telling)
  expect(second).toEqual({ kind: 'stored' })
  expect(first).toEqual({ kind: 'stored', waitMs: expect.closeTo(QUIET.quietMs, -4) })
})

test('does not ask anew with a notification that asks for nothing', async () => {
  const ref = aRef()
  await store(aHeard(ref, { asks: true }))
  await store(aHeard(ref), aHeard(ref))
  expect(await askedOf(ref)).toBe(1)
})

test('remembers which entries it heard of, in any order and any number of times', async () => {
  const ref = aRef()
  await hear(db(), ref, [partEntry('2')])
  await store(
    aHeard(ref, { entryIds: [sourceEntry('1'), partEntry('2'), partEntry('2')] }),
    aHeard(ref, { entryIds: [partEntry('2'), partEntry('3')] }),
  )
  await hear(db(), ref)
  expect(freshlyHeard(await knownEntries(db(), ref)).toSorted()).toEqual(['part:2', 'part:3', 'source:1'])
})

test('keeps when it heard of an entry first: a repeat does not make an old one fresh', async () => {
  const ref = aRef()
  await hear(db(), ref, [partEntry('1'), partEntry('2')])
  await db().execute(sql`
    update part set heard_at = heard_at - interval '31 s' where conversation_id = ${ref.conversationId} and id = 'part:1'`)
  await hear(db(), ref, [partEntry('1')])
  expect(freshlyHeard(await knownEntries(db(), ref))).toEqual(['part:2'])
})

test('stores all of a batch or nothing, and tells that a row was at fault', async () => {
  const good = aHeard(aRef(), { asks: true, entryIds: [partEntry('1')] })
  const bad = aHeard(aRef(), { createdAt: new Date(8.64e15) })
  const problem = await store(good, bad).catch((error: unknown) => error)
  expect(isFaultOfRows(problem)).toBe(true)
  expect(await isStored(good)).toBe(false)
  expect(await askedOf(aRefOf(good))).toBeUndefined()
})

test.each([
  ['a connection that is gone', Object.assign(new Error('reset'), { code: 'ECONNRESET' })],
  ['a server that shuts down', Object.assign(new Error('shutting down'), { code: '57P01' })],
  ['something else', 'no error at all'],
])('does not take %s for a fault of the rows', (_case, error) => {
  expect(isFaultOfRows(error)).toBe(false)
})

test('lets batches in opposite orders pass each other', async () => {
  const refs = Array.from({ length: 20 }, aRef)
  const batch = () => refs.map((ref) => aHeard(ref, { asks: true, entryIds: [partEntry('1')] }))
  await Promise.all([1, 2, 3, 4].flatMap(() => [store(...batch()), store(...batch().toReversed())]))
  expect(await Promise.all(refs.map(askedOf))).toEqual(refs.map(() => 8))
})

const HEARD = fc.record({
  id: fc.constantFrom('n1', 'n2', 'n3', 'n4'),
  of: fc.constantFrom(0, 1),
  entries: fc.array(fc.constantFrom('1', '2', '3'), { maxLength: 4 }),
  asks: fc.boolean(),
})

test('leaves the same behind however the notifications were put together', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(HEARD, { maxLength: 5 }), { maxLength: 4 }), async (batches) => {
      const [together, alone] = [twoRefs(), twoRefs()]
      const told: string[][] = [[], []]
      for (const batch of batches) {
        const kinds = await store(...batch.map((heard) => toHeard(heard, together)))
        told[0]?.push(...kinds.map(({ kind }) => kind))
        for (const heard of batch) {
          const [stored] = await store(toHeard(heard, alone))
          told[1]?.push(stored?.kind ?? '')
        }
      }
      expect(told[0]).toEqual(told[1])
      expect(await left(together)).toEqual(await left(alone))
    }),
    { numRuns: 12 },
  )
})

const aRefOf = ({ appId, conversationId }: HeardNotification): ConversationRef => ({
  ...aRef(),
  appId: AppId.parse(appId),
  conversationId: ConversationId.parse(conversationId),
})

const twoRefs = () => [aRef(), aRef()] as const

function toHeard(
  { id, of, entries, asks }: { id: string; of: number; entries: string[]; asks: boolean },
  refs: ReturnType<typeof twoRefs>,
) {
  const ref = refs[of] ?? refs[0]
  return aHeard(ref, { id: `${id} of ${refs[0].conversationId}`, entryIds: entries.map(partEntry), asks })
}

/** What two conversations were left with. */
const left = (refs: ReturnType<typeof twoRefs>) =>
  Promise.all(
    refs.map(async (ref) => [
      await askedOf(ref),
      (await db().select({ id: part.id }).from(part).where(ofConversation(part, ref)).orderBy(part.id)).map(
        ({ id }) => id,
      ),
    ]),
  )
