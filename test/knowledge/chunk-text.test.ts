import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blocksText } from '../../src/domain/article.ts'
import { chunkText } from '../../src/knowledge/chunk-text.ts'
import { countWords } from '../../src/knowledge/count-words.ts'
import { markdownBlocks } from '../../src/knowledge/read-markdown.ts'
import { readPlainText } from '../../src/knowledge/read-plain-text.ts'

const sentence = (index: number) => `Sentence number ${index} tells one more thing about refunds.`
const sentences = (count: number) => Array.from({ length: count }, (_, index) => sentence(index)).join(' ')
const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n')

const chunksOf = async (markdown: string, locale = 'en') => {
  const blocks = markdownBlocks(markdown)
  return chunkText({ text: blocksText(blocks), blocks, locale })
}
const textsOf = async (markdown: string, locale = 'en') =>
  (await chunksOf(markdown, locale)).map(({ text }) => text)
const lastLine = (text: string) => text.split('\n').at(-1)

/** 9 words a sentence: so many that a chunk which begins with them is nearly full. */
const NEARLY_FULL = [8, 11, 14, 16, 17, 18, 19, 20]

test('leaves a short text whole', async () => {
  expect(await chunksOf('One.\n\n## Two\n\nThree.')).toEqual([
    { text: 'One.\n\nTwo\n\nThree.', headings: [] },
  ])
})

test('cuts paragraphs between sentences into pieces of about 180 words that overlap by about 30', async () => {
  const texts = await textsOf(sentences(100))
  expect(texts.length).toBeGreaterThan(4)
  for (const [index, text] of texts.entries()) {
    expect(countWords(text)).toBeLessThanOrEqual(180)
    expect(text).toMatch(/^Sentence number .*refunds\.$/)
    const [before, last = ''] = [texts[index - 1], text.split('. ')[2]]
    if (before) expect(before).toContain(last)
    if (before) expect(before).not.toContain(text.split('. ')[3] ?? '')
  }
})

