import { describe, expect, test } from 'vitest'
import { type Case, chooseOutcome, type Mind } from '../../src/decision/choose-outcome.ts'
import { aDraft, anUnderstanding, aPolicy, BILLING, SUPPORT } from '../support/builders.ts'

const drafted = (relevance: number, groundedness = 1): Mind => ({
  kind: 'drafted',
  draft: aDraft(),
  verdict: { kind: 'grounded', groundedness },
  relevance,
})
const ungrounded: Mind = {
  kind: 'drafted',
  draft: aDraft(),
  verdict: { kind: 'ungrounded', problems: [{ claim: 0, code: 'quote_not_in_passage' }] },
  relevance: 0.99,
}

const aCase = (overrides: Partial<Case> = {}): Case => ({
  permission: { kind: 'all' },
  understanding: anUnderstanding(),
  mind: drafted(0.95),
  minConfidence: 0.85,
  ageMs: 3_000,
  askedAlready: false,
  afterOurReply: false,
  deliveryUnknown: false,
  contacts: [],
  heldByPilot: false,
  ...overrides,
})

const choose = (overrides: Partial<Case>) => chooseOutcome(aCase(overrides), aPolicy())

describe('where the bot may do all', () => {
  test('replies from the threshold on', () => {
    expect(choose({ mind: drafted(0.85) })).toMatchObject({ kind: 'reply', confidence: 0.85 })
  })
  test('hands off below it, with the draft', () => {
    expect(choose({ mind: drafted(0.849) })).toMatchObject({
      kind: 'hand_off',
      reason: 'low_confidence',
      team: SUPPORT,
      draft: aDraft(),
    })
  })
  test('is as confident as the weaker of relevance and groundedness', () => {
    expect(choose({ mind: drafted(0.99, 0.6) })).toMatchObject({ reason: 'low_confidence', confidence: 0.6 })
  })
  test('never sends a draft that is not grounded', () => {
    const outcome = choose({ mind: ungrounded })
    expect(outcome).toMatchObject({ kind: 'hand_off', reason: 'not_grounded' })
    expect(outcome).not.toHaveProperty('draft')
  })
  test('hands off what the knowledge does not answer', () => {
    expect(choose({ mind: { kind: 'nothing_found' } })).toMatchObject({ reason: 'nothing_found' })
  })
  test('hands off when drafting failed', () => {
    expect(choose({ mind: { kind: 'failed' } })).toMatchObject({ reason: 'unexpected_error' })
  })
  test('never answers late', () => {
    expect(choose({ ageMs: 15 * 60_000 + 1 })).toMatchObject({ kind: 'hand_off', reason: 'stale' })
  })
  test('says nothing to a thank-you', () => {
    expect(choose({ understanding: anUnderstanding({ needsNoAnswer: true }) })).toMatchObject({
      kind: 'stay_silent',
      reason: 'no_answer_needed',
    })
  })
  test('hands off when nobody can tell whether the reply arrived', () => {
    expect(choose({ deliveryUnknown: true })).toMatchObject({ reason: 'delivery_unknown' })
  })
})

describe('rules come before any draft', () => {
  test('a demanded person', () => {
    expect(choose({ understanding: anUnderstanding({ wantsPerson: true }) })).toMatchObject({
      reason: 'person_requested',
    })
  })
  test.each(['legal_threat', 'self_harm', 'account_security', 'data_deletion'] as const)('%s', (risk) => {
    expect(choose({ understanding: anUnderstanding({ risks: [risk], needsNoAnswer: true }) })).toMatchObject({
      kind: 'hand_off',
      reason: risk,
    })
  })
  test('the most urgent risk names the hand-off', () => {
    const understanding = anUnderstanding({ risks: ['legal_threat', 'self_harm'], wantsPerson: true })
    expect(choose({ understanding })).toMatchObject({ reason: 'self_harm' })
  })
})

describe('what the bot cannot read', () => {
  const image = anUnderstanding({ unreadable: true, text: '', question: '' })
  test('is asked about once', () => {
    expect(choose({ understanding: image, mind: { kind: 'not_asked' } })).toMatchObject({ kind: 'clarify' })
  })
  test('is handed off when it comes again', () => {
    expect(choose({ understanding: image, mind: { kind: 'not_asked' }, askedAlready: true })).toMatchObject({
      reason: 'unreadable',
    })
  })
  test('is never guessed at, however well the text fits', () => {
    expect(choose({ understanding: anUnderstanding({ unreadable: true }) })).toMatchObject({
      reason: 'unreadable',
    })
  })
})

