import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { EFFECT_STATES, type EffectState, type PlannedEffect } from '../../src/domain/effect.ts'
import { AppId, ConversationId, type ConversationRef, partEntry, sourceEntry } from '../../src/domain/ids.ts'
import {
  boundParts,
  countNotes,
  hasUnknownDelivery,
  OUTCOME_AMBIGUOUS,
  startedGroup,
  UNKNOWN_TWICE,
} from '../../src/store/conversation-effects.ts'
import { markSending, markSent, markUnsent, supersedeEffects } from '../../src/store/effect-states.ts'
import {
  effectKey,
  type EffectOwner,
  pendingEffects,
  planEffects,
  readEffect,
} from '../../src/store/effects.ts'
import { conversation } from '../../src/store/schema/conversations.ts'
import { turn } from '../../src/store/schema/turns.ts'
import { isConversation } from '../../src/store/sql-conditions.ts'
import { aDatabase } from '../support/a-database.ts'
import { aRef, aTurnId } from './a-ref.ts'
import { hear } from './hear.ts'

const { db } = aDatabase()

const REPLY: PlannedEffect = { kind: 'reply', target: 'contact', body: '<p>Hello</p>' }
const MESSAGE: PlannedEffect = { kind: 'handoff_message', target: 'contact', body: '<p>A person</p>' }
const NOTE: PlannedEffect = { kind: 'note', target: 'hand_off', body: '<p>Why</p>' }
const ASSIGNMENT: PlannedEffect = { kind: 'assignment', target: '70' }

const anOwner = (overrides: Partial<EffectOwner> = {}): EffectOwner => ({
  ...aRef(),
  turnId: aTurnId(),
  asOf: sourceEntry('s'),
  ...overrides,
})

const plan = (owner: EffectOwner, planned: readonly PlannedEffect[]) =>
  db().transaction((tx) => planEffects(tx, owner, planned))

/** One planned effect, made to stand in a state. */
async function anEffect(state: EffectState, planned = REPLY, owner = anOwner()) {
  await hear(db(), owner)
  const [effect] = await plan(owner, [planned])
  if (!effect) throw new Error('it was just planned')
  await db().execute(sql`update effect set state = ${state}, attempts = 0 where key = ${effect.key}`)
  return { owner, key: effect.key }
}

/** The turn that an effect belongs to. */
const aTurnOf = ({ turnId: id, appId, conversationId, asOf, handBack }: EffectOwner) =>
  db()
    .insert(turn)
    .values({
      id,
      appId,
      conversationId,
      asOf,
      handBack: handBack ?? null,
      token: 1,
      asked: 1,
      state: 'done',
    })

const stateOf = async (key: string) => (await readEffect(db(), key))?.state
const sendingOf = async (ref: ConversationRef) => {
  const [row] = await db().select().from(conversation).where(isConversation(ref))
  return row?.sending
}

test.each([
  [{}, REPLY, 'app1:100:source:s:reply:contact'],
  [{}, ASSIGNMENT, 'app1:100:source:s:assignment:70'],
  [{ asOf: partEntry('9') }, NOTE, 'app1:100:part:9:note:hand_off'],
  [{ handBack: partEntry('12') }, REPLY, 'app1:100:source:s:reply:contact:part:12'],
])('derives the key of an effect from what it answers: %j', (overrides, planned, key) => {
  const ref = { appId: AppId.parse('app1'), conversationId: ConversationId.parse('100') }
  expect(effectKey(anOwner({ ...ref, ...overrides }), planned)).toBe(key)
})

test('writes effects down as pending, in their order', async () => {
  const owner = anOwner()
  const planned = await plan(owner, [MESSAGE, NOTE, ASSIGNMENT])
  expect(planned).toMatchObject([
    { ...MESSAGE, position: 0, state: 'pending', attempts: 0, turnId: owner.turnId },
    { ...NOTE, position: 1 },
    { ...ASSIGNMENT, position: 2 },
  ])
  expect(planned[2]).not.toHaveProperty('body')
  expect(await pendingEffects(db(), owner.turnId)).toEqual(planned)
})

test.each<[EffectState, EffectState, boolean]>([
  ['pending', 'pending', true],
  ['superseded', 'pending', true],
  ['sending', 'sending', false],
  ['sent', 'sent', false],
  ['failed', 'failed', false],
])(
  'finds the row of an earlier turn: %s becomes %s when the same is planned again',
  async (state, then, again) => {
    const { owner, key } = await anEffect(state)
    const later = { ...owner, turnId: aTurnId() }
    const planned = await plan(later, [{ ...REPLY, body: '<p>Better</p>' }])
    expect(planned.map((effect) => effect.body)).toEqual(again ? ['<p>Better</p>'] : [])
    expect(await readEffect(db(), key)).toMatchObject({
      state: then,
      turnId: again ? later.turnId : owner.turnId,
      body: again ? '<p>Better</p>' : REPLY.body,
    })
  },
)

