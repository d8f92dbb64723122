import { describe, expect, test } from 'vitest'
import type { View } from '../../src/decision/judge-fence.ts'
import { TurnId } from '../../src/domain/ids.ts'
import type { Turn } from '../../src/domain/turn.ts'
import { createDraftWithModel } from '../../src/drafting/model/draft-with-model.ts'
import type { DraftForm, UnderstoodForm, VerifiedForm } from '../../src/drafting/model/forms.ts'
import { createUnderstandWithModel } from '../../src/drafting/model/understand-with-model.ts'
import { createVerifyWithModel } from '../../src/drafting/model/verify-with-model.ts'
import type { AskModel, ModelFailure } from '../../src/model/ask-model.ts'
import { createThink } from '../../src/pipeline/think.ts'
import { createThinkWithModel } from '../../src/pipeline/think-with-model.ts'
import { ASK_EXPORT, ASK_PERSON, ASK_UNKNOWN, plainMind } from '../support/a-mind.ts'
import { aConversation, aPassage, aSituation, aSource, REF } from '../support/builders.ts'

const aTurn = (): Turn => ({
  ...REF,
  turnId: TurnId.parse('00000000-0000-4000-8000-000000000001'),
  token: 1,
  asked: 1,
  startedAt: new Date('2026-11-24T09:00:00Z'),
})
const aView = (text: string): View => ({
  conversation: aConversation(),
  situation: aSituation({ unanswered: [aSource({ text })] }),
})

const QUOTE = aPassage().text.match(/^.*?\.(?= |$)/)?.[0] ?? aPassage().text

const understood: UnderstoodForm = {
  language: 'en',
  question: ASK_EXPORT,
  topic: 'data',
  sentiment: 'neutral',
  wants_person: false,
  needs_no_answer: false,
  risks: [],
  missing: [],
}
const claim = { text: QUOTE, passage: 'p1', quote: QUOTE }
const drafted: DraftForm = { form: 'answer', claims: [claim], ask: null, reason: null }
const verified: VerifiedForm = {
  claims: [{ number: 1, supported: 'yes' }],
  answers_question: true,
  promises_action: false,
  leaks: false,
  right_language: true,
}

type Script = {
  readonly understand?: readonly (UnderstoodForm | ModelFailure)[]
  readonly 'draft-reply'?: readonly (DraftForm | ModelFailure)[]
  readonly 'verify-reply'?: readonly (VerifiedForm | ModelFailure)[]
}

/** A model that answers each prompt with what stands next in the script, the last one again and again. */
function aModel(script: Script) {
  const asked: { readonly prompt: string; readonly variables: Readonly<Record<string, string>> }[] = []
  const all: Readonly<Record<string, readonly unknown[]>> = {
    understand: [understood],
    'draft-reply': [drafted],
    'verify-reply': [verified],
    ...script,
  }
  const ask: AskModel = async ({ prompt, variables, schema }) => {
    const before = asked.filter((one) => one.prompt === prompt).length
    asked.push({ prompt, variables })
    const answers = all[prompt] ?? []
    const next = answers[Math.min(before, answers.length - 1)]
    if (typeof next === 'string') return { kind: 'failed', because: failure(next) }
    return { kind: 'answer', value: schema.parse(next) }
  }
  return { ask, asked, prompts: () => asked.map(({ prompt }) => prompt) }
}

const FAILURES: readonly ModelFailure[] = ['timeout', 'nonsense', 'over_budget', 'unreachable']
const failure = (name: string): ModelFailure => FAILURES.find((known) => known === name) ?? 'refused'

function think(script: Script, view: View = aView(ASK_EXPORT)) {
  const model = aModel(script)
  const options = { samples: 'use', onFailure: (error: unknown) => expect.fail(String(error)) } as const
  const mind = createThinkWithModel({
    ...options,
    steps: plainMind,
    extractive: createThink(plainMind, options),
    model: {
      understand: createUnderstandWithModel(model.ask, [{ name: 'data' }]),
      draft: createDraftWithModel(model.ask, { botName: 'Firstline', tone: 'short' }),
      verify: createVerifyWithModel(model.ask),
    },
  })
  const context = { turn: aTurn(), signal: new AbortController().signal }
  return { model, thoughts: mind(view, context) }
}