describe('an answer whose article was reviewed too long ago', () => {
  const stale = { staleSource: 'data/export.md' }
  test('is a draft that goes to the team', () => {
    expect(choose(stale)).toEqual({
      kind: 'hand_off',
      rule: 'stale-source',
      reason: 'source_stale',
      team: SUPPORT,
      confidence: 0.95,
      draft: aDraft(),
    })
  })
  test('is a note where the bot may only write notes', () => {
    expect(choose({ ...stale, permission: { kind: 'notes', because: 'email' } })).toMatchObject({
      kind: 'propose',
      because: 'email',
      handOff: 'source_stale',
      draft: aDraft(),
    })
  })
  test.each<[string, Partial<Case>, string]>([
    ['not sure enough', { mind: drafted(0.2) }, 'low_confidence'],
    ['late', { ageMs: 16 * 60_000 }, 'stale'],
  ])('is handed off as what is worse when it is %s, too', (_name, overrides, reason) => {
    expect(choose({ ...stale, ...overrides })).toMatchObject({ kind: 'hand_off', reason })
  })
})

describe('where only notes are allowed', () => {
  const notes = { permission: { kind: 'notes', because: 'mode_suggest' } } as const
  test('a reply becomes a proposal', () => {
    expect(choose(notes)).toMatchObject({ kind: 'propose', because: 'mode_suggest', draft: aDraft() })
  })
  test('a demanded person too: the conversation is in the inbox already', () => {
    expect(choose({ ...notes, understanding: anUnderstanding({ wantsPerson: true }) })).toMatchObject({
      kind: 'propose',
      handOff: 'person_requested',
    })
  })
  test('a thank-you gets no note', () => {
    expect(choose({ ...notes, understanding: anUnderstanding({ needsNoAnswer: true }) }).kind).toBe(
      'stay_silent',
    )
  })
})

test('where nothing is allowed, it stays silent and says why', () => {
  expect(choose({ permission: { kind: 'nothing', reason: 'taken_over' } })).toMatchObject({
    kind: 'stay_silent',
    reason: 'taken_over',
  })
})

test('a reason goes to the team that takes it', () => {
  const policy = aPolicy({ teams: [{ teamId: BILLING, when: ['person_requested'] }] })
  const outcome = chooseOutcome(aCase({ understanding: anUnderstanding({ wantsPerson: true }) }), policy)
  expect(outcome).toMatchObject({ team: BILLING })
})

describe('with a language model', () => {
  const asks: Mind = { kind: 'asks', question: 'Which plan are you on?' }

  test('asks for one missing fact', () => {
    expect(choose({ mind: asks })).toEqual({
      kind: 'clarify',
      rule: 'fact-missing',
      question: 'missing_fact',
      text: 'Which plan are you on?',
    })
  })
  test('asks only once', () => {
    expect(choose({ mind: asks, askedAlready: true })).toMatchObject({
      kind: 'hand_off',
      reason: 'nothing_found',
    })
  })
  test('asks nothing late', () => {
    expect(choose({ mind: asks, ageMs: 16 * 60_000 })).toMatchObject({ kind: 'hand_off' })
  })
  test('proposes the question where only notes are allowed', () => {
    expect(choose({ mind: asks, permission: { kind: 'notes', because: 'mode_suggest' } })).toMatchObject({
      kind: 'propose',
      ask: 'Which plan are you on?',
    })
  })
  test('hands off what the model cannot answer', () => {
    expect(choose({ mind: { kind: 'cannot', reason: 'conflicting' } })).toMatchObject({
      kind: 'hand_off',
      rule: 'model-cannot',
    })
  })
  test('only drafts while the spend limit is reached, however sure it is', () => {
    expect(choose({ fellBack: 'over_budget' })).toMatchObject({
      kind: 'hand_off',
      reason: 'over_budget',
      draft: aDraft(),
    })
  })
  test('answers by quoting when the model is away for another reason', () => {
    expect(choose({ fellBack: 'timeout' })).toMatchObject({ kind: 'reply' })
  })
})
