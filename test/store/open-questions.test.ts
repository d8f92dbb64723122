import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Mind } from '../../src/decision/choose-outcome.ts'
import { AppId, ConversationId, sourceEntry } from '../../src/domain/ids.ts'
import { eraseConversation } from '../../src/store/erase-conversation.ts'
import { eraseTurns, turnsAround } from '../../src/store/erase-turns.ts'
import { readOpenQuestions } from '../../src/store/open-questions.ts'
import { endTurn, recordTurn, type TurnState } from '../../src/store/turns.ts'
import { aMind, aTurn, type TurnScript } from '../console/a-turn.ts'
import { aDatabase } from '../support/a-database.ts'
import { aConversation, aDraft, anUnderstanding, REF, SUPPORT } from '../support/builders.ts'
import { aTurnId } from './a-ref.ts'

const { db } = aDatabase()

/** The builders' contact wrote at this moment. */
const WRITTEN = new Date('2026-11-24T09:00:00Z')
const QUESTION = 'How do I export my invoices?'

const read = (overrides: Partial<Parameters<typeof readOpenQuestions>[1]> = {}) =>
  readOpenQuestions(db(), { appId: REF.appId, since: WRITTEN, most: 1_000, ...overrides })

const end = (turnId: ReturnType<typeof aTurnId>, state: Exclude<TurnState, 'running'>) =>
  db().transaction((tx) => endTurn(tx, turnId, state, 'delivered'))

/** A turn of the pipeline's own making in a conversation of its own, brought to its end. */
async function judged(script: TurnScript, state: TurnState = 'done') {
  const conversation = aConversation([], { id: ConversationId.parse(randomUUID()) })
  const { turn } = await aTurn(db(), { conversation, ...script })
  if (state !== 'running') await end(turn.turnId, state)
  return turn
}

/** What is told of one conversation. */
const openOf = async (conversationId: string) =>
  (await read()).questions.filter((question) => question.conversationId === conversationId)

const nothing: Mind = { kind: 'nothing_found' }
const ungrounded: Mind = aMind({ verdict: { kind: 'ungrounded', problems: [] } })
const unsure: Mind = aMind({ relevance: 0.31 })
const cannot: Mind = { kind: 'cannot', reason: 'The passages do not say.' }

test.each<[string, boolean, TurnScript, TurnState]>([
  ['nothing was found', true, { mind: nothing }, 'done'],
  ['nothing at all was found', true, { mind: nothing, passages: [] }, 'done'],
  ['a model cannot answer', true, { mind: cannot }, 'done'],
  ['the bot is not sure enough', true, { mind: unsure }, 'done'],
  ['the draft is not grounded', true, { mind: ungrounded }, 'done'],
  ['it is suggested to hand it off', true, { mind: nothing, policy: { mode: 'suggest' } }, 'done'],
  [
    'a draft of which it is not sure is suggested',
    true,
    { mind: unsure, policy: { mode: 'suggest' } },
    'done',
  ],
  ['it is in the shadow', true, { mind: cannot, policy: { mode: 'shadow' } }, 'done'],
  ['a teammate was quicker', true, { mind: nothing }, 'stopped'],
  ['it is not over yet', false, { mind: nothing }, 'running'],
  ['something newer took over', false, { mind: nothing }, 'superseded'],
  ['it was answered', false, {}, 'done'],
  ['an answer is suggested', false, { policy: { mode: 'suggest' } }, 'done'],
  ['one fact is asked for', false, { mind: { kind: 'asks', question: 'Which plan?' } }, 'done'],
  ['a person is wanted', false, { mind: nothing, understanding: { wantsPerson: true } }, 'done'],
  ['it is a threat', false, { mind: nothing, understanding: { risks: ['legal_threat'] } }, 'done'],
  ['it is thanks', false, { mind: nothing, understanding: { needsNoAnswer: true } }, 'done'],
  ['a file cannot be read', false, { mind: nothing, understanding: { unreadable: true } }, 'done'],
  ['the mind failed', false, { mind: { kind: 'failed' } }, 'done'],
  ['nothing was written', false, { mind: nothing, understanding: { question: '' } }, 'done'],
])('where %s, a question is open: %s', async (_case, isOpen, script, state) => {
  const { conversationId } = await judged(script, state)
  expect((await openOf(conversationId)).map(({ text }) => text)).toEqual(isOpen ? [QUESTION] : [])
})

test('tells with a question what came nearest and how near, drafted or not', async () => {
  const at = WRITTEN
  const best = { article: 'data/export.md', title: 'Export your data' }
  const drafted = await judged({ mind: unsure })
  expect(await openOf(drafted.conversationId)).toEqual([
    { conversationId: drafted.conversationId, language: 'en', text: QUESTION, at, relevance: 0.31, ...best },
  ])
  const found = await judged({ mind: nothing })
  expect(await openOf(found.conversationId)).toMatchObject([{ relevance: 0.93, ...best }])
  const lost = await judged({ mind: nothing, passages: [] })
  expect(await openOf(lost.conversationId)).toMatchObject([{ article: null, title: null }])
})

test('loses a question with its words: redacted, forgotten or deleted', async () => {
  const redacted = await judged({ mind: nothing })
  const forgotten = await judged({ mind: nothing })
  const kept = await judged({ mind: nothing })
  await db().transaction(async (tx) => {
    await eraseTurns(tx, await turnsAround(tx, redacted, [sourceEntry('s')]))
    await eraseConversation(tx, forgotten)
  })
  const open = (await read()).questions.map(({ conversationId }) => conversationId)
  expect(open).toContain(kept.conversationId)
  expect(open).not.toContain(redacted.conversationId)
  expect(open).not.toContain(forgotten.conversationId)
})

const handOff = { kind: 'hand_off', rule: 'nothing-found', reason: 'nothing_found', team: SUPPORT } as const
const silence = { kind: 'stay_silent', rule: 'may-not-act', reason: 'taken_over' } as const
const reply = { kind: 'reply', rule: 'grounded-and-confident', confidence: 0.9, draft: aDraft() } as const

test.each([
  ['once, however often it was judged', handOff, 1],
  ['still, when there was silence afterwards', silence, 1],
  ['no longer, when it was answered after all', reply, 0],
] as const)('counts a question %s', async (_case, outcome, times) => {
  const first = await judged({ mind: nothing })
  const again = {
    ...first,
    turnId: aTurnId(),
    startedAt: new Date(Date.now() + 1_000),
    token: first.token + 1,
  }
  await db().transaction((tx) =>
    recordTurn(tx, again, {
      asOf: sourceEntry('s'),
      asOfAt: WRITTEN,
      handBack: null,
      mode: 'auto',
      topic: 'other',
      facts: {},
      outcome,
      understanding: anUnderstanding(),
      readEntries: [],
      settingsHash: 'hash',
    }),
  )
  await end(again.turnId, 'done')
  expect(await openOf(first.conversationId)).toHaveLength(times)
})

test('looks back as far as it is told, at one workspace, at no more than it is told', async () => {
  await judged({ mind: nothing })
  await judged({ mind: nothing })
  expect(await read({ since: new Date(WRITTEN.getTime() + 1) })).toEqual({ questions: [], total: 0 })
  expect(await read({ appId: AppId.parse('another') })).toEqual({ questions: [], total: 0 })
  const { questions, total } = await read({ most: 1 })
  expect(questions).toHaveLength(1)
  expect(total).toBeGreaterThan(1)
})
