import { describe, expect, test } from 'vitest'
import { rankUrgency, type UrgencyFacts, urgenciesOf } from '../../src/decision/rank-urgency.ts'
import type { Urgency } from '../../src/domain/digest.ts'

const NOW = new Date('2026-11-25T06:00:00Z')
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000)

const facts = (overrides: Partial<UrgencyFacts> = {}): UrgencyFacts => ({
  risks: [],
  wantsPerson: false,
  isAngry: false,
  deliveryUnknown: false,
  handedOff: false,
  waitingSince: hoursAgo(1),
  ...overrides,
})
const answered: UrgencyFacts = {
  risks: ['legal_threat'],
  wantsPerson: true,
  isAngry: true,
  deliveryUnknown: false,
  handedOff: true,
}

test.each<[string, UrgencyFacts, readonly Urgency[]]>([
  ['a plain question', facts(), []],
  ['a risk', facts({ risks: ['legal_threat'] }), ['legal_threat']],
  [
    'the same risk by rule and by model',
    facts({ risks: ['legal_threat', 'legal_threat'] }),
    ['legal_threat'],
  ],
  [
    'two risks, the graver first',
    facts({ risks: ['data_deletion', 'self_harm'] }),
    ['self_harm', 'data_deletion'],
  ],
  ['a wish for a person', facts({ wantsPerson: true }), ['person_requested']],
  ['anger', facts({ isAngry: true }), ['angry']],
  ['a hand-off without an answer', facts({ handedOff: true }), ['handed_off_unanswered']],
  ['an answer that may not have arrived', facts({ deliveryUnknown: true }), ['delivery_unknown']],
  ['almost a day', facts({ waitingSince: hoursAgo(23.9) }), []],
  ['a day', facts({ waitingSince: hoursAgo(24) }), ['waits_long']],
  [
    'several at once',
    facts({ wantsPerson: true, handedOff: true, waitingSince: hoursAgo(30) }),
    ['person_requested', 'handed_off_unanswered', 'waits_long'],
  ],
  ['nothing that waits, whatever was said before', answered, []],
  ['nothing that waits, but unclear delivery', { ...answered, deliveryUnknown: true }, ['delivery_unknown']],
])('tells why a conversation is urgent: %s', (_name, given, expected) => {
  expect(urgenciesOf(given, NOW)).toEqual(expected)
})

describe('the order', () => {
  const item = (id: string, urgencies: readonly Urgency[], hours?: number) => ({
    id,
    urgencies,
    waitingSince: hours === undefined ? null : hoursAgo(hours),
  })

  test('goes by the gravest reason, then by all of them, then by who waits longest', () => {
    const ranked = rankUrgency([
      item('answered', []),
      item('short', [], 1),
      item('long', ['waits_long'], 90),
      item('many', ['person_requested', 'angry', 'handed_off_unanswered', 'waits_long'], 90),
      item('older', [], 2),
      item('lawyer', ['legal_threat'], 0.1),
      item('self-harm', ['self_harm'], 0.1),
    ])
    expect(ranked.map(({ id }) => id)).toEqual([
      'self-harm',
      'lawyer',
      'many',
      'long',
      'older',
      'short',
      'answered',
    ])
  })

  test('names ten at most, and none in which nobody waits', () => {
    const many = Array.from({ length: 12 }, (_, index) => item(`${index}`, [], index))
    expect(rankUrgency(many).filter(({ first }) => first)).toHaveLength(10)
    expect(rankUrgency([item('a', [], 1), item('b', [])]).map(({ first }) => first)).toEqual([true, false])
  })
})
