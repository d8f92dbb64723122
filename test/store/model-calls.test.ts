import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { ContactId, type ConversationRef, partEntry, sourceEntry, type TurnId } from '../../src/domain/ids.ts'
import { markForgotten, rememberContacts } from '../../src/store/contacts.ts'
import { forgetConversation, overtakeRun } from '../../src/store/conversations.ts'
import { eraseForgotten } from '../../src/store/erase-forgotten.ts'
import { beginModelCall, endModelCall, readModelCalls } from '../../src/store/model-calls.ts'
import { eraseEntries } from '../../src/store/parts.ts'
import { conversation } from '../../src/store/schema/conversations.ts'
import { modelCall } from '../../src/store/schema/model-calls.ts'
import { recordTurn } from '../../src/store/turns.ts'
import { aDatabase } from '../support/a-database.ts'
import { aRef, aTurnId } from './a-ref.ts'

const { db } = aDatabase()
const INPUT = [{ role: 'user', content: 'SECRET' }] as const
const READ = sourceEntry('s')

async function aConversation(): Promise<ConversationRef> {
  const { appId, conversationId } = aRef()
  await db().insert(conversation).values({ appId, id: conversationId })
  return { appId, conversationId }
}

// No two calls begin within the same millisecond: their order is what a test asks about.
let begun = Date.now()

type Read = { readonly turnId?: TurnId; readonly token?: number; readonly forgottenAt?: Date | null }

async function begin(about: ConversationRef & Read): Promise<string> {
  const id = randomUUID()
  const { appId, conversationId, turnId, ...asRead } = about
  await beginModelCall(db(), {
    id,
    appId,
    conversationId,
    ...(turnId && { turnId }),
    ...asRead,
    prompt: 'understand',
    promptHash: 'hash',
    role: 'fast',
    model: 'fast-1',
    startedAt: new Date(++begun),
    input: INPUT,
  })
  return id
}

const end = (id: string) =>
  endModelCall(db(), id, {
    outcome: 'answered',
    output: 'SECRET, too',
    usage: { input: 1, cachedInput: 0, output: 1 },
    costUsd: 0.5,
    httpRequests: 1,
    latencyMs: 10,
  })

const record = (ref: ConversationRef, turnId: TurnId) =>
  db().transaction((tx) =>
    recordTurn(
      tx,
      { ...ref, turnId, token: 1, asked: 1, startedAt: new Date() },
      {
        asOf: READ,
        asOfAt: new Date(),
        handBack: null,
        mode: 'auto',
        topic: 'other',
        facts: {},
        outcome: { kind: 'stay_silent', rule: 'quiet', reason: 'no_answer_needed' },
        understanding: null,
        readEntries: [READ],
        settingsHash: 'hash',
      },
    ),
  )

const redact = (ref: ConversationRef, id = READ) => db().transaction((tx) => eraseEntries(tx, ref, [id]))
const forget = (ref: ConversationRef) => db().transaction((tx) => forgetConversation(tx, ref))
const kept = async (id: string) => {
  const rows = await db().select().from(modelCall)
  const row = rows.find((one) => one.id === id)
  return [row?.input !== null, row?.output !== null]
}
const BOTH = [true, true]
const NONE = [false, false]

test('keeps a call from its beginning: cut off, it was aborted', async () => {
  const turnId = aTurnId()
  await begin({ ...(await aConversation()), turnId })
  expect(await readModelCalls(db(), [turnId])).toMatchObject([
    { outcome: 'aborted', input: INPUT, output: null, usage: null, costUsd: null, httpRequests: 0 },
  ])
})

test('reads the calls of turns, oldest first', async () => {
  const ref = await aConversation()
  const [one, other] = [aTurnId(), aTurnId()]
  const ids = [await begin({ ...ref, turnId: one }), await begin({ ...ref, turnId: one })]
  ids.push(await begin({ ...ref, turnId: other }))
  await begin({ ...ref, turnId: aTurnId() })
  const calls = await readModelCalls(db(), [one, other])
  expect(calls.map(({ id }) => id)).toEqual(ids)
  expect(await readModelCalls(db(), [])).toEqual([])
})

