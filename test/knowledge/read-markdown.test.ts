import { expect, test } from 'vitest'
import { markdownText } from '../../src/knowledge/markdown-text.ts'

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
  ['entities are read', 'A &amp; B&nbsp;&copy; &#8364;5', 'A & B © €5'],
  ['tags vanish, their text stays', 'A <b>bold</b> claim<br>here', 'A bold claim\nhere'],
  ['blocks of HTML become text', '<div>One <p>two</p></div>', 'One\n\ntwo'],
  ['comments vanish', '<!-- secret -->\n\nText.', 'Text.'],
  ['escapes vanish', '5 \\* 3', '5 * 3'],
  ['quotations are text', '> Wise words', 'Wise words'],
])('%s', (_, markdown, text) => {
  expect(markdownText(markdown)).toBe(text)
})