describe('stay whole, wherever in the article they stand', () => {
  test.each([
    ['a list', lines(9, (n) => `- Reason ${n}: it was not what you had expected it to be.`)],
    [
      'steps with their notes',
      lines(6, (n) => `${n + 1}. Open page ${n}.\n   - Look at it.\n   - Click Next.`),
    ],
    ['a table', `| Plan | Price |\n|--|--|\n${lines(12, (n) => `| Plan ${n} | ${n} EUR each month |`)}`],
    ['code', `\`\`\`sh\n${lines(20, (n) => `# Step ${n}\nrun --step ${n}`)}\n\`\`\``],
  ])('%s', async (_, markdown) => {
    const whole = blocksText(markdownBlocks(markdown))
    const announced = `Ask for a refund\n\nDo it like this:\n\n${whole}`
    for (const before of NEARLY_FULL) {
      const texts = await textsOf(
        `${sentences(before)}\n\n## Ask for a refund\n\nDo it like this:\n\n${markdown}\n\n${sentences(10)}`,
      )
      expect(texts.some((text) => text.includes(announced))).toBe(true)
    }
  })
})

describe('are cut only between their parts when they are too long', () => {
  test.each([
    [
      'a list',
      lines(60, (n) => `- Reason ${n}: it was not\n  what you had expected.`),
      /^- Reason .*expected\.$/s,
    ],
    [
      'a table, whose rows say what each cell is',
      `| Plan | Price |\n|--|--|\n${lines(60, (n) => `| Plan ${n} | ${n} EUR |`)}`,
      /^Plan: Plan .* EUR$/s,
    ],
    ['code', `\`\`\`sh\n${lines(100, (n) => `run --step ${n} now`)}\n\`\`\``, /^run --step .* now$/s],
  ])('%s', async (_, markdown, whole) => {
    const texts = await textsOf(markdown)
    expect(texts.length).toBeGreaterThan(1)
    for (const text of texts) {
      expect(text).toMatch(whole)
      expect(countWords(text)).toBeLessThanOrEqual(180)
    }
    expect(texts.join('\n')).toBe(blocksText(markdownBlocks(markdown)))
  })
})

test('cuts within an item, a row or a line that is too long by itself', async () => {
  for (const markdown of [`- ${sentences(50)}\n- Short.`, `| A |\n|--|\n| ${sentences(50)} |`]) {
    const texts = await textsOf(markdown)
    expect(Math.max(...texts.map(countWords))).toBeLessThanOrEqual(180)
    expect(texts.join(' ').split(/\s+/)).toEqual(blocksText(markdownBlocks(markdown)).split(/\s+/))
  }
})

test('a new section begins a new chunk, unless too little of the article is left to be found by itself', async () => {
  const parts = [1, 2, 3, 4, 5, 6]
  const texts = await textsOf(parts.map((number) => `## Part ${number}\n\n${sentences(12)}`).join('\n\n'))
  const begins = texts.map((text) => text.split('\n')[0]).filter((line) => line?.startsWith('Part'))
  expect(begins).toEqual(['Part 1', 'Part 2', 'Part 3', 'Part 4', 'Part 5'])
  expect(texts.at(4)).toMatch(/^Part 5\n.*Part 6\n\nSentence/s)
})

test('short sections share a chunk', async () => {
  const sections = Array.from({ length: 30 }, (_, number) => `### Term ${number}\n\n${sentence(number)}`)
  const texts = await textsOf(sections.join('\n\n'))
  expect(texts.length).toBeLessThan(6)
  for (const text of texts) expect(text).toMatch(/^Term \d+\n/)
})

test('a heading is never the last thing of a chunk, however many follow each other', async () => {
  for (const before of NEARLY_FULL) {
    const texts = await textsOf(
      `${sentences(before)}\n\n# Plans\n\n## Prices\n\n### In euros\n\n${sentences(12)}`,
    )
    for (const text of texts) expect(lastLine(text)).toMatch(/refunds\.$/)
    expect(texts.some((text) => text.includes('Plans\n\nPrices\n\nIn euros\n\nSentence'))).toBe(true)
  }
})

test('empty headings at the end of an article stay with the text before them', async () => {
  const texts = await textsOf(`${sentences(30)}\n\n## See also\n\n### Nothing`)
  expect(texts.at(-1)).toMatch(/^Sentence .*See also\n\nNothing$/s)
})

describe('the heading path', () => {
  const path = async (markdown: string, start: string) =>
    (await chunksOf(markdown)).find(({ text }) => text.startsWith(start))?.headings

  test('is of where a chunk begins; a heading that it begins with stands in its text', async () => {
    const markdown = `# Install\n\n${sentences(14)}\n\n## Linux\n\n${sentences(14)}\n\n### From source\n\nNow compile it. ${sentences(30)}\n\n## Windows\n\n${sentences(30)}`
    expect(await path(markdown, 'Install')).toEqual([])
    expect(await path(markdown, 'Linux')).toEqual(['Install'])
    expect(await path(markdown, 'From source')).toEqual(['Install', 'Linux'])
    expect(await path(markdown, 'Sentence')).toEqual(['Install', 'Linux', 'From source'])
    expect(await path(markdown, 'Windows')).toEqual(['Install'])
  })

  test('bears levels that are left out, and those that come back', async () => {
    const markdown = `#### Deep\n\n${sentences(25)}\n\n## Flat\n\n${sentences(25)}`
    expect((await chunksOf(markdown)).map(({ headings }) => headings)).toEqual([[], ['Deep'], [], ['Flat']])
  })

  test('knows comments in code, and headings within quotations and lists, for what they are', async () => {
    const markdown = `## Real\n\n\`\`\`sh\n# A comment\nrun\n\`\`\`\n\n> ## Note\n>\n> Mind it.\n\n- # Odd\n\n${sentences(40)}`
    expect((await chunksOf(markdown)).at(-1)?.headings).toEqual(['Real'])
  })
})

describe('scripts without spaces', () => {
  test.each([
    ['zh', '我们在十四天内退款。'],
    ['th', 'เราคืนเงินภายในสิบสี่วัน '],
    ['ja', '返金は十四日以内に行います。'],
  ])('%s', async (locale, one) => {
    const texts = await textsOf(`# ${one.trim()}\n\n${one.repeat(200)}`, locale)
    expect(texts.length).toBeGreaterThan(3)
    expect(Math.max(...texts.map(countWords))).toBeLessThanOrEqual(190)
  })
})

test('cuts a text without sentences by words', async () => {
  const texts = await textsOf(Array.from({ length: 1_000 }, (_, index) => `w${index % 3}`).join(' '))
  expect(Math.max(...texts.map(countWords))).toBeLessThanOrEqual(180)
  expect(texts.join(' ').split(' ')).toHaveLength(1_000)
})

test('a thousand headings without a text, or blank lines of code, end in chunks all the same', async () => {
  const headings = await textsOf(lines(1_000, (n) => `# Heading ${n}\n`))
  expect(headings.join('\n\n').split('\n\n')).toHaveLength(1_000)
  expect(await textsOf(`\`\`\`\nstart${'\n'.repeat(50_000)}end\n\`\`\``)).toHaveLength(1)
})

test.each([
  ['a picture in base64', 'iVBORw0KGgoAAAANSUhEUg'.repeat(5_000)],
  ['minified code', `\`\`\`\n${'{"fee":9},'.repeat(8_000)}\n\`\`\``],
  ['lines of it', `\`\`\`\n${`${'a1'.repeat(3_000)}\n`.repeat(20)}\`\`\``],
  ['a script without spaces that is not counted by letters', 'ការសងប្រាក់'.repeat(2_000)],
  ['signs of two units each', '😀'.repeat(10_001)],
])('%s, which has no words, is cut by letters', async (_, data) => {
  const texts = await textsOf(`Text before.\n\n${data}\n\nText after.`)
  expect(Math.max(...texts.map(({ length }) => length))).toBeLessThanOrEqual(8_000)
  expect(texts.every((text) => text.isWellFormed())).toBe(true)
  const together = texts.join('').replaceAll(/\s/g, '')
  expect(together).toBe(`Textbefore.${data.replaceAll(/[`\s]/g, '')}Textafter.`)
})

test('code of more lines than a call takes arguments is cut like any other', async () => {
  const texts = await textsOf(`\`\`\`\n${'a\n'.repeat(200_000)}\`\`\``)
  expect(texts.join('\n').split('\n')).toHaveLength(200_000)
})

