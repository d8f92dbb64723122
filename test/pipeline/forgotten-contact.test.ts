import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { AppId, ContactId } from '../../src/domain/ids.ts'
import { readAudit } from '../../src/store/audit.ts'
import { markForgotten } from '../../src/store/contacts.ts'
import { eraseForgotten } from '../../src/store/erase-forgotten.ts'
import { beginModelCall, endModelCall } from '../../src/store/model-calls.ts'
import { verifyAudit } from '../../src/store/verify-audit.ts'
import { aBench } from '../support/a-bench.ts'
import { ASK_EXPORT, ASK_PASSWORD, ASK_PERSON, aMind, plainMind } from '../support/a-mind.ts'
import { endContact, type Talk, until } from '../support/a-talk.ts'
import { placesOf } from '../support/whole-database.ts'
import { aNight } from './a-night.ts'

const bench = aBench()
const copiesOf = (word: string) => placesOf(bench().db, word)
const appId = () => AppId.parse(bench().sandbox.appId)

/** A contact of the sandbox for each test: what happens to one ends it. */
const people = () => {
  const [ana = '', jonas = '', sam = '', lead = ''] = bench().cast.others
  return { priya: bench().cast.contact, ana, jonas, sam, lead }
}

const forget = (contactId: string) =>
  bench().db.transaction((tx) => markForgotten(tx, appId(), ContactId.parse(contactId)))
const erase = () => eraseForgotten(bench().db, appId())

async function askAs(contact_id: string, body: string, created_at?: number): Promise<Talk> {
  const talk = await bench().start({ contact_id, body, ...(created_at && { created_at }) })
  await bench().sitDown().finish(talk)
  return talk
}

/** A call that a turn of this conversation made, or its summary. */
async function aCall(talk: Talk, word: string): Promise<void> {
  const id = randomUUID()
  const call = { id, ...talk.ref, prompt: 'understand', promptHash: 'hash', role: 'fast', model: 'fast-1' }
  await beginModelCall(bench().db, {
    ...call,
    startedAt: new Date(),
    input: [{ role: 'user', content: word }],
  })
  const outcome = { outcome: 'answered', usage: null, costUsd: null, httpRequests: 1, latencyMs: 1 }
  await endModelCall(bench().db, id, { ...outcome, output: word })
}

const erasuresIn = async (talk: Talk) =>
  (await readAudit(bench().db, talk.ref)).filter(({ kind }) => kind === 'contact_forgotten')
const isWhole = async () => expect((await verifyAudit(bench().db)).problems).toEqual([])

test('of a deleted contact no word is left in any table; ids, hashes and the words of others stay', async () => {
  const { priya, ana } = people()
  const { sandbox } = bench()
  const [answered, handedOff] = [
    await askAs(priya, 'How do I export my xylophonist data?'),
    await askAs(priya, `${ASK_PERSON} xylophonist`),
  ]
  await askAs(ana, `${ASK_PERSON} zitherist`)
  await aCall(answered, 'xylophonist')
  const { make, today } = aNight(bench())
  await make({ date: today })
  const before = { part: 2, turn: 2, effect: 1, model_call: 1, digest_item: 1 }
  expect(await copiesOf('xylophonist')).toEqual(before)
  expect(await copiesOf('Priya')).toEqual({ digest_item: 2 })

  await endContact(sandbox, priya, 'delete', { times: 3 })
  await until('it is erased', async () => (await erasuresIn(handedOff)).length > 0)
  await until('it is erased', async () => (await erasuresIn(answered)).length > 0)
  expect(await copiesOf('xylophonist')).toEqual({})
  expect(await copiesOf('Priya')).toEqual({})
  expect(await copiesOf('zitherist')).toEqual({ part: 1, turn: 1, effect: 1 })
  expect(Object.keys(await copiesOf(answered.id))).toContain('part')
  await erase()
  expect((await erasuresIn(answered)).map(({ facts }) => facts)).toEqual([
    { messages: 1, turns: 1, drafts: 1, effects: 1, modelCalls: 1, summaries: 1 },
  ])
  await isWhole()
})