test.each<[EffectState, EffectState]>([
  ['pending', 'superseded'],
  ['superseded', 'superseded'],
  ['sending', 'sending'],
  ['sent', 'sent'],
  ['failed', 'failed'],
])(
  'leaves of an older turn what is under way: %s becomes %s when something else is planned',
  async (state, then) => {
    const { owner, key } = await anEffect(state)
    await plan({ ...owner, turnId: aTurnId(), asOf: partEntry('2') }, [REPLY])
    expect(await stateOf(key)).toBe(then)
  },
)

test('supersedes nothing in other conversations', async () => {
  const { key } = await anEffect('pending')
  await plan(anOwner(), [REPLY])
  expect(await stateOf(key)).toBe('pending')
})

test('answers the same message once more after a hand-back', async () => {
  const { owner, key } = await anEffect('sent')
  const [again] = await plan({ ...owner, turnId: aTurnId(), handBack: partEntry('5') }, [REPLY])
  expect(again?.key).toBe(`${key}:part:5`)
})

test('marks an effect and its conversation as sending at once, and counts the attempt', async () => {
  const { owner, key } = await anEffect('pending')
  await db().transaction((tx) => markSending(tx, owner, key))
  expect(await readEffect(db(), key)).toMatchObject({ state: 'sending', attempts: 1 })
  expect((await readEffect(db(), key))?.ageMs).toBeGreaterThanOrEqual(0)
  expect(await sendingOf(owner)).toBe(key)
})

test('knows no age of an effect that was never on its way, and nothing of one that is not there', async () => {
  const { key } = await anEffect('pending')
  expect((await readEffect(db(), key))?.ageMs).toBe(0)
  expect(await readEffect(db(), 'no:such:key')).toBeUndefined()
})

test.each(EFFECT_STATES.map((state) => [state, state === 'sending'] as const))(
  'binds a part to an effect that is %s: %s',
  async (state, bound) => {
    const { owner, key } = await anEffect(state)
    await db().update(conversation).set({ sending: key }).where(isConversation(owner))
    expect(await db().transaction((tx) => markSent(tx, owner, key, partEntry('77')))).toBe(bound)
    expect(await stateOf(key)).toBe(bound ? 'sent' : state)
    expect(await sendingOf(owner)).toBeNull()
    const known = { partId: 'part:77', kind: 'reply', target: 'contact', asOf: 'source:s' }
    expect(await boundParts(db(), owner)).toEqual(bound ? [{ ...known, isFresh: true }] : [])
    expect(await boundParts(db(), owner, 0)).toEqual(bound ? [{ ...known, isFresh: false }] : [])
  },
)

test.each<[EffectState, 'pending' | 'superseded' | 'failed', EffectState]>([
  ['sending', 'pending', 'pending'],
  ['sending', 'superseded', 'superseded'],
  ['sending', 'failed', 'failed'],
  ['pending', 'superseded', 'superseded'],
  ['pending', 'failed', 'failed'],
  ['sent', 'failed', 'sent'],
  ['sent', 'pending', 'sent'],
  ['superseded', 'pending', 'superseded'],
  ['failed', 'pending', 'failed'],
])('lets an effect that is %s not become %s but %s', async (state, to, then) => {
  const { owner, key } = await anEffect(state)
  await db().update(conversation).set({ sending: key }).where(isConversation(owner))
  await db().transaction((tx) => markUnsent(tx, owner, { key, to, problem: 'why' }))
  expect(await stateOf(key)).toBe(then)
  expect(await sendingOf(owner)).toBeNull()
})

test.each<[string, (ref: ConversationRef, key: string) => Promise<unknown>]>([
  ['is sent', (ref, key) => db().transaction((tx) => markSent(tx, ref, key, null))],
  [
    'is not',
    (ref, key) => db().transaction((tx) => markUnsent(tx, ref, { key, to: 'failed', problem: 'x' })),
  ],
])("leaves another effect's way alone when one %s", async (_case, mark) => {
  const { owner, key } = await anEffect('sending')
  await db().update(conversation).set({ sending: 'another:key' }).where(isConversation(owner))
  await mark(owner, key)
  expect(await sendingOf(owner)).toBe('another:key')
})

test.each<[EffectState, EffectState]>([
  ['pending', 'superseded'],
  ['sending', 'sending'],
  ['sent', 'sent'],
  ['failed', 'failed'],
])('supersedes what a turn left undone: %s becomes %s', async (state, then) => {
  const { owner, key } = await anEffect(state)
  await db().transaction((tx) => supersedeEffects(tx, owner.turnId, 'newer_entry'))
  expect(await stateOf(key)).toBe(then)
})

