import { expect, test } from 'vitest'
import type { FactCall, FactEffect, FactEntry, Facts, FactTurn } from './facts.ts'
import { fenceWindows } from './find-talk-overs.ts'
import { countTurns, judge } from './judge.ts'

const entry = (id: string, who: FactEntry['who'], more: Partial<FactEntry> = {}): FactEntry => ({
  id: `part:${id}`,
  who,
  what: 'comment',
  text: who === 'contact' ? 'How?' : 'So.',
  ...more,
})
const asked: FactEntry = { id: 'source:1', who: 'contact', what: 'source', text: 'How?' }
const read = (...ids: readonly string[]): Extract<FactCall, { kind: 'read' }> => ({
  kind: 'read',
  atMs: 1_000,
  entryIds: ids,
  state: 'open',
})
const write = (id: string): FactCall => ({ kind: 'write', atMs: 1_040, entryId: `part:${id}` })
const effect = (partId: string | null, more: Partial<FactEffect> = {}): FactEffect => {
  const { kind = 'reply', target = 'contact', asOf = 'source:1' } = more
  return {
    key: `app:7:${asOf}:${kind}:${target}`,
    kind,
    target,
    asOf,
    state: 'sent',
    partId: partId === null ? null : `part:${partId}`,
    problem: null,
    ...more,
  }
}
const silent = (reason: string, asOf = 'source:1'): FactTurn => ({
  asOf,
  state: 'done',
  endedBy: 'no_effect',
  outcome: 'stay_silent',
  reason,
})
const note = { kind: 'note', target: 'handoff' }
const assignment = { kind: 'assignment', target: 'team' }
const thanks = entry('3', 'contact', { text: 'Thank you!' })
const readTwice = (id: string) => [read('source:1', 'part:2', id), read('source:1', 'part:2', id)]
const close = entry('9', 'teammate', { what: 'close', text: '' })

/** A question and its answer, as they are to be; a case says what is different. */
const facts = (different: Partial<Facts> = {}): Facts => ({
  conversationId: '7',
  botAdminId: 'bot',
  state: 'open',
  deleted: false,
  entries: [asked, entry('2', 'bot')],
  tags: [],
  tagNames: { t1: 'answered' },
  calls: [read('source:1'), read('source:1'), write('2')],
  effects: [effect('2')],
  turns: [{ asOf: 'source:1', state: 'done', endedBy: 'delivered', outcome: 'reply', reason: null }],
  known: ['source:1'],
  row: { asked: 1, settled: 1, sending: null },
  ...different,
})

