import { describe, expect, test } from 'vitest'
import { blocksText } from '../../src/domain/article.ts'
import { htmlMarkdown } from '../../src/knowledge/html-markdown.ts'
import { readMarkdown } from '../../src/knowledge/read-markdown.ts'

test.each([
  ['paragraphs stand apart', 'One\nline.\n\nTwo.', 'One line.\n\nTwo.'],
  ['a heading is a line of its own', '## Get it back.\n\nText.', 'Get it back\n\nText.'],
  ['list items begin with a dash', '* one\n* **two**', '- one\n- two'],
  ['numbered steps keep their numbers', '3. open\n4. close', '3. open\n4. close'],
  ['inner lists are indented', '- one\n  - two', '- one\n  - two'],
  ['a table row can be quoted', '| Plan | Price |\n|--|--|\n| Pro | 9 *EUR* |', 'Plan: Pro; Price: 9 EUR'],
  ['a table cell without a heading is bare', '| | Price |\n|--|--|\n| Pro | 9 |', 'Pro; Price: 9'],
  ['a link keeps its address', '[Prices](https://a.example/p)', 'Prices (https://a.example/p)'],
  ['a bare address is not doubled', '<https://a.example/p>', 'https://a.example/p'],
  ['a link within the folder keeps its label', '[Prices](../billing/p.md)', 'Prices'],
  ['an e-mail link keeps its address', '[Write](mailto:a@b.example)', 'Write (a@b.example)'],
  ['an image keeps its description', '![The button](a.png)', 'The button'],
  ['code is kept', 'Run `a && b`:\n\n```sh\nnpm  start\n```', 'Run a && b:\n\nnpm  start'],
  ['what nobody sees is gone', 'pass\u00adword&shy;s \ufeffwork', 'passwords work'],
  ['entities are read', 'A &amp; B&nbsp;&copy; &#8364;5', 'A & B © €5'],
  ['tags vanish, their text stays', 'A <b>bold</b> claim<br>here', 'A bold claim\nhere'],
  ['blocks of HTML become text', '<div>One <p>two</p></div>', 'One\n\ntwo'],
  ['comments vanish', '<!-- secret -->\n\nText.', 'Text.'],
  ['escapes vanish', '5 \\* 3', '5 * 3'],
  ['quotations are text', '> Wise words', 'Wise words'],
])('%s', async (_, markdown, text) => {
  expect(blocksText(await readMarkdown(markdown))).toBe(text)
})

