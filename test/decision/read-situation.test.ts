import { describe, expect, test } from 'vitest'
import { readSituation, type Situation } from '../../src/decision/read-situation.ts'
import type { Entry } from '../../src/domain/conversation.ts'
import type { BoundPart } from '../../src/domain/effect.ts'
import { partEntry } from '../../src/domain/ids.ts'
import {
  aBoundPart,
  aConversation,
  anIdentity,
  aSource,
  BILLING,
  BOT,
  BOT_TEAM,
  bot,
  contact,
  MAYA,
  operator,
  SUPPORT,
  TOM,
  teammate,
} from '../support/builders.ts'

const read = (parts: readonly Partial<Entry>[], bound: readonly BoundPart[] = []) =>
  readSituation(aConversation(parts), bound, anIdentity())

const waiting = (situation: Situation) => situation.unanswered.map((entry) => String(entry.id))

describe('what waits for an answer', () => {
  test('the first message, when nobody has written since', () => {
    expect(waiting(read([]))).toEqual(['source:s'])
  })

  test('c2 in c1, c2, b1 where b1 answered c1', () => {
    const situation = read(
      [{ text: 'and yearly?' }, { author: bot }],
      [aBoundPart({ partId: partEntry('p2') })],
    )
    expect(waiting(situation)).toEqual(['part:p1'])
    expect(situation.asOf).toBe('part:p1')
  })

  test('nothing, after our reply to the newest message', () => {
    expect(waiting(read([{ author: bot }], [aBoundPart()]))).toEqual([])
  })

  test('nothing, after a teammate has commented', () => {
    expect(waiting(read([{ author: teammate() }]))).toEqual([])
  })

  test('nothing, after a teammate whose answer rides on a close', () => {
    expect(waiting(read([{ author: teammate(), kind: 'close', text: 'Done!' }]))).toEqual([])
  })

  test('the first message, after a hand-off message and a note of ours', () => {
    const bound = [
      aBoundPart({ kind: 'handoff_message' }),
      aBoundPart({ partId: partEntry('p2'), kind: 'note', target: 'handoff' }),
    ]
    expect(waiting(read([{ author: bot }, { author: bot, kind: 'note' }], bound))).toEqual(['source:s'])
  })

  test('text that rides on an open part', () => {
    expect(
      waiting(read([{ author: bot }, { kind: 'open', text: 'one more thing' }], [aBoundPart()])),
    ).toEqual(['part:p2'])
  })

  test('an attachment without text', () => {
    expect(waiting(read([{ author: bot }, { text: '', attachments: 1 }], [aBoundPart()]))).toEqual([
      'part:p2',
    ])
  })

  test('not an attribute update by the contact, which carries nothing', () => {
    expect(waiting(read([{ author: bot }, { kind: 'other', text: '' }], [aBoundPart()]))).toEqual([])
  })

  test('not an outbound message by a teammate', () => {
    const conversation = { ...aConversation(), entries: [aSource({ author: teammate() })] }
    const situation = readSituation(conversation, [], anIdentity())
    expect(situation.unanswered).toEqual([])
    expect(situation.takenOver).toBe(false)
  })
})

describe('takeover', () => {
  const takeover: readonly (readonly [string, Partial<Entry>, boolean])[] = [
    ['a comment by a teammate', { author: teammate() }, true],
    ["a comment with the bot's id that no effect holds", { author: bot }, true],
    [
      'a comment that rides on an assignment',
      { author: teammate(), kind: 'assignment', text: 'I take it' },
      true,
    ],
    ['an image by a teammate', { author: teammate(), text: '', attachments: 1 }, true],
    ['a comment by a teammate that was redacted', { author: teammate(), text: '', redacted: true }, true],
    ['reply options by a teammate', { author: teammate(), text: '', hasReplyOptions: true }, true],
    [
      'an assignment to a teammate',
      { author: teammate(), kind: 'assignment', text: '', assignedTo: { kind: 'admin', id: TOM } },
      true,
    ],
    [
      'an assignment to a team',
      { author: teammate(), kind: 'assignment', text: '', assignedTo: { kind: 'team', id: SUPPORT } },
      true,
    ],
    [
      'an assignment to the bot',
      { author: teammate(), kind: 'assignment', text: '', assignedTo: { kind: 'admin', id: BOT } },
      false,
    ],
    [
      "an assignment to the bot's team",
      { author: teammate(), kind: 'assignment', text: '', assignedTo: { kind: 'team', id: BOT_TEAM } },
      false,
    ],
    [
      'being unassigned',
      { author: teammate(), kind: 'assignment', text: '', assignedTo: { kind: 'nobody' } },
      false,
    ],
    ['a note by a teammate', { author: teammate(), kind: 'note' }, false],
    ['a close without text', { author: teammate(), kind: 'close', text: '' }, false],
    ['a comment by Operator', { author: operator }, false],
    [
      'an assignment by a workflow',
      { author: operator, kind: 'assignment', text: '', assignedTo: { kind: 'team', id: SUPPORT } },
      false,
    ],
    ['a part without an author', { author: { kind: 'system' }, text: 'hello' }, false],
  ]
  test.each(takeover)('%s: %#', (_name, part, takenOver) => {
    expect(read([part]).takenOver).toBe(takenOver)
  })

  test('ends when a teammate gives the conversation to the bot', () => {
    const situation = read([
      { author: teammate() },
      { author: contact, text: 'and yearly?' },
      { author: teammate(), kind: 'assignment', text: '', assignedTo: { kind: 'admin', id: BOT } },
    ])
    expect(situation).toMatchObject({ takenOver: false, handBack: 'part:p3' })
    expect(waiting(situation)).toEqual(['part:p2'])
  })

  test('does not end when a workflow assigns to the bot', () => {
    const byWorkflow = {
      author: operator,
      kind: 'assignment',
      text: '',
      assignedTo: { kind: 'admin', id: BOT },
    } as const
    expect(read([{ author: teammate() }, byWorkflow]).takenOver).toBe(true)
  })

  test('is no takeover where that team is ours to answer', () => {
    const identity = anIdentity({ answers: { unassigned: true, admins: [], teams: [SUPPORT] } })
    const assigned = {
      author: teammate(),
      kind: 'assignment',
      text: '',
      assignedTo: { kind: 'team', id: SUPPORT },
    } as const
    expect(readSituation(aConversation([assigned]), [], identity).takenOver).toBe(false)
  })
})

