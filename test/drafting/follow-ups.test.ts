import { describe, expect, test } from 'vitest'
import { understandByRules } from '../../src/drafting/understand-by-rules.ts'
import { isFollowUp } from '../../src/drafting/understanding/is-follow-up.ts'
import { anEntry, bot } from '../support/builders.ts'

const question = (before: readonly string[], ...texts: readonly string[]) =>
  understandByRules({
    unanswered: texts.map((text) => anEntry({ text })),
    before: before.map((text, index) => anEntry({ text, ...(index % 2 === 1 && { author: bot }) })),
  }).question

describe('a follow-up', () => {
  test.each([
    ['en', 'and for the yearly plan?'],
    ['en', 'What about annual?'],
    ['en', 'and if I cancel?'],
    ['en', 'on Business?'],
    ['es', '¿y para el plan anual?'],
    ['es', '¿Y si cancelo?'],
    ['de', 'und beim Jahrestarif?'],
    ['de', 'Und wie ist es mit Team?'],
    ['fr', 'et pour le plan annuel ?'],
    ['pt', 'e para o plano anual?'],
    ['it', 'e per il piano annuale?'],
    ['nl', 'en voor het jaarabonnement?'],
  ])('in %s: %s', (language, text) => expect(isFollowUp(text, language)).toBe(true))

  test.each([
    ['en', 'And how do I export all my data?'],
    ['en', 'and can I pay by card?'],
    ['en', 'I also need an invoice'],
    ['en', 'refund policy?'],
    ['en', 'and I would like to know whether the yearly plan can be paid by bank transfer'],
    ['es', '¿y cómo exporto mis datos?'],
    ['es', 'En qué plan está incluido?'],
    ['de', 'In welchem Tarif ist Single Sign-on enthalten?'],
    ['de', 'und kann ich kündigen?'],
    ['fr', 'et comment exporter mes données ?'],
    ['pt', 'e posso cancelar?'],
    ['ja', '年払いは？'],
  ])('is not, in %s: %s', (language, text) => expect(isFollowUp(text, language)).toBe(false))
})

describe('the stand-alone question', () => {
  const MONTHLY = 'Hi! How long can I get a refund on the monthly plan? Thanks'

  test('takes over the question before it, without what it replaces', () =>
    expect(question([MONTHLY, '14 days.'], 'and for the yearly plan?')).toBe(
      'How long can I get a refund on the plan?\nand for the yearly plan?',
    ))
  test('goes on through several follow-ups', () =>
    expect(question([MONTHLY, '14 days.', 'and yearly?', '30 days.'], 'and on Business?')).toBe(
      'How long can I get a refund on the plan?\nand yearly?\nand on Business?',
    ))
  test('is the message itself where it asks in full', () =>
    expect(question([MONTHLY, '14 days.'], 'And how do I export?')).toBe('And how do I export?'))
  test('is the message itself where nothing was asked before', () =>
    expect(question([], 'and for the yearly plan?')).toBe('and for the yearly plan?'))
})

test.each([
  [['Hi!', 'quick question about the API limit', 'how high is it?'], 'the API limit\nhow high is it?'],
  [['Hola', 'una consulta rápida', '¿cuánto cuesta?'], '¿cuánto cuesta?'],
  [['Hallo', 'kurze Frage zum Export', 'wo finde ich ihn?'], 'Export\nwo finde ich ihn?'],
  [['Hi!'], 'Hi!'],
])('messages that only open the talk are not asked: %j', (texts, asked) =>
  expect(question([], ...texts)).toBe(asked),
)
