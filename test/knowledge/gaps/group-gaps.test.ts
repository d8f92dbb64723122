import { expect, test } from 'vitest'
import { type Gap, groupGaps, type OpenQuestion } from '../../../src/knowledge/gaps/group-gaps.ts'

const MINUTE_MS = 60_000
const START = Date.parse('2026-11-24T09:00:00Z')

/** One conversation each, a minute apart, unless told otherwise. */
const asked = (texts: readonly string[], overrides: Partial<OpenQuestion> = {}): OpenQuestion[] =>
  texts.map((text, index) => ({
    text,
    language: 'en',
    conversationId: `${index}-${text}`,
    at: new Date(START + index * MINUTE_MS),
    ...overrides,
  }))

const textsOf = (gaps: readonly Gap<OpenQuestion>[]) =>
  gaps.map(({ questions }) => questions.map(({ text }) => text).toSorted())

const XERO = [
  'Can I export my invoices to Xero?',
  'exporting invoices into xero',
  'How does the Xero export work?',
]
const ANDROID = ['Do you have an Android app?', 'is there an app for android']

test.each<[string, readonly string[], readonly (readonly string[])[]]>([
  ['paraphrases', XERO, [XERO]],
  ['two matters', [...XERO, ...ANDROID], [XERO, ANDROID]],
  [
    'the same word for "how" or "can"',
    ['How do I cancel?', 'How do I pay by card?'],
    [['How do I cancel?'], ['How do I pay by card?']],
  ],
  [
    'one common word',
    ['Is there a student discount?', 'Is there a dark mode?', 'Can two teams share a discount code?'],
    [['Can two teams share a discount code?'], ['Is there a student discount?'], ['Is there a dark mode?']],
  ],
  [
    'other forms of a word, other case',
    ['Refunding twice', 'REFUNDS TWICE'],
    [['REFUNDS TWICE', 'Refunding twice']],
  ],
  ['nothing that could be told apart', ['??', 'and the', ''], []],
  ['no question at all', [], []],
])('groups %s', async (_case, texts, groups) => {
  const found = textsOf(await groupGaps(asked(texts)))
  expect(found.toSorted()).toEqual(groups.map((group) => group.toSorted()).toSorted())
})

test('keeps languages apart, even where the words are the same', async () => {
  const gaps = await groupGaps([
    ...asked(['Android App?', 'Android App']),
    ...asked(['Gibt es eine Android App?'], { language: 'de' }),
    ...asked(['Xeroの請求書', '請求書をXeroへ'], { language: 'ja' }),
  ])
  expect(gaps.map(({ language, questions }) => `${language} ${questions.length}`).toSorted()).toEqual([
    'de 1',
    'en 2',
    'ja 2',
  ])
})

test('finds the same whatever the order, ties included', async () => {
  const many = asked([
    ...XERO,
    ...ANDROID,
    ...ANDROID,
    'Where is my invoice?',
    'Is there a dark mode?',
    'dark mode app',
  ])
  const shuffles = [many, many.toReversed(), [...many.slice(4), ...many.slice(0, 4)]]
  const [first, ...others] = await Promise.all(shuffles.map((questions) => groupGaps(questions)))
  expect(first?.length).toBeGreaterThan(2)
  for (const other of others) expect(other).toEqual(first)
})

test('counts who asks again and again once, and puts what most ask first, then the newest', async () => {
  const gaps = await groupGaps([
    ...asked(['dark mode', 'dark mode?', 'Dark mode!'], { conversationId: 'c1' }),
    ...asked(ANDROID),
    ...asked(['Is there a student discount?'], { at: new Date(START + 9 * MINUTE_MS) }),
  ])
  expect(
    gaps.map(({ words, conversations, questions }) => [words.join(' '), conversations, questions.length]),
  ).toEqual([
    ['Android app', 2, 2],
    ['dark mode', 1, 3],
    ['student discount', 1, 1],
  ])
})

test('names a gap by its words as they are usually written, and puts the most typical question first', async () => {
  const [gap] = await groupGaps(asked([...XERO, 'Xero export of invoices']))
  expect(gap?.words).toEqual(['export', 'invoices', 'Xero'])
  expect(gap?.questions[0]?.text).toBe('Can I export my invoices to Xero?')
  expect(gap?.questions.at(-1)?.text).toBe('How does the Xero export work?')
  const [spanish] = await groupGaps(asked(['¿Cómo cambio la contraseña?'], { language: 'es' }))
  expect(spanish?.words).toContain('contraseña')
})

test('reads of a long text only what tells most, and of thousands that are the same one', async () => {
  const log = Array.from({ length: 2_000 }, (_, index) => `word${index}`).join(' ')
  const gaps = await groupGaps([
    ...asked([log]),
    ...asked(Array.from({ length: 5_000 }, () => 'Is there a dark mode?')),
  ])
  expect(gaps.map(({ questions }) => questions.length)).toEqual([5_000, 1])
  expect(gaps[1]?.words).toHaveLength(4)
})

test('joins on the average of all pairs: a chain of neighbours is no matter', async () => {
  const chain = ['alpha beta', 'beta gamma', 'gamma delta', 'delta epsilon']
  const groups = textsOf(await groupGaps(asked(chain)))
  expect(Math.max(...groups.map(({ length }) => length))).toBe(2)
})
