import fc from 'fast-check'
import { expect, test } from 'vitest'
import { analyseText, pairWords } from '../../src/knowledge/analyse-text.ts'

test.each([
  ['en', 'Refunding the refunds', ['refund', 'refund']],
  ['en', "I can't pay with the user’s card", ['not', 'pay', 'user', 'card']],
  ['en', 'Without a card, never', ['without', 'card', 'never']],
  ['en', 'ＦＵＬＬ　ＷＩＤＴＨ café', ['full', 'width', 'cafe']],
  ['es', '¿Cómo cancelo mi suscripción?', ['cancel', 'suscripcion']],
  ['es', 'como cancelo mi suscripcion', ['cancel', 'suscripcion']],
  ['de', 'Rückerstattungen', ['ruckerstatt']],
  ['fr', "l'abonnement", ['abon']],
  ['zh', '退款 政策', ['退款', '政策']],
  ['en', 'pass\u00adword \u2068export\u2069 re\u200dfund\ufeff', ['password', 'export', 'refund']],
  ['fa', 'می\u200cخواهم', ['میخواهم']],
  ['th', 'ราคา\u200bสินค้า', ['ราคา', 'สินค้า']],
])('finds the same words however they are written: %s %s', (language, text, words) => {
  expect(analyseText(text, language)).toEqual(words)
})

test('keeps the vowel signs of scripts that are written with marks', () => {
  expect(analyseText('हिन्दी', 'hi')).toEqual(['हिन्दी'])
})

test('takes e-mail and email for one word', () => {
  expect(analyseText('E-Mail, e-mails and emails', 'en')).toEqual(['email', 'email', 'email'])
  expect(analyseText('the end-to-end test of a 2-step plan', 'en')).not.toContain('endto')
})

test('pairs neighbouring words', () => {
  expect(pairWords(['export', 'all', 'invoic'])).toEqual(['export all', 'all invoic'])
  expect(pairWords(['export'])).toEqual([])
})

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  // Halves of surrogate pairs, which a cut in the middle of an emoji leaves behind.
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
)
const anyLanguage = fc.oneof(fc.constantFrom('en', 'es', 'de', 'tr', 'th', 'zh', 'xx'), fc.string())

test('gives storable words for any text in any script and language', () => {
  fc.assert(
    fc.property(anyText, anyLanguage, (text, language) => {
      for (const word of analyseText(text, language)) {
        expect(word).not.toBe('')
        expect(word).not.toMatch(/[\s\0]/)
        expect(word.isWellFormed()).toBe(true)
        expect([...word].length).toBeLessThanOrEqual(64)
      }
    }),
  )
})

test.each(['a', 'word ', '退', 'ไทย', '\u0301', '🏴‍☠️', "'", 'é\u0000'])('takes 100 kB of %j', (piece) => {
  expect(() => analyseText(piece.repeat(100_000 / piece.length), 'en')).not.toThrow()
})