test.each<[string, Partial<Facts>]>([
  ['a question and its answer', {}],
  [
    'a hand-off',
    {
      entries: [
        asked,
        entry('2', 'bot'),
        entry('3', 'bot', { what: 'note' }),
        entry('4', 'bot', { what: 'assignment', text: '', assignedTo: 'team' }),
      ],
      effects: [effect('2', { kind: 'handoff_message' }), effect('3', note), effect('4', assignment)],
    },
  ],
  [
    'a hand-off after a reply was given up',
    {
      entries: [asked, entry('3', 'bot', { what: 'note' })],
      calls: [],
      effects: [effect(null, { state: 'failed', problem: 'outcome_unknown_twice' }), effect('3', note)],
    },
  ],
  [
    'a note for teammates that was given up',
    {
      entries: [asked],
      calls: [],
      effects: [effect(null, { ...note, state: 'failed', problem: 'outcome_unknown_twice' })],
    },
  ],
  [
    'two messages before one answer',
    {
      entries: [asked, entry('3', 'contact'), entry('4', 'bot')],
      calls: [read('source:1', 'part:3'), read('source:1', 'part:3'), write('4')],
      effects: [effect('4', { asOf: 'part:3' })],
    },
  ],
  [
    'a teammate who comments between the read and the write',
    { entries: [asked, entry('3', 'teammate'), entry('2', 'bot')] },
  ],
  [
    'silence after a takeover',
    { entries: [asked, entry('3', 'teammate')], calls: [], effects: [], turns: [silent('taken_over')] },
  ],
  [
    'a message that a teammate answered before the next one',
    {
      entries: [asked, entry('2', 'teammate'), thanks],
      calls: [],
      effects: [],
      turns: [silent('no_answer_needed', 'part:3')],
    },
  ],
  [
    'a draft stopped at the fence',
    {
      entries: [asked, close],
      state: 'closed',
      calls: [],
      effects: [effect(null, { state: 'superseded' })],
      turns: [{ ...silent('x'), state: 'stopped', endedBy: 'closed', outcome: 'reply' }],
    },
  ],
  [
    'a thank-you',
    {
      entries: [{ ...asked, text: 'Thank you!' }],
      calls: [],
      effects: [],
      turns: [silent('no_answer_needed')],
    },
  ],
  [
    'a thank-you that was redacted later',
    {
      entries: [{ ...asked, text: 'Thank you!', redacted: true }],
      calls: [read('source:1')],
      effects: [],
      turns: [silent('no_answer_needed')],
    },
  ],
  [
    'a question that was redacted before it could be read, and a thank-you',
    {
      entries: [{ ...asked, redacted: true }, thanks],
      calls: [{ ...read('source:1', 'part:3'), redactedIds: ['source:1'] }],
      effects: [],
      turns: [silent('no_answer_needed', 'part:3')],
    },
  ],
  [
    'a message that nobody told us of, in a conversation that a teammate closed',
    { entries: [asked, close], state: 'closed', calls: [], effects: [], turns: [], known: [] },
  ],
  [
    'a deleted conversation',
    { deleted: true, state: 'deleted', entries: [], calls: [], effects: [effect('2')], turns: [] },
  ],
  [
    'an answer and its tag',
    { tags: ['answered'], effects: [effect('2'), effect(null, { kind: 'tag', target: 't1' })] },
  ],
  [
    'thanks, and a close',
    {
      entries: [asked, entry('2', 'bot'), thanks, entry('4', 'bot', { what: 'close', text: '' })],
      state: 'closed',
      calls: [read('source:1'), read('source:1'), write('2'), ...readTwice('part:3'), write('4')],
      effects: [effect('2'), effect('4', { kind: 'close', target: 'conversation', asOf: 'part:3' })],
    },
  ],
  [
    'a second answer after a hand-back',
    {
      entries: [
        asked,
        entry('2', 'bot'),
        entry('5', 'teammate', { what: 'assignment', text: '', assignedTo: 'bot' }),
        entry('6', 'bot'),
      ],
      calls: [
        read('source:1'),
        read('source:1'),
        write('2'),
        read('source:1', 'part:2', 'part:5'),
        write('6'),
      ],
      effects: [effect('2'), effect('6', { key: 'app:7:source:1:reply:contact:part:5' })],
    },
  ],
])('finds nothing wrong with %s', (_name, different) => {
  expect(judge(facts(different))).toEqual([])
})

