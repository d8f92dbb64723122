import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Entry } from '../../src/domain/conversation.ts'
import { understandByRules } from '../../src/drafting/understand-by-rules.ts'
import { anEntry, bot, operator, teammate } from '../support/builders.ts'

const understand = (...texts: readonly string[]) =>
  understandByRules({ unanswered: texts.map((text) => anEntry({ text })), before: [] })
const afterwards = (text: string, before: readonly Partial<Entry>[]) =>
  understandByRules({ unanswered: [anEntry({ text })], before: before.map((entry) => anEntry(entry)) })

describe('the question', () => {
  test.each([
    ['Hi there,\nhow do I export my invoices?\n\nThanks in advance!', 'how do I export my invoices?'],
    ['hi how do i export', 'how do i export'],
    ['Hello Maya,\n\nI need a CSV.\n\nBest regards,\nJohn Smith\nCEO, Foo Ltd\n+44 1234', 'I need a CSV.'],
    ['Hola buenas, ¿cómo exporto mis facturas? Muchas gracias', '¿cómo exporto mis facturas?'],
    [
      'Guten Tag, wie storniere ich eine Rechnung? Vielen Dank\nund viele Grüße',
      'wie storniere ich eine Rechnung?',
    ],
    [
      'Sehr geehrte Damen und Herren,\n\nwas kostet der Tarif?\n\nMit freundlichen Grüßen\nAnna Weber',
      'was kostet der Tarif?',
    ],
    ['Dear Sir or Madam, what does it cost?', 'what does it cost?'],
    ['Bonjour, combien ça coûte ?\nMerci beaucoup', 'combien ça coûte ?'],
    ['Where is the invoice, thanks', 'Where is the invoice'],
    ['hi', 'hi'],
    ['', ''],
  ])('of %j is %j', (text, question) => expect(understand(text).question).toBe(question))

  test('keeps what follows a short thanks', () =>
    expect(understand('Thanks!\nAlso, how do I cancel?').question).toContain('how do I cancel?'))
  test('joins the messages of the turn without those that say nothing', () =>
    expect(understand('thanks!', 'How do I export?', 'As CSV').question).toBe('How do I export?\nAs CSV'))
  test('is at most 2,000 characters long, the text 20,000', () => {
    const { question, text } = understand('word '.repeat(10_000))
    expect([question.length <= 2_000, text.length <= 20_000]).toEqual([true, true])
  })
})

describe('quoted mail is not what the contact says', () => {
  test.each([
    [
      'an English reply',
      'Sure, how?\n\nOn Tue, 3 Mar 2026 at 10:11, Firstline <a@b.c> wrote:\n> I want a human',
    ],
    [
      'a broken header',
      'Sure, how?\n\nOn Tue, 3 Mar 2026 at 10:11 Firstline\n<a@b.c> wrote:\n> I want a human',
    ],
    ['marks alone', '> I want a human\nSure, how?'],
    ['an Outlook block', 'Sure, how?\n\nFrom: Max\nSent: Monday\nTo: us\nSubject: x\n\nI want a human'],
    ['a German Outlook block', 'Sure, how?\n\nVon: Max\nGesendet: Montag\nAn: uns\n\nI want a human'],
    ['a divider', 'Sure, how?\n-----Original Message-----\nI want a human'],
    [
      'a Spanish header',
      'Sure, how?\nEl lun, 2 mar 2026 a las 9:00, Firstline (<a@b.c>) escribió:\nI want a human',
    ],
    ['an answer underneath', 'On Tue, 3 Mar 2026, Firstline wrote:\n> I want a human\n\nSure, how?'],
  ])('as in %s', (_, text) => {
    const { question, text: said, wantsPerson } = understand(text)
    expect({ question, said, wantsPerson }).toEqual({
      question: 'Sure, how?',
      said: 'Sure, how?',
      wantsPerson: false,
    })
  })
  test('but a message that is nothing else counts', () =>
    expect(understand('> I want to talk to a human').wantsPerson).toBe(true))
})

