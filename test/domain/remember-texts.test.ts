import { expect, test } from 'vitest'
import { rememberTexts } from '../../src/domain/remember-texts.ts'

function counted() {
  const asked: string[] = []
  const upper = rememberTexts((text: string, language: 'en' | 'tr') => {
    asked.push(`${language} ${text}`)
    return text.toLocaleUpperCase(language)
  })
  return { upper, asked }
}

test('works a text out once', () => {
  const { upper, asked } = counted()
  expect([upper('hi', 'en'), upper('hi', 'en'), upper('hi', 'tr'), upper('hi', 'en')]).toEqual([
    'HI',
    'HI',
    'Hİ',
    'HI',
  ])
  expect(asked).toEqual(['en hi', 'tr hi'])
})

test('keeps no long text', () => {
  const { upper, asked } = counted()
  const long = 'a'.repeat(301)
  expect([upper(long, 'en'), upper(long, 'en')]).toEqual([long.toUpperCase(), long.toUpperCase()])
  expect(asked).toHaveLength(2)
})

test('forgets all rather than grow for ever', () => {
  const { upper, asked } = counted()
  upper('first', 'en')
  for (let index = 0; index < 1_000; index += 1) upper(`text ${index}`, 'en')
  expect(upper('first', 'en')).toBe('FIRST')
  expect(asked.filter((text) => text === 'en first')).toHaveLength(2)
})

test('keeps as many texts, and as long ones, as it is told', () => {
  const asked: string[] = []
  const length = rememberTexts(
    (text: string) => {
      asked.push(text)
      return text.length
    },
    { longestText: 5, mostTexts: 2 },
  )
  for (const text of ['12345', '12345', '123456', '123456', 'b', 'c', '12345']) length(text)
  expect(asked).toEqual(['12345', '123456', '123456', 'b', 'c', '12345'])
})
