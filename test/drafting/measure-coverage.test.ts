import { expect, test } from 'vitest'
import { ChunkId } from '../../src/domain/ids.ts'
import type { QuestionWord } from '../../src/domain/passage.ts'
import { measureCoverage } from '../../src/drafting/measure-coverage.ts'
import { readQuestion } from '../../src/drafting/question/read-question.ts'
import { verifyDraft } from '../../src/drafting/verify-draft.ts'
import { aDraft, anUnderstanding, aPassage } from '../support/builders.ts'

const RENEWALS =
  'Invoices are sent by e-mail. A yearly plan renews on the same day. Renewals can be paused for 30 days.'
const passage = aPassage({ chunkId: ChunkId.parse('c'), title: 'Plans', text: RENEWALS })
const claim = (text: string) => ({ text, citation: { chunkId: passage.chunkId, quote: text } })

const coverageOf = (question: string, quote: string, words?: readonly QuestionWord[]) => {
  const retrieval = { question, passages: [passage], relevance: 0.9, features: {}, ...(words && { words }) }
  const asked = readQuestion(anUnderstanding({ question, text: question }), retrieval)
  return measureCoverage(asked, [claim(quote)], [passage])
}

test('a quote that says all that the passage has to say covers all of it', () =>
  expect(coverageOf('Can renewals be paused?', 'Renewals can be paused for 30 days.')).toEqual({
    ofQuestion: 1,
    ofPassage: 1,
  }))

test('a quote beside the point covers little of what the passage could have said', () =>
  expect(coverageOf('Can renewals be paused?', 'Invoices are sent by e-mail.').ofPassage).toBeLessThan(0.1))

test('words that the passage does not hold lower the share of the question alone', () => {
  const { ofQuestion, ofPassage } = coverageOf(
    'Can renewals be paused on Mars?',
    'Renewals can be paused for 30 days.',
  )
  expect(ofPassage).toBe(1)
  expect(ofQuestion).toBeCloseTo(2 / 3)
})

test('rare words count for more', () => {
  const words = [
    { written: 'yearli', meant: 'yearli', weight: 4 },
    { written: 'plan', meant: 'plan', weight: 1 },
    { written: 'paus', meant: 'paus', weight: 1 },
  ]
  const question = 'yearly plan pause'
  const rare = coverageOf(question, 'A yearly plan renews on the same day.', words).ofPassage
  const common = coverageOf(question, 'Renewals can be paused for 30 days.', words).ofPassage
  expect(rare).toBeGreaterThan(0.8)
  expect(common).toBeLessThan(0.4)
})

test('a misspelled word counts as what it was taken for', () => {
  const words = [{ written: 'renewel', meant: 'renew', weight: 3 }]
  expect(coverageOf('renewels', 'A yearly plan renews on the same day.', words).ofQuestion).toBe(1)
})

test.each([
  ['How long can renewals be paused?', 'Renewals can be paused for 30 days.', 1],
  ['How often are invoices sent by e-mail?', 'Invoices are sent by e-mail.', 0.6],
  ['How do I get invoices sent by e-mail?', 'Invoices are sent by e-mail.', 0.6],
])('the form that was asked for matters: %s', (question, quote, expected) =>
  expect(coverageOf(question, quote).ofPassage).toBeCloseTo(expected),
)

test.each([
  [undefined, 1],
  [1, 1],
  [0.8, 1],
  [0.4, 0.5],
  [0, 0],
])('whoever wrote a draft, a coverage of %s leaves a groundedness of %s', (coverage, groundedness) => {
  for (const by of ['extractive', 'model'] as const) {
    const draft = aDraft({ by, ...(coverage !== undefined && { coverage }) })
    expect(verifyDraft(draft, [aPassage()])).toEqual({ kind: 'grounded', groundedness })
  }
})
