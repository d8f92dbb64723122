import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Claim, Draft, SourceLink } from '../../src/domain/draft.ts'
import { ChunkId } from '../../src/domain/ids.ts'
import type { Passage } from '../../src/domain/passage.ts'
import { verifyDraft } from '../../src/drafting/verify-draft.ts'
import { aDraft, aPassage } from '../support/builders.ts'

const chunkId = ChunkId.parse('chunk-1')
const claim = (text: string, quote: string): Claim => ({ text, citation: { chunkId, quote } })
const drafted = (claims: Claim[], sources: SourceLink[] = []): Draft => aDraft({ claims, sources })
const verify = (text: string, quote: string, passage: Partial<Passage> = {}) =>
  verifyDraft(drafted([claim(text, quote)]), [aPassage({ text: quote, ...passage })])
const codes = (text: string, quote: string, passage: Partial<Passage> = {}) => {
  const verdict = verify(text, quote, passage)
  return verdict.kind === 'grounded' ? [] : verdict.problems.map(({ code }) => code)
}

const REFUND = 'On a yearly plan, you can ask for a refund within 30 days of the charge, up to €1,200.50.'

test('an exact quote is grounded wholly', () =>
  expect(verify(REFUND, REFUND)).toEqual({ kind: 'grounded', groundedness: 1 }))
test('a list marker and white space do not matter', () =>
  expect(verify('Open Settings. \n Click Save.', '- Open Settings.\n- Click Save.')).toMatchObject({
    groundedness: 1,
  }))

describe('a paraphrase with the same facts is grounded', () => {
  test.each([
    ['With a yearly plan you can ask for a refund within 30 days of the charge.', REFUND],
    ['You can ask for a refund of a yearly plan within 30 days of the charge, up to 1200.50 EUR.', REFUND],
    ['The free trial lasts fourteen days.', 'The free trial lasts 14 days and needs no payment details.'],
    ['The new limits hold since 1 March 2026.', 'The new limits hold since 2026-03-01.'],
    ['The new limits hold since March 1, 2026.', 'The new limits hold since 1 March 2026.'],
    ['The export link cannot be opened after 7 days.', 'After 7 days the export link can not be opened.'],
  ])('%j', (text, quote) => expect(verify(text, quote).kind).toBe('grounded'))
  test('and less so than a quote', () => {
    const verdict = verify(
      'With a yearly plan you may ask for money back within 30 days of the charge.',
      REFUND,
    )
    expect(verdict).toMatchObject({ kind: 'grounded', groundedness: expect.closeTo(0.7, 0) })
  })
})

describe('a changed value is found', () => {
  test.each([
    ['number', 'You can ask for a refund within 14 days of the charge.', REFUND],
    ['unit', 'You can ask for a refund within 30 hours of the charge.', REFUND],
    ['amount', 'You can ask for a refund within 30 days, up to €1,200.60.', REFUND],
    ['currency', 'You can ask for a refund within 30 days, up to $1,200.50.', REFUND],
    ['percentage', 'Schools get a 40% discount.', 'Schools get a 30% discount.'],
    ['number in words', 'The free trial lasts twenty days.', 'The free trial lasts 14 days.'],
    ['month', 'The limits hold since 1 April 2026.', 'The limits hold since 1 March 2026.'],
    ['date form', 'The limits hold since 1 April 2026.', 'The limits hold since 2026-03-01.'],
    [
      'e-mail',
      'Write to help@example.com with both numbers.',
      'Write to support@example.com with both numbers.',
    ],
    [
      'number that stands there for something else',
      'Keep 30 files for 30 days.',
      'Keep 14 files for 30 days.',
    ],
  ])('%s', (_, text, quote) => expect(codes(text, quote)).toContain('value_not_in_evidence'))
  test.each([
    ['es', 'El reembolso es posible durante 14 horas.', 'El reembolso es posible durante 14 días.'],
    [
      'de',
      'Eine Rückerstattung ist 14 Monate lang möglich.',
      'Eine Rückerstattung ist 14 Tage lang möglich.',
    ],
    ['ja', '返金は14時間以内に可能です。', '返金は14日以内に可能です。'],
  ])('in %s', (locale, text, quote) =>
    expect(codes(text, quote, { locale })).toContain('value_not_in_evidence'),
  )
})

describe('a foreign link is found', () => {
  test.each([
    'https://evil.example/pay',
    'www.evil.example',
    'evil.example/pay',
    'http://help.example.evil.com',
  ])('%s', (link) =>
    expect(
      codes(`Open the settings at ${link} now.`, 'Open the settings at https://help.example/settings now.'),
    ).toContain('link_not_in_evidence'),
  )
  test('but the address of the passage may be named', () =>
    expect(
      codes('Open the settings: https://help.example/a', 'Open the settings.', {
        url: 'https://help.example/a',
      }),
    ).toEqual([]))
})