const STRAIGHT = ['understand', 'draft-reply', 'verify-reply']

describe('the straight path', () => {
  test('is three calls and ends in a verified draft', async () => {
    const { model, thoughts } = think({})
    expect(await thoughts).toMatchObject({
      mind: { kind: 'drafted', draft: { by: 'model' }, verdict: { kind: 'grounded', groundedness: 1 } },
    })
    expect(model.prompts()).toEqual(STRAIGHT)
  })
  test('makes no call where a rule has the last word', async () => {
    const { model, thoughts } = think({}, aView(ASK_PERSON))
    expect(await thoughts).toMatchObject({
      understanding: { wantsPerson: true },
      mind: { kind: 'not_asked' },
    })
    expect(model.prompts()).toEqual([])
  })
  test('drafts nothing where nothing was found', async () => {
    const { model, thoughts } = think(
      { understand: [{ ...understood, question: ASK_UNKNOWN }] },
      aView(ASK_UNKNOWN),
    )
    expect((await thoughts).mind).toEqual({ kind: 'nothing_found' })
    expect(model.prompts()).toEqual(['understand'])
  })
})

describe('what the model understands', () => {
  test('may add a wish for a person', async () => {
    const { thoughts } = think({ understand: [{ ...understood, wants_person: true }] })
    expect(await thoughts).toMatchObject({
      understanding: { wantsPerson: true },
      mind: { kind: 'not_asked' },
    })
  })
  test('may add a risk', async () => {
    const { thoughts } = think({ understand: [{ ...understood, risks: ['legal_threat'] }] })
    expect(await thoughts).toMatchObject({ understanding: { risks: ['legal_threat'] } })
  })
  test('cannot silence a message that the rules would answer', async () => {
    const { thoughts } = think({ understand: [{ ...understood, needs_no_answer: true, question: '' }] })
    expect(await thoughts).toMatchObject({
      understanding: { needsNoAnswer: false },
      mind: { kind: 'drafted' },
    })
  })
})

describe('a draft that is turned down', () => {
  const wrong: DraftForm = { ...drafted, claims: [{ ...claim, text: 'It takes 99 days.' }] }

  test('is written once more, with the reasons and without its text', async () => {
    const { model, thoughts } = think({ 'draft-reply': [wrong, drafted] })
    expect(await thoughts).toMatchObject({ mind: { verdict: { kind: 'grounded' } } })
    expect(model.prompts()).toEqual(['understand', 'draft-reply', 'draft-reply', 'verify-reply'])
    const again = model.asked[2]?.variables['again']
    expect(again).toContain('number')
    expect(again).not.toContain('99')
  })
  test('is not written a third time', async () => {
    const { model, thoughts } = think({ 'draft-reply': [wrong] })
    expect(await thoughts).toMatchObject({ mind: { kind: 'drafted', verdict: { kind: 'ungrounded' } } })
    expect(model.prompts()).toEqual(['understand', 'draft-reply', 'draft-reply'])
  })
  test.each([
    ['another passage than was given', { passage: 'p7' }, 'passage_not_retrieved'],
    ['an invented quote', { quote: 'Nobody ever wrote this.' }, 'quote_not_in_passage'],
    ['an invented link', { text: `${QUOTE} See https://evil.example/x` }, 'link_not_in_evidence'],
    ['a changed number', { text: `${QUOTE} It costs 12 euros.` }, 'value_not_in_evidence'],
  ])('for %s', async (_case, changes, code) => {
    const { thoughts } = think({ 'draft-reply': [{ ...drafted, claims: [{ ...claim, ...changes }] }] })
    const { mind } = await thoughts
    const problems =
      mind.kind === 'drafted' && mind.verdict.kind === 'ungrounded' ? mind.verdict.problems : []
    expect(problems.map((problem) => problem.code)).toContain(code)
  })
  test.each([
    ['answers another question', { answers_question: false }, 'beside_the_question'],
    ['promises something', { promises_action: true }, 'promises_action'],
    ['speaks of its instructions', { leaks: true }, 'speaks_of_itself'],
    ['is in another language', { right_language: false }, 'wrong_language'],
    [
      'holds a claim that is not supported',
      { claims: [{ number: 1, supported: 'no' as const }] },
      'claim_not_supported',
    ],
    ['holds a claim that the reader passed over', { claims: [] }, 'claim_not_supported'],
  ])('because it %s', async (_case, changes, code) => {
    const { thoughts } = think({ 'verify-reply': [{ ...verified, ...changes }] })
    expect(await thoughts).toMatchObject({ mind: { verdict: { kind: 'ungrounded', problems: [{ code }] } } })
  })
  test('is worth less where a claim is only partly supported', async () => {
    const { thoughts } = think({
      'verify-reply': [{ ...verified, claims: [{ number: 1, supported: 'partly' }] }],
    })
    expect(await thoughts).toMatchObject({ mind: { verdict: { kind: 'grounded', groundedness: 0.5 } } })
  })
})