test.each<[string, string, Partial<Facts>]>([
  [
    'double',
    'a second comment that no effect holds',
    { entries: [asked, entry('2', 'bot'), entry('3', 'bot')] },
  ],
  [
    'double',
    'a reply and a hand-off message',
    {
      entries: [asked, entry('2', 'bot'), entry('3', 'bot')],
      calls: [read('source:1'), read('source:1'), write('2'), write('3')],
      effects: [effect('2'), effect('3', { kind: 'handoff_message' })],
    },
  ],
  [
    'double',
    'a second note',
    {
      entries: [
        asked,
        entry('2', 'bot'),
        entry('3', 'bot', { what: 'note' }),
        entry('4', 'bot', { what: 'note' }),
      ],
      effects: [effect('2', { kind: 'handoff_message' }), effect('3', note)],
    },
  ],
  [
    'double',
    'an answer to the first of two messages that were both to be seen',
    {
      entries: [asked, entry('3', 'contact'), entry('2', 'bot'), entry('4', 'bot')],
      calls: [
        read('source:1', 'part:3'),
        read('source:1', 'part:3'),
        write('2'),
        read('source:1', 'part:3', 'part:2'),
        write('4'),
      ],
      effects: [effect('2'), effect('4', { asOf: 'part:3' })],
    },
  ],
  ['loss', 'a message without answer or reason', { entries: [asked], calls: [], effects: [], turns: [] }],
  [
    'loss',
    'a reply that was given up without a hand-off',
    { entries: [asked], calls: [], effects: [effect(null, { state: 'failed' })] },
  ],
  [
    'loss',
    'a follow-up that nobody looked at',
    { entries: [asked, entry('2', 'bot'), entry('3', 'contact')] },
  ],
  [
    'loss',
    'a reason that is none',
    { entries: [asked], calls: [], effects: [], turns: [silent('mode_off')] },
  ],
  [
    'loss',
    'a takeover that never was',
    { entries: [asked], calls: [], effects: [], turns: [silent('taken_over')] },
  ],
  [
    'loss',
    'a follow-up that counts as answered because an earlier message was',
    {
      entries: [asked, entry('2', 'bot'), entry('3', 'contact')],
      turns: [silent('nothing_unanswered', 'part:3')],
    },
  ],
  [
    'loss',
    'a message left alone because another one was redacted',
    { entries: [asked], calls: [], effects: [], turns: [silent('redacted')] },
  ],
  [
    'loss',
    'a question that was redacted after it had been read, and nobody answered',
    {
      entries: [{ ...asked, redacted: true }, thanks],
      calls: [read('source:1', 'part:3')],
      effects: [],
      turns: [silent('no_answer_needed', 'part:3')],
    },
  ],
  [
    'loss',
    'a message that came after the close that excuses it',
    {
      entries: [close, entry('3', 'contact')],
      calls: [],
      effects: [],
      turns: [silent('closed', 'part:3')],
    },
  ],
  [
    'loss',
    'a message whose only trace is a tag',
    {
      entries: [asked],
      tags: ['answered'],
      effects: [effect(null, { kind: 'tag', target: 't1' })],
      turns: [],
    },
  ],
  ['loss', 'a conversation that waits for ever', { row: { asked: 2, settled: 1, sending: null } }],
  [
    'talk_over',
    'a comment after a teammate’s',
    {
      entries: [asked, entry('3', 'teammate'), entry('2', 'bot')],
      calls: [read('source:1', 'part:3'), read('source:1', 'part:3'), write('2')],
    },
  ],
  [
    'talk_over',
    'a comment after a teammate took it',
    {
      entries: [
        asked,
        entry('3', 'teammate', { what: 'assignment', text: '', assignedTo: 'maya' }),
        entry('2', 'bot'),
      ],
      calls: [read('source:1', 'part:3'), read('source:1', 'part:3'), write('2')],
    },
  ],
  [
    'talk_over',
    'a text that rides on a close',
    {
      entries: [asked, entry('3', 'teammate', { what: 'close' }), entry('2', 'bot')],
      calls: [read('source:1', 'part:3'), read('source:1', 'part:3'), write('2')],
    },
  ],
  [
    'talk_over',
    'a comment into a snoozed conversation',
    {
      calls: [
        read('source:1'),
        { kind: 'read', atMs: 1, entryIds: ['source:1'], state: 'snoozed' },
        write('2'),
      ],
    },
  ],
  [
    'talk_over',
    'a comment after our own hand-off',
    {
      entries: [
        asked,
        entry('4', 'bot', { what: 'assignment', text: '', assignedTo: 'team' }),
        entry('2', 'bot'),
      ],
      calls: [read('source:1'), read('source:1', 'part:4'), write('2')],
    },
  ],
  [
    'talk_over',
    'a close after a teammate took it',
    {
      entries: [asked, entry('3', 'teammate'), entry('4', 'bot', { what: 'close', text: '' })],
      calls: [...readTwice('part:3'), write('4')],
      effects: [effect('4', { kind: 'close', target: 'conversation' })],
    },
  ],
  ['talk_over', 'a comment without a fence', { calls: [read('source:1'), write('2')] }],
  [
    'disagreement',
    'an effect whose part is not there',
    { effects: [effect('2'), effect('8', { kind: 'note', target: 'draft', asOf: 'part:x' })] },
  ],
  [
    'disagreement',
    'an effect that holds a teammate’s part',
    {
      effects: [effect('2'), effect('3', { ...note, asOf: 'part:x' })],
      entries: [asked, entry('2', 'bot'), entry('3', 'teammate')],
    },
  ],
  [
    'disagreement',
    'an effect that still waits',
    { effects: [effect('2'), effect(null, { state: 'pending', asOf: 'part:x' })] },
  ],
  [
    'disagreement',
    'one part held twice',
    { effects: [effect('2'), effect('2', { asOf: 'part:x', kind: 'question' })] },
  ],
  [
    'disagreement',
    'a tag that is not so',
    { effects: [effect('2'), effect(null, { kind: 'tag', target: 't1' })] },
  ],
  ['disagreement', 'an assignment that is not so', { effects: [effect('2'), effect(null, assignment)] }],
])('finds a %s in %s', (kind, _name, different) => {
  expect(judge(facts(different)).map((violation) => violation.kind)).toContain(kind)
})

test('counts the contact’s turns, and measures from the last read to the write', () => {
  const turns = [asked, entry('2', 'contact'), entry('3', 'bot', { what: 'note' }), entry('4', 'contact')]
  expect(countTurns(facts({ entries: [...turns, entry('5', 'bot'), entry('6', 'contact')] }))).toBe(2)
  expect(fenceWindows(facts())).toEqual([40])
})
