import { describe, expect, test } from 'vitest'
import { type FenceCase, judgeFence } from '../../src/decision/judge-fence.ts'
import { mayAct } from '../../src/decision/may-act.ts'
import { readSituation } from '../../src/decision/read-situation.ts'
import type { Conversation, Entry } from '../../src/domain/conversation.ts'
import type { Mode } from '../../src/domain/mode.ts'
import {
  aConversation,
  anIdentity,
  aSource,
  BILLING,
  BOT,
  bot,
  MAYA,
  operator,
  SUPPORT,
  TOM,
  teammate,
} from '../support/builders.ts'

const identity = anIdentity({ answers: { unassigned: true, admins: [], teams: [BILLING] } })
const view = (conversation: Conversation) => ({
  conversation,
  situation: readSituation(conversation, [], identity),
})

/** The fence between a first message and the same conversation with more in it. */
function fence(now: Conversation, mode: Mode = 'auto', more: Partial<FenceCase> = {}) {
  const limits = { mode, email: 'suggest' } as const
  const start = view(aConversation())
  const current = view(now)
  return judgeFence({
    start,
    startPermission: mayAct(start.conversation, start.situation, limits),
    now: current,
    permission: mayAct(current.conversation, current.situation, limits),
    restarts: { program_note: 0, teammate_note: 0 },
    ...more,
  })
}
const later = (part: Partial<Entry>, overrides: Partial<Conversation> = {}) =>
  aConversation([part], overrides)
const assigned = (to: Entry['assignedTo'], author: Entry['author'] = teammate()): Partial<Entry> => ({
  author,
  kind: 'assignment',
  text: '',
  ...(to && { assignedTo: to }),
})

test('lets an unchanged conversation pass', () => {
  expect(fence(aConversation())).toEqual({ kind: 'go' })
})

describe('starts a fresh turn for', () => {
  test('a newer message', () => {
    expect(fence(later({ text: 'and yearly?' }))).toEqual({ kind: 'fresh_turn', because: 'newer_message' })
  })
  test("a teammate's note", () => {
    expect(fence(later({ author: teammate(), kind: 'note' }))).toEqual({
      kind: 'fresh_turn',
      because: 'teammate_note',
    })
  })
  test("another program's note, once", () => {
    const noted = later({ author: bot, kind: 'note' })
    expect(fence(noted)).toEqual({ kind: 'fresh_turn', because: 'program_note' })
    expect(fence(noted, 'auto', { restarts: { program_note: 1, teammate_note: 0 } })).toEqual({ kind: 'go' })
  })
  test("a teammate's note, a few times: it may be a program that uses a person's name", () => {
    const noted = later({ author: teammate(), kind: 'note' })
    const after = (teammate_note: number) =>
      fence(noted, 'auto', { restarts: { program_note: 0, teammate_note } }).kind
    expect([0, 1, 2, 3].map(after)).toEqual(['fresh_turn', 'fresh_turn', 'fresh_turn', 'go'])
  })
  test("a program's note in a teammate's name, once, where Intercom tells", () => {
    const noted = later({ author: teammate(), kind: 'note', byProgram: true })
    expect(fence(noted)).toEqual({ kind: 'fresh_turn', because: 'program_note' })
    expect(fence(noted, 'auto', { restarts: { program_note: 1, teammate_note: 0 } }).kind).toBe('go')
  })
  test('an assignee that changed and is still ours to answer', () => {
    const byWorkflow = assigned({ kind: 'team', id: BILLING }, operator)
    expect(fence(later(byWorkflow, { teamAssignee: BILLING }))).toEqual({
      kind: 'fresh_turn',
      because: 'assignee_changed',
    })
    expect(fence(later(assigned({ kind: 'admin', id: BOT }), { adminAssignee: BOT })).kind).toBe('fresh_turn')
  })
})

describe('stops for', () => {
  test('a comment by a teammate', () => {
    expect(fence(later({ author: teammate() }))).toEqual({ kind: 'stop', reason: 'taken_over' })
  })
  test('a comment by a teammate, also when the contact wrote once more', () => {
    expect(fence(aConversation([{ author: teammate() }, { text: 'thank you' }])).kind).toBe('stop')
  })
  test("a comment with the bot's id that is not ours", () => {
    expect(fence(later({ author: bot }))).toEqual({ kind: 'stop', reason: 'taken_over' })
  })
  test('an assignment to somebody else', () => {
    expect(fence(later(assigned({ kind: 'admin', id: TOM }), { adminAssignee: TOM })).kind).toBe('stop')
    expect(
      fence(later(assigned({ kind: 'team', id: SUPPORT }, operator), { teamAssignee: SUPPORT })),
    ).toEqual({
      kind: 'stop',
      reason: 'not_ours',
    })
  })
  test.each(['closed', 'snoozed'] as const)('a conversation that is %s', (state) => {
    expect(fence(aConversation([], { state }))).toEqual({ kind: 'stop', reason: state })
    expect(fence(aConversation([], { state }), 'suggest')).toEqual({ kind: 'stop', reason: state })
  })
  test('Fin at work', () => {
    expect(fence(aConversation([], { finAtWork: true }))).toEqual({ kind: 'stop', reason: 'fin_at_work' })
  })
  test('a question that was redacted', () => {
    const redacted = { ...aConversation(), entries: [aSource({ redacted: true, text: '' })] }
    expect(fence(redacted)).toEqual({ kind: 'stop', reason: 'redacted' })
  })
})

describe('in suggest', () => {
  test('a draft is noted although a teammate has answered meanwhile', () => {
    expect(fence(later({ author: teammate() }), 'suggest')).toEqual({ kind: 'go' })
  })
  test('a draft is noted although a teammate has been assigned meanwhile', () => {
    expect(fence(later(assigned({ kind: 'admin', id: MAYA }), { adminAssignee: MAYA }), 'suggest')).toEqual({
      kind: 'go',
    })
  })
})
