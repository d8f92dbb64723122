import { describe, expect, test } from 'vitest'
import {
  disclosure,
  handOffMessage,
  questionFor,
  reasonInWords,
  sourcesHeading,
} from '../../src/delivery/own-words/own-words.ts'
import { OWN_LANGUAGES } from '../../src/domain/language.ts'
import { HAND_OFF_REASONS, SILENT_REASONS } from '../../src/domain/outcome.ts'

describe.each(OWN_LANGUAGES)('in %s', (language) => {
  test.each(HAND_OFF_REASONS)('a hand-off for %s has its own short words', (reason) => {
    const message = handOffMessage(reason, language)
    expect(message.length).toBeGreaterThan(40)
    expect(message.length).toBeLessThan(reason === 'self_harm' ? 420 : 240)
    expect(HAND_OFF_REASONS.filter((other) => handOffMessage(other, language) === message)).toEqual([reason])
  })
  test.each(HAND_OFF_REASONS)('a hand-off for %s promises no time and names no number', (reason) =>
    expect(handOffMessage(reason, language)).not.toMatch(
      /\d|\b(?:minut\w*|hours?|horas?|stunden?|today|hoy|heute|tomorrow|mañana|morgen|soon|pronto|bald|shortly|in kürze|asap)\b/i,
    ),
  )
  test('the question about attachments asks for words', () =>
    expect(questionFor('unreadable', language)).toMatch(/\?/))
  test('the disclosure names the bot, says AI and leaves no gap', () => {
    expect(disclosure('$& Ada', language)).toContain('$& Ada')
    expect(disclosure('Ada', language)).toMatch(/\b(?:AI|IA|KI)/)
    expect(disclosure('Ada', language)).not.toMatch(/[{}]/)
  })
  test('sources have a heading', () => expect(sourcesHeading(language)).toMatch(/:$/))
})

test('a language we do not speak gets English', () =>
  expect(handOffMessage('stale', 'ja')).toBe(handOffMessage('stale', 'en')))
test('self-harm points to help nearby', () => {
  expect(handOffMessage('self_harm', 'en')).toMatch(/emergency services|crisis line/)
  expect(handOffMessage('self_harm', 'es')).toMatch(/emergencia/)
  expect(handOffMessage('self_harm', 'de')).toMatch(/Notruf/)
})
test.each([...HAND_OFF_REASONS, ...SILENT_REASONS, 'mode_suggest', 'email', 'reopened_after_close'])(
  'the team reads a sentence for %s',
  (reason) => expect(reasonInWords(reason)).toMatch(/^[A-Z].+\.$/),
)
test('an unknown code is shown as it is', () => expect(reasonInWords('some_new_code')).toBe('some new code'))
