import { describe, expect, test } from 'vitest'
import { summariseByRules } from '../../../src/drafting/summarise-by-rules.ts'
import type { LastAct } from '../../../src/drafting/summary/unresolved-conversation.ts'
import { aConversation, aSource, teammate } from '../../support/builders.ts'
import { anUnresolved, NOW } from './an-unresolved.ts'

const saying = (...texts: readonly string[]) => {
  const [first = '', ...more] = texts
  const { entries, ...rest } = aConversation(more.map((text) => ({ text })))
  return { ...rest, entries: [aSource({ text: first }), ...entries.slice(1)] }
}
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000)
const summaryOf = (...texts: readonly string[]) => summariseByRules(anUnresolved(saying(...texts)))

describe('the problem', () => {
  test.each<[readonly string[], string]>([
    [['Hello! How do I export my invoices? Thanks in advance'], 'How do I export my invoices?'],
    [['The app crashes when I add a logo.', 'Hello??'], 'The app crashes when I add a logo.'],
    [
      ['I have a question. Since Monday our invoices are sent twice to every customer. Please help.'],
      'Since Monday our invoices are sent twice to every customer.',
    ],
    [['Hola, ¿cómo cancelo mi suscripción? Gracias'], '¿cómo cancelo mi suscripción?'],
    [['請求書を二回受け取りました。どうすればいいですか？'], 'どうすればいいですか？'],
    [['What does the Team plan cost?', 'and yearly?'], 'What does the Team plan cost?'],
    [['  one\u0007 line \n\n with   gaps  '], 'one line'],
  ])('is the sentence that says most: %j', (texts, problem) => {
    expect(summaryOf(...texts).problem).toBe(problem)
  })

  test('is told with the question that it follows', () => {
    const conversation = saying('What does the Team plan cost monthly?')
    const answered = {
      ...conversation,
      entries: [
        ...conversation.entries,
        ...aConversation([{ author: teammate(), text: '10 euros.' }, { text: 'and yearly?' }]).entries.slice(
          1,
        ),
      ],
    }
    expect(summariseByRules(anUnresolved(answered)).problem).toBe('What does the Team plan cost and yearly?')
  })

  test('is not the thanks that came last', () => {
    const { entries, ...rest } = aConversation([
      { author: teammate(), text: 'I will ask.' },
      { text: 'Thank you!' },
    ])
    const conversation = { ...rest, entries }
    expect(summariseByRules(anUnresolved(conversation)).problem).toBe('How do I export my invoices?')
  })

  test('is cut at a word, and never long', () => {
    const { problem } = summaryOf(`Where is ${'very '.repeat(100)}long?`)
    expect(problem.length).toBeLessThan(205)
    expect(problem).toMatch(/very…$/)
  })

  test('says so where there is nothing to read', () => {
    const silent = (attachments: number) => ({
      ...aConversation(),
      entries: [aSource({ text: '', attachments })],
    })
    expect(summariseByRules(anUnresolved(silent(1))).problem).toBe(
      'An image or a file came without any words.',
    )
    expect(summariseByRules(anUnresolved(silent(0))).problem).toMatch(/^There is no text to read/)
  })
})

test.each<[LastAct, string]>([
  [{ kind: 'nothing' }, 'Nothing yet.'],
  [{ kind: 'answered', text: 'Open Settings.', at: NOW }, 'Firstline answered: “Open Settings.”'],
  [{ kind: 'asked', text: 'Which plan?', at: NOW }, 'Firstline asked: “Which plan?”'],
  [
    { kind: 'handed_off', because: 'The contact asks for a person.', team: 'Billing', at: NOW },
    'Firstline handed it off to Billing: The contact asks for a person.',
  ],
  [{ kind: 'suggested', at: NOW }, 'Firstline left a suggested reply in a note.'],
  [{ kind: 'wrote', who: 'Maya', text: 'Hi\nthere', at: NOW }, 'Maya wrote: “Hi there”'],
  [{ kind: 'wrote', who: 'Maya', text: '', at: NOW }, 'Maya sent a file.'],
  [{ kind: 'noted', who: 'Maya', text: 'VIP', at: NOW }, 'Maya noted: “VIP”'],
])('tells what was tried: %j', (last, tried) => {
  expect(summariseByRules(anUnresolved(undefined, { last })).tried).toBe(tried)
})

describe('the next step', () => {
  const waiting = anUnresolved()
  const settled = anUnresolved(aConversation([{ author: teammate(), text: 'It is done.' }]))
  const tom = { kind: 'admin', id: '2', name: 'Tom' } as const
  const wrote = (text: string, hours: number): LastAct => ({
    kind: 'wrote',
    who: 'Maya',
    text,
    at: hoursAgo(hours),
  })

  test.each([
    ['nobody has it', waiting, /^Assign it and answer: nobody has it, and it has waited for 3 hours/],
    ['somebody has it', { ...waiting, owner: tom }, /waited for Tom for 3 hours, and nothing was answered/],
    ['a suggestion waits', { ...waiting, last: { kind: 'suggested', at: NOW } }, /^Send, edit or discard/],
    [
      'handed off',
      { ...waiting, last: { kind: 'handed_off', because: 'x', team: 'Billing', at: hoursAgo(2) } },
      /^Answer it: handed off to Billing 2 hours ago/,
    ],
    ['the snooze is over and it waits', { ...waiting, state: 'snooze_over' }, /the snooze is over/],
    [
      'the snooze is over',
      { ...settled, state: 'snooze_over', last: wrote('Done.', 1) },
      /^Decide about the snooze/,
    ],
    ['answered a moment ago', { ...settled, last: wrote('Done.', 1) }, /^Wait: it is the contact’s turn/],
    ['answered long ago', { ...settled, last: wrote('Done.', 72) }, /^Follow up or close it.* for 3 days/],
    [
      'more was promised',
      { ...settled, last: wrote('I will look into it.', 5) },
      /^Keep the word given: Maya wrote 5 hours ago/,
    ],
    [
      'Fin at work',
      { ...waiting, conversation: { ...waiting.conversation, finAtWork: true } },
      /^Leave it to Fin/,
    ],
    [
      'self-harm',
      { ...waiting, understanding: { ...waiting.understanding, risks: ['self_harm'] } },
      /^Read this first/,
    ],
  ] as const)('goes by rule: %s', (_name, unresolved, step) => {
    expect(summariseByRules(unresolved).nextStep).toMatch(step)
  })
})
