import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  type ConversationRef,
  type EntryId,
  partEntry,
  sourceEntry,
  type TurnId,
} from '../../src/domain/ids.ts'
import type { Outcome, SilentReason } from '../../src/domain/outcome.ts'
import { readLastTurn } from '../../src/store/last-turn.ts'
import { turn } from '../../src/store/schema/turns.ts'
import { ofConversation } from '../../src/store/sql-conditions.ts'
import {
  countRestarts,
  endTurn,
  isJudged,
  lastJudgedAt,
  lastSilence,
  recordTurn,
  topicOf,
  type TurnRecord,
  type TurnState,
} from '../../src/store/turns.ts'
import { aDatabase } from '../support/a-database.ts'
import { aDraft, SUPPORT } from '../support/builders.ts'
import { aRef, aTurnId } from './a-ref.ts'

const { db } = aDatabase()

const ASKED = sourceEntry('s')
const AT = new Date('2026-11-24T09:00:00Z')
const reply: Outcome = { kind: 'reply', rule: 'answer', confidence: 0.9, draft: aDraft() }
const handOff: Outcome = { kind: 'hand_off', rule: 'risk', reason: 'legal_threat', team: SUPPORT }
const silence = (reason: SilentReason): Outcome => ({ kind: 'stay_silent', rule: 'quiet', reason })

const aRecord = (overrides: Partial<TurnRecord> = {}): TurnRecord => ({
  asOf: ASKED,
  asOfAt: AT,
  handBack: null,
  mode: 'auto',
  topic: 'billing',
  facts: {},
  outcome: reply,
  understanding: null,
  readEntries: [ASKED],
  settingsHash: 'hash',
  ...overrides,
})

async function record(ref: ConversationRef, overrides: Partial<TurnRecord> = {}): Promise<TurnId> {
  const turnId = aTurnId()
  const current = { ...ref, turnId, token: 1, asked: 1, startedAt: new Date() }
  await db().transaction((tx) => recordTurn(tx, current, aRecord(overrides)))
  return turnId
}
const end = (turnId: TurnId, state: Exclude<TurnState, 'running'>, by = 'delivered') =>
  db().transaction((tx) => endTurn(tx, turnId, state, by))

async function aTurn(state: TurnState, overrides: Partial<TurnRecord> = {}, ref = aRef()) {
  const turnId = await record(ref, overrides)
  if (state !== 'running') await end(turnId, state)
  return { ref, turnId }
}

const judged = (ref: ConversationRef, asOf: EntryId = ASKED, handBack?: EntryId) =>
  isJudged(db(), ref, { asOf, handBack })

test.each<[string, TurnState, Outcome, boolean]>([
  ['a reply', 'done', reply, true],
  ['a hand-off', 'done', handOff, true],
  ['a question', 'done', { kind: 'clarify', rule: 'unclear', question: 'unreadable' }, true],
  ['a draft', 'done', { kind: 'propose', rule: 'mode', because: 'mode_suggest', confidence: 0.5 }, true],
  ['silence, for nothing needs an answer', 'done', silence('no_answer_needed'), true],
  ['silence, for it is snoozed', 'done', silence('snoozed'), false],
  ['silence, for it is not ours', 'done', silence('not_ours'), false],
  ['silence, for a teammate has it', 'done', silence('taken_over'), false],
  ['silence, for the mode is off', 'done', silence('mode_off'), false],
  ['a reply that is still under way', 'running', reply, false],
  ['a reply that the fence stopped', 'stopped', reply, false],
  ['a reply that something newer took over', 'superseded', reply, false],
  ['a reply that failed', 'failed', reply, false],
])('judges a message for good by %s', async (_case, state, outcome, forGood) => {
  const { ref } = await aTurn(state, { outcome })
  expect(await judged(ref)).toBe(forGood)
  expect(await lastJudgedAt(db(), ref)).toEqual(forGood ? AT : undefined)
})

test('keeps a judgement when its draft was erased', async () => {
  const { ref } = await aTurn('done')
  await db().execute(
    sql`update turn set outcome = outcome - 'draft' where conversation_id = ${ref.conversationId}`,
  )
  expect(await judged(ref)).toBe(true)
})

