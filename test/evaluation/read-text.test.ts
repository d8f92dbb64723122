import { expect, test } from 'vitest'
import { readText } from '../../src/evaluation/read-text.ts'

test.each([
  ['a heading', '# Refunds\n\nText.', [{ kind: 'heading', level: 1, parts: ['Refunds'] }, prose('Text.')]],
  ['a fence', 'Run:\n\n```\nnpm ci\n```', [prose('Run:'), { kind: 'code', parts: ['npm ci'] }]],
  ['a link', 'See [prices](https://a.example/p).', [prose('See prices (https://a.example/p).')]],
  ['a table', 'A | B\n--|--\n1 | 2', [{ kind: 'table', parts: ['A: 1; B: 2'] }]],
  ['HTML', '<p>One.</p><ul><li>Two</li></ul>', [prose('One.'), { kind: 'list', parts: ['- Two'] }]],
  [
    'a tag in a sentence is plain text',
    'Wrap it with <strike>text</strike>.',
    [prose('Wrap it with <strike>text</strike>.')],
  ],
  ['signs that plain text has, too', 'Ask # 5 (or [6]), 2 * 3 * 4.', [prose('Ask # 5 (or [6]), 2 * 3 * 4.')]],
  ['lines of a paragraph stay lines', 'One\ntwo.', [prose('One\ntwo.')]],
  [
    'in plain text a short line without an end is a heading, which begins no section',
    'Refunds\n \n\nWe refund.',
    [{ kind: 'heading', parts: ['Refunds'] }, prose('We refund.')],
  ],
  [
    'in plain text items are lines that look like it, with the lines below and above them',
    'Do this:\n- one\n  more\n- two\n\n1) three\n2) four',
    [
      { kind: 'list', parts: ['Do this:', '- one\n  more', '- two'] },
      { kind: 'list', parts: ['1) three', '2) four'] },
    ],
  ],
  ['nothing', ' \n\n ', []],
])('knows %s', async (_, text, blocks) => {
  expect(await readText(text)).toEqual(blocks)
})

function prose(text: string) {
  return { kind: 'prose', parts: [text] }
}