test('a contact who was forgotten before anything was heard of them is not kept after all', async () => {
  const { ana } = people()
  await forget(ana)
  await erase()
  const soonS = Math.floor(Date.now() / 1000)
  const talk = await bench().start({
    contact_id: ana,
    body: `${ASK_EXPORT} cellist`,
    created_at: soonS - 60,
  })
  const desk = bench().sitDown()
  await desk.finish(talk)
  expect(await talk.story()).toEqual(['contact source'])
  await talk.contact({ body: ASK_PASSWORD, created_at: soonS + 60 })
  await bench().heard(talk)
  await desk.finish(talk)
  expect(await talk.replies()).toHaveLength(1)
  const { make, today } = aNight(bench())
  await make({ date: today, again: true })
  expect(await copiesOf('cellist')).toEqual({})
  await isWhole()
})

test('nothing comes back of what a turn is thinking about', async () => {
  const { jonas } = people()
  const mind = aMind()
  const desk = bench().sitDown({ mind: mind.adapt(plainMind) })
  const { thinking, release } = mind.hold()
  const talk = await bench().start({ contact_id: jonas, body: `${ASK_EXPORT} flautist` })
  const run = desk.wake(talk)
  await thinking
  await forget(jonas)
  expect(await erase()).toMatchObject({ conversations: 1, erased: { messages: 1 } })
  release()
  await run
  await desk.finish(talk)
  expect(await talk.story()).toEqual(['contact source'])
  expect(await copiesOf('flautist')).toEqual({})
  expect((await readAudit(bench().db, talk.ref)).at(-1)).toMatchObject({ facts: { by: 'no_effect' } })
})

test('what a crash leaves of an erasure is found by the next look, and done once by however many look', async () => {
  const { sam } = people()
  const ask = () => askAs(sam, `${ASK_EXPORT} oboist`)
  const talks = [await ask(), await ask(), await ask()]
  await forget(sam)
  const { db } = bench()
  let left = 1
  const dying = new Proxy(db, {
    get: (target, name, receiver) => {
      if (name === 'transaction' && left-- === 0) throw new Error('the process died')
      return Reflect.get(target, name, receiver)
    },
  })
  await expect(eraseForgotten(dying, appId())).rejects.toThrow('died')
  expect(await copiesOf('oboist')).toEqual({ part: 2, turn: 2 })
  const done = await Promise.all([erase(), erase(), erase()])
  expect(done.reduce((sum, { conversations }) => sum + conversations, 0)).toBe(2)
  expect(await copiesOf('oboist')).toEqual({})
  for (const talk of talks) expect(await erasuresIn(talk)).toHaveLength(1)
  await isWhole()
})

test('what a lead wrote is forgotten with the user it became', async () => {
  const { lead, jonas } = people()
  const talk = await askAs(lead, `${ASK_EXPORT} trombonist`)
  await endContact(bench().sandbox, lead, { mergeInto: jonas })
  expect(await copiesOf(lead)).not.toHaveProperty('conversation_contact')
  await endContact(bench().sandbox, jonas, 'delete')
  await until('it is erased', async () => (await erasuresIn(talk)).length > 0)
  expect(await copiesOf('trombonist')).toEqual({})
  await isWhole()
})

test('an archived contact may come back: nothing is erased', async () => {
  const { ana } = people()
  const created_at = Math.floor(Date.now() / 1000) + 60
  const talk = await askAs(ana, `${ASK_EXPORT} bassoonist`, created_at)
  await endContact(bench().sandbox, ana, 'archive')
  expect(await erase()).toMatchObject({ conversations: 0 })
  expect(await copiesOf('bassoonist')).toEqual({ part: 1, turn: 1 })
  expect(await erasuresIn(talk)).toEqual([])
})