test('judges a message anew after a hand-back, once for each', async () => {
  const { ref } = await aTurn('done')
  expect(await judged(ref, ASKED, partEntry('5'))).toBe(false)
  await aTurn('done', { handBack: partEntry('5') }, ref)
  expect(await judged(ref, ASKED, partEntry('5'))).toBe(true)
  expect(await judged(ref, ASKED, partEntry('9'))).toBe(false)
  const elsewhere = await aTurn('done', { handBack: partEntry('5') })
  expect(await judged(elsewhere.ref)).toBe(false)
})

test('judges no other message and no other conversation with it', async () => {
  const { ref } = await aTurn('done')
  expect(await judged(ref, partEntry('2'))).toBe(false)
  expect(await judged(aRef())).toBe(false)
})

test('tells the newest message that was judged for good', async () => {
  const { ref } = await aTurn('done', { asOfAt: new Date('2026-11-24T09:05:00Z') })
  await aTurn('done', { asOfAt: AT }, ref)
  await aTurn('done', { asOfAt: new Date('2026-11-24T09:09:00Z'), outcome: silence('snoozed') }, ref)
  await aTurn('done', { asOf: null, asOfAt: null }, ref)
  expect(await lastJudgedAt(db(), ref)).toEqual(new Date('2026-11-24T09:05:00Z'))
})

test('tells when the newest turn kept silent, if it did for one of some reasons', async () => {
  const { ref } = await aTurn('done', { outcome: silence('taken_over') })
  expect(await lastSilence(db(), ref, ['taken_over'])).toBeInstanceOf(Date)
  expect(await lastSilence(db(), ref, ['snoozed'])).toBeUndefined()
  await aTurn('done', {}, ref)
  expect(await lastSilence(db(), ref, ['taken_over'])).toBeUndefined()
  expect(await lastSilence(db(), aRef(), ['taken_over'])).toBeUndefined()
})

test('supersedes turns that never ended when a new one is recorded, here and nowhere else', async () => {
  const { ref, turnId } = await aTurn('running')
  const elsewhere = await aTurn('running')
  await aTurn('done', {}, ref)
  const states = async (of: ConversationRef) =>
    Object.fromEntries(
      (await db().select().from(turn).where(ofConversation(turn, of))).map(({ id, state, endedBy }) => [
        id,
        [state, endedBy],
      ]),
    )
  expect((await states(ref))[turnId]).toEqual(['superseded', 'newer_run'])
  expect((await states(elsewhere.ref))[elsewhere.turnId]).toEqual(['running', null])
})

test.each<[Exclude<TurnState, 'running'>, Exclude<TurnState, 'running'>, TurnState]>([
  ['done', 'superseded', 'done'],
  ['stopped', 'done', 'stopped'],
  ['failed', 'done', 'failed'],
  ['superseded', 'done', 'done'],
])('lets a turn that ended as %s not end again as %s but stay %s', async (first, second, then) => {
  const { ref, turnId } = await aTurn(first)
  await end(turnId, second, 'again')
  const [row] = await db().select().from(turn).where(ofConversation(turn, ref))
  expect(row?.state).toBe(then)
})

test('counts how often turns of a message were started over for one reason', async () => {
  const ref = aRef()
  for (const by of ['foreign_note', 'foreign_note', 'newer_entry'])
    await end(await record(ref), 'superseded', by)
  await end(await record(ref, { asOf: partEntry('2') }), 'superseded', 'foreign_note')
  expect(await countRestarts(db(), ref, ASKED, 'foreign_note')).toBe(2)
  expect(await countRestarts(db(), ref, ASKED, 'mode_changed')).toBe(0)
  expect(await countRestarts(db(), aRef(), ASKED, 'foreign_note')).toBe(0)
})

test('knows the topic of a turn, and calls an unknown one other', async () => {
  const { turnId } = await aTurn('running')
  expect(await topicOf(db(), turnId)).toBe('billing')
  expect(await topicOf(db(), aTurnId())).toBe('other')
})

test('reads how the newest turn that was decided ended', async () => {
  const { ref } = await aTurn('done', { outcome: handOff })
  await db().execute(
    sql`update turn set started_at = started_at - interval '1 h' where conversation_id = ${ref.conversationId}`,
  )
  const { turnId } = await aTurn('stopped', {}, ref)
  await aTurn('superseded', { outcome: silence('closed') }, ref)
  expect(await readLastTurn(db(), ref)).toMatchObject({
    state: 'stopped',
    endedBy: 'delivered',
    outcome: { kind: 'reply', rule: 'answer', confidence: 0.9 },
    sources: [],
  })
  expect(turnId).toBeDefined()
  expect(await readLastTurn(db(), aRef())).toBeUndefined()
})