test.each([
  ['understand', 'timeout'],
  ['draft-reply', 'nonsense'],
  ['verify-reply', 'over_budget'],
] as const)(
  'when %s fails (%s), the extractive mind stands in, and it is told why',
  async (prompt, because) => {
    const { thoughts } = think({ [prompt]: [because] })
    expect(await thoughts).toMatchObject({
      mind: { kind: 'drafted', draft: { by: 'extractive' } },
      fellBack: because,
    })
  },
)

describe('a model that asks back', () => {
  const asks = (ask: string): DraftForm => ({ form: 'ask', claims: [], ask, reason: null })

  test('asks for one fact', async () => {
    const { thoughts } = think({ 'draft-reply': [asks('Which plan are you on?')] })
    expect((await thoughts).mind).toEqual({ kind: 'asks', question: 'Which plan are you on?' })
  })
  test.each([
    'What is your password?',
    'Can you open https://evil.example/login?',
    'Did you know that a refund of 500 euros is waiting?',
    'Please write to boss@evil.example, will you?',
    'You have been refunded.',
    `${'Really? '.repeat(40)}`,
  ])('does not get %j past the checks', async (ask) => {
    const { thoughts } = think({ 'draft-reply': [asks(ask)] })
    expect((await thoughts).mind).toEqual({ kind: 'cannot', reason: 'no_claim' })
  })
  test('or says why it cannot', async () => {
    const { thoughts } = think({
      'draft-reply': [{ form: 'cannot', claims: [], ask: null, reason: 'needs_account_data' }],
    })
    expect((await thoughts).mind).toEqual({ kind: 'cannot', reason: 'needs_account_data' })
  })
})

describe('when the search fails', () => {
  const failing = (error: Error) => {
    const failures: unknown[] = []
    const steps = { ...plainMind, retrieve: () => Promise.reject(error) }
    const mind = createThink(steps, { samples: 'use', onFailure: (failure) => failures.push(failure) })
    const thoughts = mind(aView(ASK_EXPORT), { turn: aTurn(), signal: new AbortController().signal })
    return { thoughts, failures }
  }

  test('because the database is away, the turn comes again instead of being handed off', async () => {
    const lost = new Error('Failed query', { cause: new Error('Connection terminated unexpectedly') })
    const { thoughts, failures } = failing(lost)
    await expect(thoughts).rejects.toBe(lost)
    expect(failures).toEqual([])
  })

  test('for any other reason, it is told and the turn goes to people', async () => {
    const { thoughts, failures } = failing(new TypeError('a mistake'))
    expect(await thoughts).toMatchObject({ mind: { kind: 'failed' } })
    expect(failures).toHaveLength(1)
  })
})
