import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chunkText } from '../../src/knowledge/chunk-text.ts'

const sentence = (index: number) => `Sentence number ${index} tells one more thing about refunds.`
const sentences = (count: number) => Array.from({ length: count }, (_, index) => sentence(index))
const countWords = (text: string) => text.split(/\s+/).length

test('leaves a short text whole', async () => {
  expect(await chunkText('One.\n\nTwo.', 'en')).toEqual(['One.\n\nTwo.'])
})

test('cuts between sentences into pieces of about 180 words that overlap', async () => {
  const chunks = await chunkText(sentences(100).join(' '), 'en')
  expect(chunks.length).toBeGreaterThan(4)
  for (const [index, chunk] of chunks.entries()) {
    expect(countWords(chunk)).toBeLessThanOrEqual(180)
    expect(chunk).toMatch(/^Sentence number .*refunds\.$/)
    const last = chunk.slice(chunk.lastIndexOf('Sentence'))
    if (index < chunks.length - 1) expect(chunks[index + 1]).toContain(last)
  }
})

test('keeps a list whole, with the heading and the sentence that announce it', async () => {
  const steps = Array.from({ length: 6 }, (_, index) => `${index + 1}. Open page ${index} and click Next.`)
  const list = `Ask for a refund\n\nDo these things in order:\n\n${steps.join('\n')}`
  for (const before of [11, 14, 16, 18, 19, 20]) {
    const text = `${sentences(before).join(' ')}\n\n${list}\n\n${sentences(10).join(' ')}`
    expect((await chunkText(text, 'en')).some((chunk) => chunk.includes(list))).toBe(true)
  }
})

test('cuts a text without sentences by words', async () => {
  const chunks = await chunkText(Array.from({ length: 1_000 }, (_, index) => `w${index}`).join(' '), 'en')
  expect(Math.max(...chunks.map(countWords))).toBeLessThanOrEqual(180)
})

test('cuts a text without spaces', async () => {
  expect((await chunkText('我们在十四天内退款。'.repeat(200), 'zh')).length).toBeGreaterThan(3)
})

test('every piece stands in the text letter for letter, and nothing is lost', async () => {
  const anyText = fc
    .array(
      fc.oneof(fc.constantFrom('\n', '\n\n', '. ', ' '), fc.string({ unit: 'grapheme', minLength: 1 })),
      {
        minLength: 400,
        maxLength: 1_000,
      },
    )
    .map((parts) => parts.join(' '))
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => {
      const chunks = await chunkText(text, 'en')
      const words = new Set(chunks.flatMap((chunk) => chunk.split(/\s+/)))
      expect(chunks.every((chunk) => text.includes(chunk))).toBe(true)
      expect(text.split(/\s+/).filter((word) => word !== '' && !words.has(word))).toEqual([])
    }),
    { numRuns: 20 },
  )
})