describe('what turns the meaning round is not supported', () => {
  test.each([
    ['en', 'A monthly charge is refunded after 14 days.', 'A monthly charge is not refunded after 14 days.'],
    ['en', 'You cannot change the plan at any time.', 'You can change the plan at any time.'],
    ['en', 'The yearly plan can be refunded in full.', 'The monthly plan can be refunded in full.'],
    ['en', 'Ask for the refund before the charge arrives.', 'Ask for the refund after the charge arrives.'],
    ['es', 'El cobro se reembolsa después de un mes.', 'El cobro no se reembolsa después de un mes.'],
    ['de', 'Die Gebühr wird erstattet.', 'Die Gebühr wird nicht erstattet.'],
    ['de', 'Es gibt einen Rabatt auf den Tarif.', 'Es gibt keinen Rabatt auf den Tarif.'],
    ['fr', 'Le paiement est remboursé après un mois.', "Le paiement n'est pas remboursé après un mois."],
    ['pt', 'O pagamento é reembolsado.', 'O pagamento não é reembolsado.'],
    ['ja', '返金できます。', '返金できません。'],
  ])('(%s) %j', (locale, text, quote) =>
    expect(codes(text, quote, { locale })).toContain('claim_not_supported'),
  )
  test('also where the quote begins after the denial', () => {
    const passage = { text: 'We do not refund monthly plans.' }
    expect(codes('We refund monthly plans gladly.', 'refund monthly plans', passage)).toContain(
      'claim_not_supported',
    )
  })
  test('and so is what the quote does not speak of', () =>
    expect(codes('Your parcel arrives with a bicycle courier.', REFUND)).toEqual(['claim_not_supported']))
})

describe('a quote', () => {
  test('of another passage is not evidence', () => {
    const foreign = claim(REFUND, REFUND)
    const verdict = verifyDraft(drafted([foreign]), [
      aPassage({ chunkId: ChunkId.parse('other'), text: REFUND }),
    ])
    expect(verdict).toEqual({ kind: 'ungrounded', problems: [{ claim: 0, code: 'passage_not_retrieved' }] })
  })
  test.each([
    ['5 days', 'The link works for 1.5 days.'],
    ['5 days', 'The link works for 15 days.'],
    ['refund', 'Charges are nonrefundable.'],
    ['within 14', 'Ask within 14.5 days.'],
    ['', 'Anything.'],
  ])('%j is none of %j', (quote, text) =>
    expect(codes(quote, quote, { text })).toContain('quote_not_in_passage'),
  )
})

describe('sources', () => {
  const known = aPassage({ text: REFUND })
  const withSource = (source: SourceLink) => verifyDraft(drafted([claim(REFUND, REFUND)], [source]), [known])
  test('of cited passages are fine', () =>
    expect(withSource({ title: known.title, url: known.url ?? '' }).kind).toBe('grounded'))
  test.each([
    ['another address', { title: known.title, url: 'https://evil.example/' }],
    ['another title', { title: 'Free money', url: known.url ?? '' }],
  ])('with %s are not', (_, source) =>
    expect(withSource(source)).toEqual({
      kind: 'ungrounded',
      problems: [{ claim: 0, code: 'source_not_cited' }],
    }),
  )
})

test('the worst claim decides', () => {
  const good = claim(REFUND, REFUND)
  const poor = claim('Your parcel arrives with a courier.', REFUND)
  expect(verifyDraft(drafted([good, poor]), [aPassage({ text: REFUND })])).toEqual({
    kind: 'ungrounded',
    problems: [{ claim: 1, code: 'claim_not_supported' }],
  })
})
test('a draft without claims rests on nothing', () =>
  expect(verifyDraft(drafted([]), []).kind).toBe('ungrounded'))

const word = fc.constantFrom(
  'refund',
  'within',
  '14 days',
  '€9',
  '1,000.50',
  '2026-03-09',
  '3 March',
  'https://a.example/v1',
  'x1@y.example',
  '30%',
  'plan',
  'not',
  '10:30',
  '007',
  '.',
  ',',
  '日',
  '5日',
  'INV-2041',
  '3-5',
  '½',
)
const sentence = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '))

test('a claim with one digit changed is never grounded', () => {
  fc.assert(
    fc.property(sentence, fc.nat(), fc.integer({ min: 1, max: 9 }), (quote, pick, by) => {
      const digits = [...quote.matchAll(/[0-9]/g)].map(({ index }) => index)
      const at = digits[pick % Math.max(1, digits.length)]
      fc.pre(at !== undefined)
      const changed = `${quote.slice(0, at)}${(Number(quote[at ?? 0]) + by) % 10}${quote.slice((at ?? 0) + 1)}`
      expect(verify(quote, quote).kind).toBe('grounded')
      expect(verify(changed, quote).kind).toBe('ungrounded')
    }),
    { numRuns: 300 },
  )
})

test('a quote with one character changed is never grounded', () => {
  fc.assert(
    fc.property(
      sentence,
      fc.nat(),
      fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' }),
      (text, pick, other) => {
        const at = pick % text.length
        const quote = text.slice(0, at) + other + text.slice(at + 1)
        fc.pre(!text.includes(quote))
        expect(verify(quote, quote, { text }).kind).toBe('ungrounded')
      },
    ),
    { numRuns: 300 },
  )
})

test('judges any text whatever', () => {
  const anyText = fc.string({ minLength: 1, maxLength: 500, unit: 'grapheme' })
  fc.assert(
    fc.property(anyText, anyText, (text, quote) =>
      ['grounded', 'ungrounded'].includes(verify(text, quote).kind),
    ),
  )
})
test.each(['1', '1.', '1,000', 'a.', 'a@', 'a@b.', 'no ', '€', 'é', '日', 'www.', '- ', '\n'])(
  'judges 100 kB of %j',
  (piece) => {
    const text = piece.repeat(Math.ceil(100_000 / piece.length))
    expect(['grounded', 'ungrounded']).toContain(verify(`${text}x`, text).kind)
  },
)
