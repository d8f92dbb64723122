import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { AppId, type ConversationRef, partEntry } from '../../src/domain/ids.ts'
import {
  askTurn,
  forgetConversation,
  knownAmong,
  settleConversation,
  takeConversation,
  unfinishedConversations,
} from '../../src/store/conversations.ts'
import { isAtRest } from '../../src/store/last-turn.ts'
import { conversation, part } from '../../src/store/schema/conversations.ts'
import { isConversation, ofConversation } from '../../src/store/sql-conditions.ts'
import { aDatabase } from '../support/a-database.ts'
import { aRef } from './a-ref.ts'
import { hear, QUIET } from './hear.ts'

const { db } = aDatabase()

const ask = (ref: ConversationRef, quiet = QUIET) => db().transaction((tx) => askTurn(tx, ref, quiet))
const settle = (ref: ConversationRef, asked: number) =>
  db().transaction((tx) => settleConversation(tx, ref, asked))
const know = (ref: ConversationRef) => hear(db(), ref)

async function row(ref: ConversationRef) {
  const [found] = await db().select().from(conversation).where(isConversation(ref))
  if (!found) throw new Error('the conversation has no row')
  return found
}

/** Lets a conversation have been asked so many seconds earlier. */
const later = (ref: ConversationRef, seconds: number) =>
  db().execute(sql`
    update conversation set asked_from = asked_from - ${seconds}::float8 * interval '1 s',
      due_at = due_at - ${seconds}::float8 * interval '1 s' where id = ${ref.conversationId}`)

/** The wait in whole seconds, rounded up: the test itself takes a few milliseconds. */
const seconds = (ms: number) => Math.ceil(ms / 1_000)

test('waits for the contact to finish: quiet time after the newest message', async () => {
  const ref = aRef()
  expect(seconds(await ask(ref))).toBe(60)
  await later(ref, 50)
  expect(seconds(await ask(ref))).toBe(60)
  expect(await row(ref)).toMatchObject({ asked: 2, settled: 0 })
})

test.each([
  [100, 60],
  [180, 60],
  [200, 40],
  [239, 1],
  [240, 0],
  [500, 0],
])('waits no longer than the most after the first message: asked %i s ago, %i s more', async (ago, wait) => {
  const ref = aRef()
  await ask(ref)
  await later(ref, ago)
  expect(seconds(await ask(ref))).toBe(wait)
})

test('measures the most anew once everything was dealt with', async () => {
  const ref = aRef()
  await ask(ref)
  await later(ref, 230)
  await settle(ref, 1)
  expect(seconds(await ask(ref))).toBe(60)
  await later(ref, 30)
  expect(seconds(await ask(ref))).toBe(60)
})

test('waits not at all with a quiet time of nothing', async () => {
  expect(await ask(aRef(), { quietMs: 0, quietMaxMs: 0 })).toBe(0)
})

test('is never due later because the most is shorter than the quiet time', async () => {
  const ref = aRef()
  expect(seconds(await ask(ref, { quietMs: 60_000, quietMaxMs: 1_000 }))).toBe(60)
  expect(seconds(await ask(ref, { quietMs: 60_000, quietMaxMs: 1_000 }))).toBe(1)
})

test('counts what was asked from several notifications at once', async () => {
  const ref = aRef()
  await Promise.all(Array.from({ length: 6 }, () => ask(ref)))
  expect((await row(ref)).asked).toBe(6)
})

test('gives each run a newer token, so that the older ones are powerless', async () => {
  const ref = aRef()
  await ask(ref)
  const runs = await Promise.all([takeConversation(db(), ref), takeConversation(db(), ref)])
  expect(runs.map((run) => run?.token).toSorted()).toEqual([1, 2])
  expect(await takeConversation(db(), ref)).toMatchObject({
    token: 3,
    asked: 1,
    settled: 0,
    sending: null,
    deleted: false,
  })
})

test('has nothing to take of a conversation that nobody has heard of', async () => {
  expect(await takeConversation(db(), aRef())).toBeUndefined()
})

test('tells a run how long the contact may still be typing', async () => {
  const ref = aRef()
  await ask(ref)
  expect(seconds((await takeConversation(db(), ref))?.earlyMs ?? 0)).toBe(60)
  await later(ref, 90)
  expect(seconds((await takeConversation(db(), ref))?.earlyMs ?? 0)).toBe(-30)
  const quiet = aRef()
  await know(quiet)
  expect((await takeConversation(db(), quiet))?.earlyMs).toBe(0)
})

test.each([
  [[2], 2],
  [[2, 1], 2],
  [[1, 3], 3],
  [[0], 0],
])('settles up to what was dealt with, never back: %j', async (settled, expected) => {
  const ref = aRef()
  for (const _ of [1, 2, 3]) await ask(ref)
  for (const asked of settled) await settle(ref, asked)
  expect((await row(ref)).settled).toBe(expected)
})

const isKnown = async ({ appId, conversationId }: ConversationRef) =>
  (await knownAmong(db(), appId, [conversationId])).has(conversationId)

test('knows a conversation without asking for a turn, as often as it is told', async () => {
  const ref = aRef()
  expect(await isKnown(ref)).toBe(false)
  await know(ref)
  await ask(ref)
  await know(ref)
  expect(await isKnown(ref)).toBe(true)
  expect((await row(ref)).asked).toBe(1)
})

test('keeps workspaces apart: the same id in another one is another conversation', async () => {
  const ref = aRef()
  const elsewhere = { ...ref, appId: AppId.parse('app2') }
  await ask(ref)
  expect(await isKnown(elsewhere)).toBe(false)
  await know(elsewhere)
  await settle(elsewhere, 5)
  expect(await row(ref)).toMatchObject({ asked: 1, settled: 0 })
})

test.each<[string, (ref: ConversationRef) => Promise<unknown>, boolean]>([
  ['was only heard of', know, false],
  ['waits for a turn', ask, true],
  ['was asked and answered', async (ref) => [await ask(ref), await settle(ref, 1)], false],
  ['was asked again meanwhile', async (ref) => [await ask(ref), await ask(ref), await settle(ref, 1)], true],
  [
    'has an effect on its way',
    async (ref) => [
      await know(ref),
      await db().update(conversation).set({ sending: 'some:key' }).where(isConversation(ref)),
    ],
    true,
  ],
  [
    'was deleted while it waited',
    async (ref) => [await ask(ref), await db().transaction((tx) => forgetConversation(tx, ref))],
    false,
  ],
])('lists for the sweep what is unfinished: a conversation that %s', async (_case, prepare, unfinished) => {
  const ref = aRef()
  await prepare(ref)
  expect((await unfinishedConversations(db(), ref.appId)).includes(ref.conversationId)).toBe(unfinished)
  expect(await unfinishedConversations(db(), 'app2')).not.toContain(ref.conversationId)
  expect(await isAtRest(db(), ref)).toBe(!unfinished)
})

test('is not at rest in a conversation that nobody has heard of', async () => {
  expect(await isAtRest(db(), aRef())).toBe(false)
})

test('keeps a deleted conversation deleted, whatever is heard of it afterwards', async () => {
  const ref = aRef()
  await hear(db(), ref, [partEntry('1')])
  await ask(ref)
  await db().transaction((tx) => forgetConversation(tx, ref))
  await ask(ref)
  expect(await takeConversation(db(), ref)).toMatchObject({ deleted: true })
  const texts = await db()
    .select({ text: part.text, salt: part.salt })
    .from(part)
    .where(ofConversation(part, ref))
  expect(texts).toEqual([{ text: null, salt: null }])
})
