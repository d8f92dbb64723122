import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { ContactId } from '../../src/domain/ids.ts'
import type { Intercom } from '../../src/intercom/create-intercom.ts'
import { readAudit } from '../../src/store/audit.ts'
import { readLastTurn } from '../../src/store/last-turn.ts'
import { draft, effect, turn } from '../../src/store/schema/turns.ts'
import { setSwitch } from '../../src/store/switches.ts'
import { modeSwitch } from '../../src/store/schema/conversations.ts'
import { ofConversation } from '../../src/store/sql-conditions.ts'
import { aBench } from '../support/a-bench.ts'
import { ASK_EXPORT, ASK_PASSWORD, ASK_PERSON } from '../support/a-mind.ts'
import type { Talk } from '../support/a-talk.ts'

const bench = aBench()
const NOBODY_HERE = { contacts: ['somebody-else'] }
const HAND_OFF = ['bot comment', 'bot note', 'bot assignment to Support']

const lastTurn = (talk: Talk) => readLastTurn(bench().db, talk.ref)
const storedTurns = (talk: Talk) => bench().db.select().from(turn).where(ofConversation(turn, talk.ref))

/** How the audit trail names the newest turn's decision, and its end. */
async function audited(talk: Talk) {
  const events = await readAudit(bench().db, talk.ref)
  const factsOf = (kind: string) => events.findLast((event) => event.kind === kind)?.facts
  return { decided: factsOf('decided'), ended: factsOf('turn_ended') }
}

describe.each(['auto', 'suggest'] as const)('in %s, for a contact who is not in the pilot', (mode) => {
  test.each([
    ['a question that it could answer', ASK_EXPORT, 'reply'],
    ['a wish for a person', ASK_PERSON, 'hand_off'],
  ])('%s is judged, kept and audited, and nothing is written', async (_case, question, kind) => {
    const desk = bench().sitDown({ settings: { mode, pilot: NOBODY_HERE } })
    const talk = await bench().start(question)
    await desk.finish(talk)
    expect(await talk.story()).toEqual(['contact source'])
    expect(await lastTurn(talk)).toMatchObject({
      state: 'done',
      endedBy: 'not_in_pilot',
      outcome: { kind },
    })
    const [stored] = await storedTurns(talk)
    expect(stored).toMatchObject({
      mode: 'shadow',
      facts: { heldByPilot: true, contacts: [bench().cast.contact] },
    })
    expect(await bench().db.$count(effect, ofConversation(effect, talk.ref))).toBe(0)
    expect(await audited(talk)).toMatchObject({
      decided: { kind, mode: 'shadow', heldByPilot: true },
      ended: { by: 'not_in_pilot' },
    })
  })
})

test('the draft is kept for whoever compares', async () => {
  const desk = bench().sitDown({ settings: { pilot: NOBODY_HERE } })
  const talk = await bench().start(ASK_EXPORT)
  await desk.finish(talk)
  const [stored] = await storedTurns(talk)
  const [kept] = await bench()
    .db.select()
    .from(draft)
    .where(eq(draft.turnId, stored?.id ?? ''))
  expect(kept?.body).toMatchObject({ claims: [{ text: 'Open Settings > Data and choose Export.' }] })
})

test.each([
  ['auto', ASK_EXPORT, ['bot comment']],
  ['auto', ASK_PERSON, HAND_OFF],
  ['suggest', ASK_EXPORT, ['bot note']],
] as const)('in %s, a listed contact gets what everybody would get: %s', async (mode, question, story) => {
  const contacts = ['somebody-else', bench().cast.contact]
  const desk = bench().sitDown({ settings: { mode, pilot: { contacts } } })
  const talk = await bench().start(question)
  await desk.finish(talk)
  expect(await talk.story()).toEqual(['contact source', ...story])
  expect(await audited(talk)).toMatchObject({ decided: { mode, heldByPilot: false } })
})

test('whoever a growing share takes in is answered from the next message on, and stays in over a restart', async () => {
  const talk = await bench().start(ASK_EXPORT)
  await bench()
    .sitDown({ settings: { pilot: NOBODY_HERE } })
    .finish(talk)
  const all = { settings: { pilot: { share: 1 } } }
  await bench().sitDown(all).finish(talk)
  expect(await talk.story()).toEqual(['contact source'])
  await talk.contact(ASK_PASSWORD)
  await bench().heard(talk)
  await bench().sitDown(all).finish(talk)
  expect(await talk.story()).toEqual(['contact source', 'contact comment', 'bot comment'])
})

test('somebody who joins while the answer is written stops it, unless the pilot knows them', async () => {
  const { cast } = bench()
  const joining = (who: string) => {
    let reads = 0
    return (own: Intercom): Intercom => ({
      ...own,
      readConversation: async (id) => {
        reads += 1
        const read = await own.readConversation(id)
        const joined = reads > 1 ? [ContactId.parse(who)] : []
        return read && { ...read, contactIds: [...read.contactIds, ...joined] }
      },
    })
  }
  const pilot = { contacts: [cast.contact, 'a-colleague'] }
  const known = await bench().start(ASK_EXPORT)
  await bench()
    .sitDown({ settings: { pilot }, adaptIntercom: joining('a-colleague') })
    .finish(known)
  expect(await known.story()).toEqual(['contact source', 'bot comment'])
  const stranger = await bench().start(ASK_EXPORT)
  await bench()
    .sitDown({ settings: { pilot }, adaptIntercom: joining('a-stranger') })
    .finish(stranger)
  expect(await stranger.story()).toEqual(['contact source'])
  expect(await lastTurn(stranger)).toMatchObject({ state: 'stopped', endedBy: 'not_in_pilot' })
})

test('a conversation whose contact Intercom does not name is outside', async () => {
  const nameless = (own: Intercom): Intercom => ({
    ...own,
    readConversation: async (id) => {
      const read = await own.readConversation(id)
      return read && { ...read, contactIds: [] }
    },
  })
  const talk = await bench().start(ASK_EXPORT)
  await bench()
    .sitDown({ settings: { pilot: { share: 1 } }, adaptIntercom: nameless })
    .finish(talk)
  expect(await talk.story()).toEqual(['contact source'])
  expect(await lastTurn(talk)).toMatchObject({ endedBy: 'not_in_pilot' })
})

test('a silence that has another reason keeps it', async () => {
  const desk = bench().sitDown({ settings: { pilot: NOBODY_HERE } })
  const talk = await bench().start({ body: ASK_EXPORT, assign_on_arrival: bench().cast.toTom })
  await desk.finish(talk)
  expect(await lastTurn(talk)).toMatchObject({
    endedBy: 'no_effect',
    outcome: { kind: 'stay_silent', reason: 'not_ours' },
  })
})

test('a mode that writes nothing anyway is not held by the pilot', async () => {
  const { db, sandbox } = bench()
  const desk = bench().sitDown({ settings: { pilot: NOBODY_HERE } })
  const row = { topic: '*', mode: 'shadow', who: 'a test', at: new Date() } as const
  await db.transaction((tx) => setSwitch(tx, sandbox.appId, row))
  const talk = await bench().start(ASK_EXPORT)
  await desk.finish(talk)
  await db.delete(modeSwitch)
  expect(await lastTurn(talk)).toMatchObject({ endedBy: 'no_effect', outcome: { kind: 'reply' } })
})