test('redaction erases the words of every call of a turn that had read them; numbers stay', async () => {
  const ref = await aConversation()
  const turnId = aTurnId()
  const id = await begin({ ...ref, turnId })
  await end(id)
  await record(ref, turnId)
  await redact(ref, partEntry('unread'))
  expect(await kept(id)).toEqual(BOTH)
  await redact(ref)
  expect(await kept(id)).toEqual(NONE)
  expect(await readModelCalls(db(), [turnId])).toMatchObject([
    { outcome: 'answered', costUsd: 0.5, usage: { input: 1 }, promptHash: 'hash' },
  ])
})

test('redaction erases the calls of a turn under way, and their answers do not come back', async () => {
  const ref = await aConversation()
  const turnId = aTurnId()
  const [done, thinking] = [await begin({ ...ref, turnId }), await begin({ ...ref, turnId })]
  await end(done)
  await redact(ref)
  await end(thinking)
  expect([await kept(done), await kept(thinking)]).toEqual([NONE, NONE])
})

test('redaction erases calls about the conversation that belong to no turn', async () => {
  const ref = await aConversation()
  const id = await begin(ref)
  await end(id)
  await redact(ref)
  expect(await kept(id)).toEqual(NONE)
})

test('a deleted conversation keeps no words: not of calls before, under way, or after', async () => {
  const ref = await aConversation()
  const turnId = aTurnId()
  const [before, during] = [await begin({ ...ref, turnId }), await begin({ ...ref, turnId })]
  await end(before)
  await record(ref, turnId)
  await forget(ref)
  await end(during)
  const after = await begin({ ...ref, turnId })
  await end(after)
  expect(await Promise.all([before, during, after].map(kept))).toEqual([NONE, NONE, NONE])
})

test('a turn that was overtaken because of an erasure keeps no words of what it asks from then on', async () => {
  const ref = await aConversation()
  const turnId = aTurnId()
  await db().transaction((tx) => overtakeRun(tx, ref))
  const [stale, current] = [
    await begin({ ...ref, turnId, token: 0 }),
    await begin({ ...ref, turnId, token: 1 }),
  ]
  for (const id of [stale, current]) await end(id)
  expect([await kept(stale), await kept(current)]).toEqual([NONE, BOTH])
})

test('a summary that was begun before a contact was forgotten keeps no words of them', async () => {
  const ref = await aConversation()
  const contactId = ContactId.parse(randomUUID())
  const read = () => db().transaction((tx) => rememberContacts(tx, ref, [contactId]))
  const forget = () => db().transaction((tx) => markForgotten(tx, ref.appId, contactId))
  const before = await read()
  const early = await begin({ ...ref, forgottenAt: before })
  await forget()
  const late = await begin({ ...ref, forgottenAt: before })
  const fresh = await begin({ ...ref, forgottenAt: await read() })
  for (const id of [early, late, fresh]) await end(id)
  expect([await kept(early), await kept(late), await kept(fresh)]).toEqual([BOTH, NONE, BOTH])
  await eraseForgotten(db(), ref.appId, { only: contactId })
  expect([await kept(early), await kept(fresh)]).toEqual([NONE, NONE])
})

test('what an overtaken turn asked goes when the next one is recorded', async () => {
  const ref = await aConversation()
  const [overtaken, next] = [aTurnId(), aTurnId()]
  const [gone, stays] = [await begin({ ...ref, turnId: overtaken }), await begin({ ...ref, turnId: next })]
  const digest = await begin(ref)
  for (const id of [gone, stays, digest]) await end(id)
  await record(ref, next)
  expect(await Promise.all([gone, stays, digest].map(kept))).toEqual([NONE, BOTH, BOTH])
})

test('leaves the calls of other conversations alone', async () => {
  const ref = await aConversation()
  const turnId = aTurnId()
  const id = await begin({ ...ref, turnId })
  await end(id)
  const other = await aConversation()
  await redact(other)
  await forget(other)
  await record(other, aTurnId())
  expect(await kept(id)).toEqual(BOTH)
})
