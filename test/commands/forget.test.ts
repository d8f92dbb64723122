import { afterAll, beforeAll, expect, test } from 'vitest'
import { ContactId } from '../../src/domain/ids.ts'
import { contactForget } from '../../src/operator/forget-operation.ts'
import { withOperator } from '../../src/operator/with-operator.ts'
import { verifyAudit } from '../../src/store/verify-audit.ts'
import { newLastingDatabase, type TestDatabase } from '../support/a-database.ts'
import { ASK_EXPORT, ASK_PERSON } from '../support/a-mind.ts'
import { aStage, type StageOptions, stageConfig } from '../support/a-stage.ts'
import { endContact, until } from '../support/a-talk.ts'
import { placesOf } from '../support/whole-database.ts'

const lasting: { database?: TestDatabase } = {}
beforeAll(async () => {
  lasting.database = await newLastingDatabase()
})
afterAll(() => lasting.database?.drop())

const inUse = (): StageOptions => ({
  settings: { mode: 'auto' },
  databaseUrl: lasting.database?.url ?? '',
})
const stage = aStage(inUse)

/** As a command: a folder is held, so the service is asked through its door; a server is opened beside it. */
const forget = (contact: string) =>
  withOperator(stageConfig(inUse()), contactForget, { contact: ContactId.parse(contact) })

/** Where a word stands, the tables of the queue included. */
const copiesOf = (word: string) => placesOf(stage().app.store.db, word)

async function ask(contact_id: string, body: string) {
  const talk = await stage().start({ contact_id, body })
  await stage().rest(talk)
  return talk
}

const NOTHING = { messages: 0, turns: 0, drafts: 0, effects: 0, modelCalls: 0, summaries: 0 }

test('erases what is kept of one contact, beside the running service, and tells how much', async () => {
  const { contact, others } = stage().cast
  const [other = ''] = others
  const answered = await ask(contact, `${ASK_EXPORT} xylophonist`)
  await ask(contact, `${ASK_PERSON} xylophonist`)
  await ask(other, `${ASK_PERSON} zitherist`)
  expect(Object.keys(await copiesOf('xylophonist'))).toEqual(
    expect.arrayContaining(['part', 'turn', 'effect']),
  )
  expect(await forget(contact)).toEqual({
    contact,
    mergedInto: null,
    conversations: 2,
    erased: {
      messages: expect.any(Number),
      turns: expect.any(Number),
      drafts: expect.any(Number),
      effects: 3,
      modelCalls: 0,
      summaries: 0,
    },
  })
  expect(await copiesOf('xylophonist')).toEqual({})
  expect(Object.keys(await copiesOf('zitherist'))).toEqual(expect.arrayContaining(['part', 'turn', 'effect']))
  expect((await verifyAudit(stage().app.store.db)).problems).toEqual([])
  expect(await answered.replies()).toHaveLength(1)
})

test('says of a contact of whom nothing is kept that nothing is, as often as it is asked', async () => {
  const nobody = { contact: 'nobody', mergedInto: null, conversations: 0, erased: NOTHING }
  expect(await forget('nobody')).toEqual(nobody)
  expect(await forget('nobody')).toEqual(nobody)
  expect(await forget(stage().cast.contact)).toMatchObject({ conversations: 0, erased: NOTHING })
})

test('forgets a person by the id of a lead that they once were', async () => {
  const [, user = '', , lead = ''] = stage().cast.others
  await ask(lead, `${ASK_EXPORT} trombonist`)
  await endContact(stage().sandbox, lead, { mergeInto: user })
  await ask(user, `${ASK_EXPORT} trombonist`)
  expect(await forget(lead)).toMatchObject({ contact: lead, mergedInto: user, conversations: 2 })
  expect(await copiesOf('trombonist')).toEqual({})
})

test('goes on answering a contact who writes again, and keeps that', async () => {
  const { contact } = stage().cast
  const createdS = Math.floor(Date.now() / 1000) + 2
  const talk = await stage().start({
    contact_id: contact,
    body: `${ASK_EXPORT} flautist`,
    created_at: createdS,
  })
  await stage().rest(talk)
  expect(await talk.replies()).toHaveLength(1)
  await until('it is kept', async () => Object.hasOwn(await copiesOf('flautist'), 'part'))
})