describe('after our hand-off', () => {
  const handOff = [
    aBoundPart({ kind: 'handoff_message' }),
    aBoundPart({ partId: partEntry('p2'), kind: 'assignment', target: SUPPORT }),
  ]
  const parts = [
    { author: bot },
    { author: bot, kind: 'assignment', text: '', assignedTo: { kind: 'team', id: SUPPORT } },
  ] as const

  test('we stay silent, whoever is assigned', () => {
    const identity = anIdentity({ answers: { unassigned: true, admins: [], teams: [SUPPORT] } })
    expect(readSituation(aConversation([...parts, { text: 'hello?' }]), handOff, identity).handedOff).toBe(
      true,
    )
  })

  test('until a teammate gives it back', () => {
    const back = {
      author: teammate(),
      kind: 'assignment',
      text: '',
      assignedTo: { kind: 'team', id: BOT_TEAM },
    } as const
    expect(read([...parts, back], handOff).handedOff).toBe(false)
  })

  test('silences also before a read shows what we have just written', () => {
    const unseen = [aBoundPart({ partId: partEntry('p9'), kind: 'note', target: 'handoff' })]
    const identity = anIdentity({ answers: { unassigned: true, admins: [], teams: [SUPPORT] } })
    const late = aConversation([{ text: 'hello?' }], { teamAssignee: SUPPORT })
    expect(readSituation(late, unseen, identity)).toMatchObject({ handedOff: true, oursToAnswer: true })
    const back = { author: teammate(), kind: 'assignment', assignedTo: { kind: 'admin', id: BOT } } as const
    expect(read([back], unseen).handedOff).toBe(false)
  })

  test('a close of ours is no hand-off, and no close by a teammate', () => {
    const closed = { author: bot, kind: 'close', text: '' } as const
    const situation = read(
      [closed, { kind: 'open', text: 'one more thing' }],
      [aBoundPart({ kind: 'close', target: 'conversation' })],
    )
    expect(situation).toMatchObject({ handedOff: false, reopenedAfterClose: false, takenOver: false })
    expect(waiting(situation)).toEqual(['source:s', 'part:p2'])
  })

  test('a draft note of ours is no hand-off', () => {
    expect(
      read([{ author: bot, kind: 'note' }], [aBoundPart({ kind: 'note', target: 'draft' })]).handedOff,
    ).toBe(false)
  })
})

describe('a conversation that a teammate closed', () => {
  const closed = { author: teammate(), kind: 'close', text: '' } as const
  test('is reopened by the contact', () => {
    expect(read([closed, { kind: 'open', text: 'still broken' }]).reopenedAfterClose).toBe(true)
  })
  test("is the teammate's again once they answer", () => {
    expect(
      read([closed, { kind: 'open', text: 'still broken' }, { author: teammate() }]).reopenedAfterClose,
    ).toBe(false)
  })
  test('is ordinary when a workflow closed it', () => {
    expect(
      read([
        { ...closed, author: operator },
        { kind: 'open', text: 'still broken' },
      ]).reopenedAfterClose,
    ).toBe(false)
  })
})

describe('ours to answer', () => {
  const cases = [
    ['nobody is assigned', {}, true],
    ['the bot is assigned', { adminAssignee: BOT }, true],
    ['a teammate is assigned', { adminAssignee: MAYA }, false],
    ["the bot's team is assigned", { teamAssignee: BOT_TEAM }, true],
    ['another team is assigned', { teamAssignee: SUPPORT }, false],
    ['a listed team is assigned', { teamAssignee: BILLING }, true],
    ['the bot within another team', { adminAssignee: BOT, teamAssignee: SUPPORT }, true],
    ['a teammate within a listed team', { adminAssignee: MAYA, teamAssignee: BILLING }, false],
  ] as const
  test.each(cases)('%s', (_name, assignees, expected) => {
    const identity = anIdentity({ answers: { unassigned: true, admins: [], teams: [BILLING] } })
    expect(readSituation(aConversation([], assignees), [], identity).oursToAnswer).toBe(expected)
  })
  test('not even unassigned ones where the setting says so', () => {
    const identity = anIdentity({ answers: { unassigned: false, admins: [], teams: [] } })
    expect(readSituation(aConversation(), [], identity).oursToAnswer).toBe(false)
  })
})
