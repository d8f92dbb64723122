import { expect, test } from 'vitest'
import { toIntercomConfig } from '../../src/commands/sandbox-config.ts'
import { AdminId, AppId, type ConversationRef } from '../../src/domain/ids.ts'
import { createIntercom } from '../../src/intercom/create-intercom.ts'
import { createSweep } from '../../src/pipeline/sweep.ts'
import { readLastTurn } from '../../src/store/last-turn.ts'
import { aBench } from '../support/a-bench.ts'
import { ASK_EXPORT, ASK_PASSWORD, ASK_PERSON } from '../support/a-mind.ts'
import { startTalk, type Talk } from '../support/a-talk.ts'
import { anIdentity } from '../support/builders.ts'

const bench = aBench()

/** A sweep, as often as it is called: the conversations that it asks a turn for, in its order. */
function aSweepOfAll() {
  const { db, sandbox } = bench()
  const asked: string[] = []
  const queue = {
    wake: async () => {},
    wakeIn: async (_tx: unknown, { conversationId }: ConversationRef) => void asked.push(conversationId),
  }
  const sweep = createSweep({
    db,
    queue,
    intercom: createIntercom(toIntercomConfig(sandbox)),
    appId: AppId.parse(sandbox.appId),
    identity: anIdentity({ botAdminId: AdminId.parse(sandbox.botAdminId) }),
    staleMs: 15 * 60_000,
    now: () => new Date(),
  })
  return async () => {
    asked.length = 0
    await sweep()
    return [...asked]
  }
}

/** The same: whether it asks one for this conversation. */
function aSweep() {
  const askedBy = aSweepOfAll()
  return async (talk: Talk) => (await askedBy()).includes(talk.id)
}

/** Unix seconds, some minutes ago: long before anybody looks. */
const past = (minutes: number) => ({ created_at: Math.floor(Date.now() / 1_000) - minutes * 60 })
const LOST = { deliver: { drop: true } } as const

test('a conversation that a teammate has is looked at once, and again only when something has changed', async () => {
  const { sitDown, start, heard, cast, db } = bench()
  const isAsked = aSweep()
  const desk = sitDown()
  const talk = await start({ body: ASK_EXPORT, ...past(9) })
  await talk.teammate('I am on it', past(8))
  await talk.contact({ body: ASK_PASSWORD, ...past(7) })
  await heard(talk)
  await desk.finish(talk)
  expect(await readLastTurn(db, talk.ref)).toMatchObject({ outcome: { reason: 'taken_over' } })
  expect(await isAsked(talk)).toBe(false)

  await talk.assign(cast.toBot, cast.maya, LOST)
  expect(await isAsked(talk)).toBe(true)
  await desk.finish(talk)
  expect(await talk.replies()).toHaveLength(1)
  expect(await isAsked(talk)).toBe(false)
})

test('a conversation that was handed off and is given back is asked for, although no webhook told of it', async () => {
  const { sitDown, start, heard, cast, db } = bench()
  const isAsked = aSweep()
  const desk = sitDown()
  const talk = await start({ body: ASK_PERSON, ...past(9) })
  await heard(talk)
  await desk.finish(talk)
  expect(await readLastTurn(db, talk.ref)).toMatchObject({ outcome: { kind: 'hand_off' } })
  expect(await isAsked(talk)).toBe(false)

  await talk.assign(cast.toBot, cast.maya, LOST)
  expect(await isAsked(talk)).toBe(true)
  await desk.finish(talk)
  expect(await readLastTurn(db, talk.ref)).toMatchObject({ outcome: { kind: 'hand_off' } })
  expect((await talk.story()).filter((line) => line === 'bot assignment to Support')).toHaveLength(2)
  expect(await isAsked(talk)).toBe(false)
})

test('a start looks once more: the settings may have changed', async () => {
  const { sitDown, start, heard } = bench()
  const desk = sitDown()
  const talk = await start({ body: ASK_EXPORT, ...past(9), assign_on_arrival: bench().cast.toBilling })
  await heard(talk)
  await desk.finish(talk)
  const isAsked = aSweep()
  expect(await isAsked(talk)).toBe(true)
  await desk.finish(talk)
  expect(await isAsked(talk)).toBe(false)
})

test('no webhook tells that Fin has handed over: the sweep finds out', async () => {
  const { sitDown, start, heard, db } = bench()
  const isAsked = aSweep()
  const desk = sitDown()
  const talk = await start({ body: ASK_EXPORT, ...past(9) })
  await talk.fin()
  await heard(talk)
  await desk.finish(talk)
  expect(await readLastTurn(db, talk.ref)).toMatchObject({ outcome: { reason: 'fin_at_work' } })
  expect(await isAsked(talk)).toBe(true)
  await desk.finish(talk)
  expect(await talk.replies()).toEqual([])

  await talk.fin(undefined, 'escalated')
  expect(await isAsked(talk)).toBe(true)
  await desk.finish(talk)
  expect(await talk.replies()).toHaveLength(1)
})

test('conversations of which nobody has heard come first, the oldest before the others', async () => {
  const { sitDown, start, heard, sandbox } = bench()
  const desk = sitDown()
  const known = await start({ body: ASK_EXPORT, ...past(12) })
  await heard(known)
  await desk.finish(known)
  await known.contact({ body: ASK_PASSWORD, ...past(11), ...LOST })
  const younger = await startTalk(sandbox, { body: ASK_EXPORT, ...past(3), ...LOST })
  const older = await startTalk(sandbox, { body: ASK_EXPORT, ...past(5), ...LOST })
  const ours = [known, younger, older].map(({ id }) => id)
  const asked = (await aSweepOfAll()()).filter((id) => ours.includes(id))
  expect(asked).toEqual([older.id, younger.id, known.id])
})
