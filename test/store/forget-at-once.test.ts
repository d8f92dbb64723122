import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppId, ContactId, ConversationId } from '../../src/domain/ids.ts'
import { markForgotten, mergeContacts, rememberContacts } from '../../src/store/contacts.ts'
import { lockConversation } from '../../src/store/conversations.ts'
import { eraseForgotten } from '../../src/store/erase-forgotten.ts'
import { beginModelCall } from '../../src/store/model-calls.ts'
import { rememberEntries } from '../../src/store/parts.ts'
import { aDatabase } from '../support/a-database.ts'
import { anEntry } from '../support/builders.ts'
import { placesOf } from '../support/whole-database.ts'
import { hear } from './hear.ts'

const { db } = aDatabase()

const CONTACTS = ['a', 'b', 'c', 'd'].map((id) => ContactId.parse(id))
const CALL = { prompt: 'summarise', promptHash: 'hash', role: 'fast', model: 'fast-1' }

/** A workspace of its own, and what may happen in it at the same moment. */
async function aWorkspace() {
  const appId = AppId.parse(randomUUID())
  const word = `word-${randomUUID()}`
  const refs = Array.from({ length: 4 }, () => ({
    appId,
    conversationId: ConversationId.parse(randomUUID()),
  }))
  for (const ref of refs) await hear(db(), ref)
  const at = (n: number) => ({
    ref: refs[n % refs.length],
    one: CONTACTS[n % 4],
    other: CONTACTS[(n >> 2) % 4],
  })
  const acts = {
    read: (n: number) =>
      db().transaction(async (tx) => {
        const { ref, one, other } = at(n)
        if (!ref || !one || !other) return
        await lockConversation(tx, ref)
        const forgottenAt = await rememberContacts(tx, ref, [one, other])
        if (!forgottenAt) await rememberEntries(tx, ref, [anEntry({ text: word })])
      }),
    summarise: async (n: number) => {
      const { ref, one } = at(n)
      if (!ref || !one) return
      const forgottenAt = await db().transaction((tx) => rememberContacts(tx, ref, [one]))
      const input = [{ role: 'user', content: forgottenAt ? '' : word }] as const
      await beginModelCall(db(), {
        id: randomUUID(),
        ...ref,
        ...CALL,
        forgottenAt,
        startedAt: new Date(),
        input,
      })
    },
    forget: (n: number) =>
      db().transaction(async (tx) => {
        const { one } = at(n)
        if (one) await markForgotten(tx, appId, one)
      }),
    merge: (n: number) =>
      db().transaction(async (tx) => {
        const { one, other } = at(n)
        if (one && other) await mergeContacts(tx, appId, { from: one, into: other })
      }),
    erase: async () => void (await eraseForgotten(db(), appId)),
  }
  const forgetAll = async () => {
    for (const one of CONTACTS) await db().transaction((tx) => markForgotten(tx, appId, one))
    await acts.erase()
  }
  return { acts, word, forgetAll }
}

const schedules = fc.sample(
  fc.array(
    fc.tuple(fc.constantFrom('read', 'read', 'summarise', 'forget', 'merge', 'erase'), fc.nat({ max: 15 })),
    { minLength: 24, maxLength: 24 },
  ),
  { numRuns: 6, seed: 20_261_126 },
)

test('whatever is read, merged, forgotten and erased at once: nobody is stuck, and no word is left in the end', async () => {
  for (const schedule of schedules) {
    const { acts, word, forgetAll } = await aWorkspace()
    await Promise.all(schedule.map(([act, n]) => acts[act](n)))
    await forgetAll()
    expect(await placesOf(db(), word)).toEqual({})
  }
})
