import { describe, expect, test } from 'vitest'
import { findOwnPart, type Search } from '../../src/delivery/find-own-part.ts'
import type { Entry } from '../../src/domain/conversation.ts'
import type { Effect } from '../../src/domain/effect.ts'
import { partEntry, sourceEntry, TagId, TurnId } from '../../src/domain/ids.ts'
import {
  aConversation,
  BILLING,
  BOT,
  bot,
  contact,
  operator,
  SUPPORT,
  teammate,
} from '../support/builders.ts'

const anEffect = (overrides: Partial<Effect> = {}): Effect => ({
  key: 'key',
  turnId: TurnId.parse('11111111-1111-4111-8111-111111111111'),
  asOf: sourceEntry('s'),
  kind: 'reply',
  target: 'contact',
  position: 0,
  state: 'sending',
  attempts: 1,
  ...overrides,
})

const WORDS = 'Open Settings and choose Export.'

const find = (parts: readonly Partial<Entry>[], search: Partial<Search> = {}) =>
  findOwnPart({
    conversation: aConversation(parts),
    effect: anEffect(),
    text: WORDS,
    botAdminId: BOT,
    taken: new Set(),
    ...search,
  })

const ours = { author: bot, text: WORDS }

describe('a comment', () => {
  const cases: readonly (readonly [string, readonly Partial<Entry>[], unknown])[] = [
    [
      "the bot's only one, whatever its words",
      [{ author: bot, text: 'reworded' }],
      { kind: 'found', partId: 'part:p1' },
    ],
    ['one that rides on an open part', [{ ...ours, kind: 'open' }], { kind: 'found', partId: 'part:p1' }],
    ["not a teammate's", [{ author: teammate(), text: WORDS }], { kind: 'not_there' }],
    ["not Operator's", [{ author: operator, text: WORDS }], { kind: 'not_there' }],
    ["not the contact's", [{ author: contact, text: WORDS }], { kind: 'not_there' }],
    ['not a note', [{ ...ours, kind: 'note' }], { kind: 'not_there' }],
    [
      'not an assignment without words',
      [{ author: bot, kind: 'assignment', text: '' }],
      { kind: 'not_there' },
    ],
    [
      'the nearest of two',
      [{ author: bot, text: 'Something else was typed here by hand' }, ours],
      { kind: 'found', partId: 'part:p2' },
    ],
    ['neither of two that are alike', [ours, ours], { kind: 'ambiguous' }],
    [
      'neither of two that are both unlike',
      [
        { author: bot, text: 'yes' },
        { author: bot, text: 'no' },
      ],
      { kind: 'ambiguous' },
    ],
  ]
  test.each(cases)('%s', (_name, parts, found) => {
    expect(find(parts)).toEqual(found)
  })

  test('only after what it answers', () => {
    const effect = anEffect({ asOf: partEntry('p2') })
    expect(find([ours, { text: 'and yearly?' }], { effect })).toEqual({ kind: 'not_there' })
  })

  test('not one that another effect holds', () => {
    expect(find([ours], { taken: new Set([partEntry('p1')]) })).toEqual({ kind: 'not_there' })
  })
})

test('a note is looked for among notes', () => {
  const effect = anEffect({ kind: 'note', target: 'draft' })
  expect(find([ours, { ...ours, kind: 'note' }], { effect })).toEqual({ kind: 'found', partId: 'part:p2' })
})

describe('an assignment is a state', () => {
  const effect = anEffect({ kind: 'assignment', target: SUPPORT })
  const toSupport = {
    author: bot,
    kind: 'assignment',
    text: '',
    assignedTo: { kind: 'team', id: SUPPORT },
  } as const

  test('done by us when the conversation is there and the part is ours', () => {
    const conversation = aConversation([toSupport], { teamAssignee: SUPPORT })
    expect(find([], { effect, conversation })).toEqual({ kind: 'found', partId: 'part:p1' })
  })

  test('done when the conversation is there, whoever did it', () => {
    const conversation = aConversation([], { teamAssignee: SUPPORT })
    expect(find([], { effect, conversation })).toEqual({ kind: 'found', partId: null })
  })

  test('not done when the conversation is elsewhere', () => {
    const conversation = aConversation([{ ...toSupport, author: teammate() }], { teamAssignee: BILLING })
    expect(find([], { effect, conversation })).toEqual({ kind: 'not_there' })
  })

  test('done when our part is there, although somebody has moved the conversation since', () => {
    const back = { ...toSupport, author: teammate(), assignedTo: { kind: 'admin', id: BOT } } as const
    const conversation = aConversation([toSupport, back], { adminAssignee: BOT })
    expect(find([], { effect, conversation })).toEqual({ kind: 'found', partId: 'part:p1' })
  })
})

describe('a tag is a state', () => {
  const effect = anEffect({ kind: 'tag', target: '86' })
  test.each([
    [['86'], { kind: 'found', partId: null }],
    [['85', '86'], { kind: 'found', partId: null }],
    [['85'], { kind: 'not_there' }],
    [[], { kind: 'not_there' }],
  ])('%j', (tags, found) => {
    const conversation = aConversation([], { tags: tags.map((tag) => TagId.parse(tag)) })
    expect(find([], { effect, conversation })).toEqual(found)
  })
})

describe('a close is a state', () => {
  const effect = anEffect({ kind: 'close', target: 'conversation' })
  const closed = { author: bot, kind: 'close', text: '' } as const
  const cases: readonly (readonly [string, readonly Partial<Entry>[], 'open' | 'closed', unknown])[] = [
    ['done, and the part is ours', [closed], 'closed', { kind: 'found', partId: 'part:p1' }],
    [
      'done by a teammate: the part stays theirs',
      [{ ...closed, author: teammate() }],
      'closed',
      { kind: 'found', partId: null },
    ],
    ["not done: it's open", [{ text: 'wait' }], 'open', { kind: 'not_there' }],
    ['done, and undone since', [closed, { text: 'wait' }], 'open', { kind: 'found', partId: 'part:p1' }],
    [
      "a close with words was typed by somebody with the bot's id",
      [{ ...closed, text: 'Bye!' }],
      'closed',
      { kind: 'found', partId: null },
    ],
  ]
  test.each(cases)('%s', (_name, parts, state, found) => {
    expect(find([], { effect, conversation: aConversation(parts, { state }) })).toEqual(found)
  })
})