test.each<[string, readonly [EffectState, EffectState, EffectState], boolean]>([
  ['nothing is sent', ['pending', 'pending', 'pending'], false],
  ['the first is on its way', ['sending', 'pending', 'pending'], false],
  ['the first is sent', ['sent', 'pending', 'pending'], true],
  ['a later one is sent', ['superseded', 'sent', 'pending'], true],
  ['the rest is given up', ['sent', 'superseded', 'failed'], false],
  ['all is sent', ['sent', 'sent', 'sent'], false],
])('tells a hand-off that was begun and not finished: %s', async (_case, states, begun) => {
  const owner = anOwner()
  const planned = await plan(owner, [MESSAGE, NOTE, ASSIGNMENT])
  for (const [index, { key }] of planned.entries()) {
    await db().execute(sql`update effect set state = ${states[index]} where key = ${key}`)
  }
  expect(await startedGroup(db(), owner)).toBe(begun ? owner.turnId : undefined)
})

test('does not take a later turn for the rest of an earlier one', async () => {
  const { owner } = await anEffect('sent')
  await plan({ ...owner, turnId: aTurnId(), asOf: partEntry('2') }, [REPLY])
  expect(await startedGroup(db(), owner)).toBeUndefined()
})

test.each<[PlannedEffect, EffectState, string, boolean]>([
  [REPLY, 'failed', UNKNOWN_TWICE, true],
  [REPLY, 'failed', OUTCOME_AMBIGUOUS, true],
  [{ ...REPLY, kind: 'question' }, 'failed', UNKNOWN_TWICE, true],
  [REPLY, 'failed', 'refused_403', false],
  [REPLY, 'sending', UNKNOWN_TWICE, false],
  [NOTE, 'failed', UNKNOWN_TWICE, false],
  [MESSAGE, 'failed', UNKNOWN_TWICE, false],
  [ASSIGNMENT, 'failed', UNKNOWN_TWICE, false],
])(
  'knows whether an answer was given up as unknown: %j is %s, %s',
  async (planned, state, problem, unknown) => {
    const { owner, key } = await anEffect(state, planned)
    await aTurnOf(owner)
    await db().execute(sql`update effect set problem = ${problem} where key = ${key}`)
    const about = { unanswered: [partEntry('2'), owner.asOf], handBack: undefined }
    expect(await hasUnknownDelivery(db(), owner, about)).toBe(unknown)
    expect(await hasUnknownDelivery(db(), owner, { ...about, unanswered: [partEntry('2')] })).toBe(false)
    expect(await hasUnknownDelivery(db(), owner, { ...about, unanswered: [] })).toBe(false)
    expect(await hasUnknownDelivery(db(), owner, { ...about, handBack: partEntry('5') })).toBe(false)
    expect(await hasUnknownDelivery(db(), anOwner(), about)).toBe(false)
  },
)

test('knows of an unknown answer after a hand-back only what came after it', async () => {
  const handBack = partEntry('5')
  const { owner, key } = await anEffect('failed', REPLY, anOwner({ handBack }))
  await aTurnOf(owner)
  await db().execute(sql`update effect set problem = ${UNKNOWN_TWICE} where key = ${key}`)
  const about = { unanswered: [owner.asOf], handBack }
  expect(await hasUnknownDelivery(db(), owner, about)).toBe(true)
  expect(await hasUnknownDelivery(db(), owner, { ...about, handBack: undefined })).toBe(false)
})

test('counts the notes that other turns have written into a conversation', async () => {
  const { owner } = await anEffect('sent', NOTE)
  await anEffect('sent', NOTE, { ...owner, turnId: aTurnId(), asOf: partEntry('2') })
  await anEffect('pending', NOTE, { ...owner, turnId: aTurnId(), asOf: partEntry('3') })
  await anEffect('sent', REPLY, { ...owner, turnId: aTurnId(), asOf: partEntry('4') })
  await anEffect('sent', NOTE)
  expect(await countNotes(db(), owner, owner.turnId)).toBe(1)
  expect(await countNotes(db(), owner, aTurnId())).toBe(2)
})

test('lists our parts in the order in which they were sent', async () => {
  const owner = anOwner()
  const planned = await plan(owner, [MESSAGE, NOTE, ASSIGNMENT])
  for (const [index, { key }] of planned.toReversed().entries()) {
    await db().transaction((tx) => markSending(tx, owner, key))
    await db().transaction((tx) => markSent(tx, owner, key, index === 0 ? null : partEntry(`${index}`)))
  }
  expect((await boundParts(db(), owner)).map(({ partId, kind }) => [partId, kind])).toEqual([
    ['part:1', 'note'],
    ['part:2', 'handoff_message'],
  ])
})
