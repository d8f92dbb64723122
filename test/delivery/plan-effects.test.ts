import { describe, expect, test } from 'vitest'
import { allowsEffect } from '../../src/decision/allows-effect.ts'
import { type PlanContext, planEffects, type Voice } from '../../src/delivery/plan-effects.ts'
import { EFFECT_KINDS } from '../../src/domain/effect.ts'
import { TagId } from '../../src/domain/ids.ts'
import { MODES } from '../../src/domain/mode.ts'
import type { Outcome } from '../../src/domain/outcome.ts'
import { aDraft, aPassage, SUPPORT } from '../support/builders.ts'

const voice: Voice = { botName: 'Lumi', disclosure: true, messages: {}, tags: {} }
const context: PlanContext = {
  mode: 'auto',
  question: 'How do I export my data?',
  passages: [aPassage()],
  language: 'en',
  tags: [],
  isFirstMessage: true,
  noteWanted: true,
}
const reply: Outcome = { kind: 'reply', rule: 'r', confidence: 0.9, draft: aDraft() }
const clarify: Outcome = { kind: 'clarify', rule: 'r', question: 'unreadable' }
const propose: Outcome = {
  kind: 'propose',
  rule: 'r',
  because: 'mode_suggest',
  confidence: 0.9,
  draft: aDraft(),
}
const handOff: Outcome = { kind: 'hand_off', rule: 'r', reason: 'person_requested', team: SUPPORT }
const close: Outcome = { kind: 'close', rule: 'r' }
const silent: Outcome = { kind: 'stay_silent', rule: 'r', reason: 'closed' }

const plan = (outcome: Outcome, overrides: Partial<PlanContext> = {}, own: Partial<Voice> = {}) =>
  planEffects(outcome, { ...context, ...overrides }, { ...voice, ...own })
const kinds = (outcome: Outcome, overrides: Partial<PlanContext> = {}) =>
  plan(outcome, overrides).map(({ kind }) => kind)

test.each([
  ['a reply', reply, ['reply']],
  ['a question', clarify, ['question']],
  ['a proposal', propose, ['note']],
  ['a hand-off, message first and assignment last', handOff, ['handoff_message', 'note', 'assignment']],
  [
    'a hand-off after an unknown delivery, without another text to the contact',
    { ...handOff, reason: 'delivery_unknown' } satisfies Outcome,
    ['note', 'assignment'],
  ],
  ['a close, without a word', close, ['close']],
  ['silence', silent, []],
] as const)('%s', (_name, outcome, expected) => {
  expect(kinds(outcome)).toEqual(expected)
})

test.each([reply, clarify, propose, handOff, close])('shadow has no effect: $kind', (outcome) => {
  expect(kinds(outcome, { mode: 'shadow' })).toEqual([])
})

describe('tags, where the settings name some', () => {
  const [answered, handedOff] = [TagId.parse('86'), TagId.parse('87')]
  const own = { tags: { answered, handedOff } }
  const tagsOf = (outcome: Outcome, tags: readonly TagId[] = []) =>
    plan(outcome, { tags }, own).map(({ kind, target }) => (kind === 'tag' ? target : kind))

  test.each([
    ['the answered one', reply, ['reply', '86']],
    ['the handed-off one, last of all', handOff, ['handoff_message', 'note', 'assignment', '87']],
    ['nothing else', clarify, ['question']],
    ['nothing that is only a note', propose, ['note']],
  ])('%s', (_name, outcome, expected) => {
    expect(tagsOf(outcome)).toEqual(expected)
  })

  test('once: what is tagged already is not tagged again', () => {
    expect(tagsOf(reply, [answered])).toEqual(['reply'])
    expect(tagsOf(reply, [handedOff])).toEqual(['reply', '86'])
  })
})

test('a proposal that nobody wants as a note has no effect', () => {
  expect(kinds(propose, { noteWanted: false })).toEqual([])
})

describe('who wrote it is said', () => {
  test.each([
    ['on the first message', {}, {}, true],
    ['not on a later one', { isFirstMessage: false }, {}, false],
    ['not where the operator has switched it off', {}, { disclosure: false }, false],
  ] as const)('%s', (_name, overrides, own, isSaid) => {
    for (const outcome of [reply, clarify]) {
      expect(plan(outcome, overrides, own)[0]?.body?.includes('Lumi')).toBe(isSaid)
    }
  })
})

test("the operator's own words replace ours in a hand-off, and are escaped", () => {
  const own = { messages: { person_requested: { en: 'Maya & Tom <soon>' } } }
  expect(plan(handOff, {}, own)[0]?.body).toBe('<p>Maya &amp; Tom &lt;soon&gt;</p>')
})

test('what people and articles wrote is escaped wherever it is shown', () => {
  const evil = '<img src=x onerror=alert(1)>'
  const [claim] = aDraft().claims
  const draft = aDraft({ claims: claim ? [{ ...claim, text: evil }] : [] })
  const bodies = [
    ...plan({ ...reply, draft }),
    ...plan({ ...propose, draft }),
    ...plan(
      { ...handOff, draft, confidence: 0.4 },
      { question: evil, passages: [aPassage({ title: evil })] },
    ),
  ].map(({ body }) => body ?? '')
  expect(bodies.filter((body) => body.includes('<img'))).toEqual([])
  expect(bodies.filter((body) => body.includes('&lt;img')).length).toBeGreaterThan(2)
})

describe('which mode allows what', () => {
  const allowed = Object.fromEntries(
    MODES.map((mode) => [mode, EFFECT_KINDS.filter((kind) => allowsEffect(mode, kind))]),
  )
  test('off and shadow nothing, suggest notes, auto everything', () => {
    expect(allowed).toEqual({ off: [], shadow: [], suggest: ['note'], auto: [...EFFECT_KINDS] })
  })
})