describe('the structure', () => {
  test.each([
    ['a heading has its level', '### Prices', [{ kind: 'heading', level: 3, parts: ['Prices'] }]],
    ['an underlined heading, too', 'Prices\n---', [{ kind: 'heading', level: 2, parts: ['Prices'] }]],
    ['an empty heading is none', '##\n\nText.', [{ kind: 'prose', parts: ['Text.'] }]],
    [
      'a list has its items, each with what is below it',
      '- one\n  - two\n- three\n\n  more\n\n      code',
      [{ kind: 'list', parts: ['- one\n  - two', '- three\n  more\n  code'] }],
    ],
    [
      'a table has its rows, each with the heads',
      '| Plan | Price |\n|--|--|\n| Pro | 9 |\n| Max | 19 |',
      [{ kind: 'table', parts: ['Plan: Pro; Price: 9', 'Plan: Max; Price: 19'] }],
    ],
    [
      'code has its lines, and no headings',
      '```sh\n# install\n\nnpm ci\n```',
      [{ kind: 'code', parts: ['# install', '', 'npm ci'] }],
    ],
    ['indented code, too', '    # a\n    b', [{ kind: 'code', parts: ['# a', 'b'] }]],
    [
      'a heading within a quotation begins no section',
      '> ## Note\n>\n> - Mind it.',
      [
        { kind: 'heading', parts: ['Note'] },
        { kind: 'list', parts: ['- Mind it.'] },
      ],
    ],
  ])('%s', async (_, markdown, blocks) => {
    expect(await readMarkdown(markdown)).toEqual(blocks)
  })

  const HTML =
    '<h2>Plans</h2><table><tr><th>Plan</th><th>Price</th></tr><tr><td>Pro</td><td>9 EUR</td></tr></table><ol><li>Open</li><li>Close</li></ol><pre><code># a\nb</code></pre>'
  const READ = [
    { kind: 'heading', level: 2, parts: ['Plans'] },
    { kind: 'table', parts: ['Plan: Pro; Price: 9 EUR'] },
    { kind: 'list', parts: ['1. Open', '2. Close'] },
    { kind: 'code', parts: ['# a', 'b'] },
  ]

  test('comes through from HTML', async () => {
    expect(await readMarkdown(await htmlMarkdown(HTML))).toEqual(READ)
  })

  test('of a table of HTML with thousands of rows is read row by row, not each row in all of them', async () => {
    const blocks = await readMarkdown(
      await htmlMarkdown(`<table>${'<tr><td>Pro</td><td>9</td></tr>'.repeat(3_000)}</table>`),
    )
    expect(blocks).toEqual([{ kind: 'table', parts: Array.from({ length: 3_000 }, () => 'Pro; 9') }])
  })

  test.each([
    [
      'blank lines',
      '<table>\n<tr><th>Plan</th><th>Price</th></tr>\n\n<tr><td>Pro</td><td>9 EUR</td></tr>\n\n</table>',
    ],
    [
      'deep indentation below them',
      '<table>\n  <tr><th>Plan</th><th>Price</th></tr>\n\n    <tr><td>Pro</td><td>9 EUR</td></tr>\n\n  </table>',
    ],
    [
      'Markdown in its cells',
      '<table><tr><th>Plan</th><th>Price</th></tr><tr><td>\n\n**Pro**\n\n</td><td>\n\n9 EUR\n\n</td></tr></table>',
    ],
  ])('of a table of HTML in Markdown comes through with %s', async (_, html) => {
    expect(await readMarkdown(`${html}\n\nAfter.`)).toEqual([
      { kind: 'table', parts: ['Plan: Pro; Price: 9 EUR'] },
      { kind: 'prose', parts: ['After.'] },
    ])
  })

  test('of Markdown around which a table of HTML stands is kept, and so is one that never ends', async () => {
    const inner = '## Plans\n\n- one\n- two'
    const blocks = [
      { kind: 'heading', level: 2, parts: ['Plans'] },
      { kind: 'list', parts: ['- one', '- two'] },
    ]
    expect(await readMarkdown(`<table><tr><td>\n\n${inner}\n\n</td></tr></table>`)).toEqual(blocks)
    expect(await readMarkdown(`<ul>\n\n${inner}`)).toEqual(blocks)
    const [first, , last] = await readMarkdown('    <table>\n\nand\n\n    </table>')
    expect([first?.kind, last?.kind]).toEqual(['code', 'code'])
  })

  test('of a list of HTML comes through with blank lines', async () => {
    expect(await readMarkdown('<ol>\n<li>One</li>\n\n<li>Two</li>\n</ol>')).toEqual([
      { kind: 'list', parts: ['1. One', '2. Two'] },
    ])
  })

  test('cells that are no table stay apart', async () => {
    const table = '<table><tr><td>Pro</td><td>9</td></tr><tr><td>Max</td> <td>19</td></tr></table>'
    expect(await readMarkdown(`- One\n\n  ${table}`)).toEqual([
      { kind: 'list', parts: ['- One\n  Pro; 9\n  Max; 19'] },
    ])
  })

  test('comes through from HTML that stands in Markdown', async () => {
    expect(await readMarkdown(`Text.\n\n${HTML}\n\n## More\n\n    <table>`)).toEqual([
      { kind: 'prose', parts: ['Text.'] },
      ...READ,
      { kind: 'heading', level: 2, parts: ['More'] },
      { kind: 'code', parts: ['<table>'] },
    ])
  })
})
