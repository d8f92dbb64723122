import { describe, expect, test } from 'vitest'
import { type ActingLimits, mayAct } from '../../src/decision/may-act.ts'
import type { Situation } from '../../src/decision/read-situation.ts'
import type { Conversation } from '../../src/domain/conversation.ts'
import { aConversation, aSituation, aSource } from '../support/builders.ts'

const ask = (
  mode: ActingLimits['mode'],
  situation: Partial<Situation> = {},
  conversation: Partial<Conversation> = {},
  email: 'suggest' | 'auto' = 'suggest',
) => {
  const permission = mayAct(aConversation([], conversation), aSituation(situation), { mode, email })
  return permission.kind === 'nothing' ? permission.reason : permission.kind
}

const inAuto: readonly (readonly [string, Partial<Situation>, Partial<Conversation>, string])[] = [
  ['an ordinary conversation', {}, {}, 'all'],
  ['a takeover', { takenOver: true }, {}, 'taken_over'],
  ["somebody else's conversation", { oursToAnswer: false }, {}, 'not_ours'],
  ['after our hand-off', { handedOff: true, oursToAnswer: true }, {}, 'handed_off'],
  ['closed by a teammate and reopened', { reopenedAfterClose: true, takenOver: true }, {}, 'notes'],
  ['an e-mail', {}, { channel: 'email' }, 'notes'],
  ['closed', {}, { state: 'closed' }, 'closed'],
  ['snoozed', {}, { state: 'snoozed' }, 'snoozed'],
  ['Fin at work', {}, { finAtWork: true }, 'fin_at_work'],
  ['nothing unanswered', { unanswered: [] }, {}, 'nothing_unanswered'],
  ['the question was redacted', { unanswered: [aSource({ redacted: true })] }, {}, 'redacted'],
]

describe('in auto', () => {
  test.each(inAuto)('%s', (_name, situation, conversation, expected) => {
    expect(ask('auto', situation, conversation)).toBe(expected)
  })
  test('an e-mail, once somebody has tried it', () => {
    expect(ask('auto', {}, { channel: 'email' }, 'auto')).toBe('all')
  })
})

describe('in suggest', () => {
  test.each([{ takenOver: true }, { oursToAnswer: false }, { handedOff: true }])(
    'writes notes: %o',
    (situation) => {
      expect(ask('suggest', situation)).toBe('notes')
    },
  )
  test.each(['closed', 'snoozed'] as const)('writes nothing into a %s conversation', (state) => {
    expect(ask('suggest', {}, { state })).toBe(state)
  })
})

test('off does nothing', () => {
  expect(ask('off')).toBe('mode_off')
})

test('shadow judges as auto does', () => {
  expect(ask('shadow')).toBe('all')
  expect(ask('shadow', { takenOver: true })).toBe('taken_over')
})