describe('every chunk stands in the text letter for letter, and together they are the text', () => {
  const words = fc
    .array(
      fc.oneof(fc.constantFrom('. ', ': ', '退款', 'a'), fc.string({ unit: 'grapheme', minLength: 1 })),
      {
        minLength: 1,
        maxLength: 90,
      },
    )
    .map((parts) => parts.join(' ').replaceAll(/\s+/g, ' '))
  const part = fc.oneof(
    words,
    words.map((text) => `## ${text}`),
    fc
      .array(words, { minLength: 1, maxLength: 8 })
      .map((items) => items.map((item) => `- ${item}`).join('\n')),
    fc
      .array(words, { minLength: 1, maxLength: 8 })
      .map((rows) => `| A |\n|--|\n${rows.map((row) => `| ${row} |`).join('\n')}`),
    words.map((text) => `\`\`\`\n${text.replaceAll(' ', '\n')}\n\`\`\``),
  )
  const anyMarkdown = fc.array(part, { minLength: 5, maxLength: 15 }).map((parts) => parts.join('\n\n'))

  test.each([
    ['Markdown', markdownBlocks],
    ['plain text', readPlainText],
  ])('%s', async (_, read) => {
    await fc.assert(
      fc.asyncProperty(anyMarkdown, async (written) => {
        const blocks = read(written)
        const text = blocksText(blocks)
        let end = 0
        for (const chunk of await chunkText({ text, blocks, locale: 'en' })) {
          const start = text.lastIndexOf(chunk.text, end + 2 + text.slice(end).search(/\S|$/))
          expect(start).toBeGreaterThanOrEqual(0)
          expect(text.slice(end, start).trim()).toBe('')
          end = Math.max(end, start + chunk.text.length)
        }
        expect(text.slice(end).trim()).toBe('')
      }),
      { numRuns: 50 },
    )
  })
})