describe('the language', () => {
  test.each([
    ['How do I export my invoices?', 'en'],
    ['how much', 'en'],
    ['reset password', 'en'],
    ['hi', 'en'],
    ['refund', 'en'],
    ['¿Cómo anulo una factura?', 'es'],
    ['gracias', 'es'],
    ['Rechnung stornieren', 'de'],
    ['und jährlich?', 'de'],
    ['Je veux résilier mon abonnement', 'fr'],
    ['Como faço para exportar minhas faturas?', 'pt'],
    ['Vorrei annullare il mio abbonamento', 'it'],
    ['Hoe kan ik mijn factuur downloaden?', 'nl'],
    ['返金できますか', 'ja'],
    ['请问怎么退款', 'zh'],
    ['환불하고 싶어요', 'ko'],
    ['Как скачать счёт?', 'ru'],
    ['INV-2041', 'en'],
    ['👍', 'en'],
  ])('of %j is %s', (text, language) => expect(understand(text).language).toBe(language))

  test('of a text too short to tell is that of what the contact wrote before', () => {
    const before = [{ text: '¿Cómo puedo exportar mis facturas del año pasado?' }]
    expect(afterwards('INV-2041', before).language).toBe('es')
    expect(afterwards('ok', before).language).toBe('es')
  })
  test('changes with the contact', () => {
    const before = [{ text: '¿Cómo puedo exportar mis facturas del año pasado?' }]
    expect(afterwards('Sorry, how do I export the invoices of last year?', before).language).toBe('en')
  })
})

describe('earlier turns', () => {
  const before: readonly Partial<Entry>[] = [
    { text: 'one' },
    { text: 'two' },
    { text: 'secret', kind: 'note', author: teammate() },
    { text: 'three', author: bot },
    { text: 'four', author: operator },
    { text: '' },
    { text: 'five' },
  ]
  test('are runs of one side, newest first, without notes', () =>
    expect(afterwards('now', before).earlier).toEqual([
      { by: 'contact', text: 'five' },
      { by: 'team', text: 'three\nfour' },
      { by: 'contact', text: 'one\ntwo' },
    ]))
  test('are at most four', () => {
    const many = Array.from({ length: 9 }, (_, index) => ({
      text: `${index}`,
      author: index % 2 ? bot : anEntry().author,
    }))
    expect(afterwards('now', many).earlier.map(({ text }) => text)).toEqual(['8', '7', '6', '5'])
  })
})

describe('what cannot be read', () => {
  test('needs an answer, also beside thanks', () => {
    const { unreadable, needsNoAnswer } = understandByRules({
      unanswered: [anEntry({ text: 'thanks', attachments: 1 })],
      before: [],
    })
    expect({ unreadable, needsNoAnswer }).toEqual({ unreadable: true, needsNoAnswer: false })
  })
  test('may come without text', () => {
    const { unreadable, text, question, needsNoAnswer } = understandByRules({
      unanswered: [anEntry({ text: '', attachments: 1 })],
      before: [],
    })
    expect({ unreadable, text, question, needsNoAnswer }).toEqual({
      unreadable: true,
      text: '',
      question: '',
      needsNoAnswer: false,
    })
  })
})

test('thanks after a question of the same turn need an answer', () =>
  expect(understand('How do I export?', 'thanks').needsNoAnswer).toBe(false))

test('understands any text whatever', () => {
  const anyText = fc.oneof(
    fc.string({ maxLength: 400, unit: 'binary' }),
    fc.string({ maxLength: 400, unit: 'grapheme' }),
  )
  fc.assert(
    fc.property(anyText, (text) => understand(text).text.length <= text.length),
    { numRuns: 150 },
  )
})

test.each([
  'a',
  ' ',
  '\n',
  '> ',
  'thanks ',
  'thanks so much ',
  'agent ',
  'talk to a ',
  '人と',
  'ありがとう',
  '-',
  'On x',
  '!?',
  'é',
  '👍',
  'hi ',
  'x@y.z ',
  'a.b',
])('understands 100 kB of %j', (piece) => {
  const text = piece.repeat(Math.ceil(100_000 / piece.length))
  expect(understand(text).text.length).toBeLessThanOrEqual(20_000)
})
