import { eld } from 'eld/medium'
import { expect, test } from 'vitest'
import { openLanguageStatistics } from '../../src/drafting/understanding/language-statistics.ts'
import { readNgrams } from '../../src/drafting/understanding/read-ngrams.ts'

const TEXTS = [
  'How do I reset my password?',
  '¿Cómo puedo cambiar mi contraseña?',
  'Wie kündige ich mein Abo, wenn der Monat schon läuft?',
  "C'est l'été : où est ma facture d'hier ?",
  'Como altero o cartão de crédito?',
  'Ik kan "niet" inloggen \\ op mijn account',
  'Jak mogę zmienić hasło?',
  'Как изменить адрес?',
  'كيف أغير كلمة المرور؟',
  'ok',
  '???',
  '',
]

test('answers as eld does, in every language and with every score', async () => {
  const own = await openLanguageStatistics()
  for (const text of TEXTS) {
    const [ours, theirs] = [own.detect(text), eld.detect(text)]
    expect(ours.language).toBe(theirs.language)
    expect(ours.getScores()).toEqual(theirs.getScores())
    expect(ours.isReliable()).toBe(theirs.isReliable())
  }
})

test('knows every n-gram of the original, and no other', async () => {
  const place = new URL('../ngrams/medium.js', import.meta.resolve('eld/medium'))
  const { readFileSync } = await import('node:fs')
  const own = readNgrams(readFileSync(place, 'utf8'))
  const { ngramsData } = await import(place.href)
  const wrong = Object.keys(ngramsData.ngrams).filter(
    (key) => JSON.stringify(own[key]) !== JSON.stringify(ngramsData.ngrams[key]),
  )
  expect(Object.keys(ngramsData.ngrams).length).toBeGreaterThan(50_000)
  expect(wrong).toEqual([])
  expect(['', ' ', 'nothing like it', '__proto__', 'constructor'].map((key) => own[key])).toEqual(
    Array(5).fill(undefined),
  )
})

test.each([
  ["ngrams:{'ab c':{6:12,17:3},'d':{1:2}}}", 'ab c', { 6: 12, 17: 3 }],
  ["ngrams:{'it\\'s':{6:12},d:{1:2}}}", "it's", { 6: 12 }],
  ["ngrams:{'a\\\\b':{6:12},d:{1:2}}}", 'a\\b', { 6: 12 }],
  ["ngrams:{'it\\'s':{6:12},abcd:{1:2}}}", 'abcd', { 1: 2 }],
  ['ngrams:{"it\'s":{6:12}}}', "it's", { 6: 12 }],
  ["ngrams:{'a:{b':{6:12}}}", 'a:{b', { 6: 12 }],
  ["ngrams:{'a':{6:12}}}", 'b', undefined],
])('reads %j', (source, key, scores) => {
  expect(readNgrams(source)[key]).toEqual(scores)
})
