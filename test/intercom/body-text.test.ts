import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bodyText } from '../../src/intercom/body-text.ts'

test.each([
  [null, ''],
  [undefined, ''],
  ['', ''],
  ['   \n ', ''],
  ['<p></p>', ''],
  ['Plain text', 'Plain text'],
  ['5 < 7 and 9 > 8', '5 < 7 and 9 > 8'],
  ['I <3 it', 'I <3 it'],
  ['two\nlines', 'two\nlines'],
  ['<p>One</p><p>Two</p>', 'One\n\nTwo'],
  ['<p>One<br>Two</p>', 'One\nTwo'],
  [
    '<p>Tom &amp; Jerry &lt;tom@example.com&gt; &euro;5&nbsp;&#8211; &#x1F642;</p>',
    'Tom & Jerry <tom@example.com> €5\u00a0– 🙂',
  ],
  ['<p>&amp;lt;b&amp;gt;</p>', '&lt;b&gt;'],
  ['<ul><li>One</li><li>Two</li></ul>', '- One\n- Two'],
  ['<ol><li>One</li><li>Two</li></ol>', '1. One\n 2. Two'],
  ['<a href="https://a.example/b?c=1&amp;d=2">here</a>', 'here (https://a.example/b?c=1&d=2)'],
  ['<a href="https://a.example">https://a.example</a>', 'https://a.example'],
  ['<p>a <b>bold</b> <i>word</i></p>', 'a bold word'],
  ['<h1>Rechnung für Ana</h1><h3>iPhone</h3>', 'Rechnung für Ana\n\n\niPhone'],
  [
    '<table><tr><th>Plan</th><td>Team</td></tr><tr><th>Seats</th><td>5</td></tr></table>',
    'Plan\nTeam\nSeats\n5',
  ],
  ['<script>alert(1)</script><style>p{}</style><p>Hi</p>', 'Hi'],
  ['<!-- hidden --><p>Hi</p>', 'Hi'],
  ['<p>unclosed <b>tags', 'unclosed tags'],
  ['<p>أين <b>فاتورتي</b>؟</p>', 'أين فاتورتي؟'],
  ['<p>請求書は<br/>どこ？</p>', '請求書は\nどこ？'],
])('reads %j as text', (body, text) => {
  expect(bodyText(body)).toEqual({ text, images: 0 })
})

test.each([
  ['<p>See <img src="https://a.example/x.png"></p>', 'See', 1],
  ['<img src="1"><IMG src="2" /><p>two</p><img\nsrc="3">', 'two', 3],
  ['<img src="https://a.example/x.png" alt="my card number">', '', 1],
  ['<p>&lt;img src="x"&gt;</p>', '<img src="x">', 0],
  ['<imgur>no</imgur>', 'no', 0],
])('counts the images of %j', (body, text, images) => {
  expect(bodyText(body)).toEqual({ text, images })
})

test('marks what is quoted, as deep as it goes', () => {
  expect(bodyText('<p>New</p><blockquote>Old<blockquote>Older</blockquote></blockquote>').text).toBe(
    'New\n\n> Old\n> \n> > Older',
  )
})

test.each([
  ['a\0b', 'ab'],
  ['<p>a\0b&#0;</p>', 'ab�'],
  ['half \ud83d a pair \udc4d', 'half � a pair �'],
  ['<p>half \ud83d</p>', 'half �'],
  ['<p>whole 👍</p>', 'whole 👍'],
])('gives what Postgres can keep of %j', (body, text) => {
  expect(bodyText(body).text).toBe(text)
})

test.each([
  ['plain text', 'word '.repeat(20_000)],
  ['paragraphs', '<p>word</p>'.repeat(9_000)],
  ['open brackets', '<'.repeat(100_000)],
  ['tags that never end', '<a '.repeat(33_000)],
  ['nesting', '<div>'.repeat(20_000)],
  ['nested quotes', '<blockquote>x'.repeat(8_000)],
  ['entities', '<p>&amp;'.repeat(13_000)],
])('reads 100 kB of %s', (_case, body) => {
  expect(bodyText(body).text.length).toBeLessThanOrEqual(body.length)
})

test('never fails, and never gives what cannot be kept', () => {
  const fragment = fc.constantFrom(
    '<p>',
    '</p>',
    '<b',
    '>',
    '&',
    '&amp;',
    '<!--',
    '-->',
    '"',
    '<a href=',
    '\0',
    '\ud800',
  )
  const body = fc.array(fc.oneof(fragment, fc.string({ unit: 'binary' })), { maxLength: 30 })
  fc.assert(
    fc.property(body, (pieces) => {
      const { text, images } = bodyText(pieces.join(''))
      expect(text).not.toContain('\0')
      expect(text.isWellFormed()).toBe(true)
      expect(images).toBeGreaterThanOrEqual(0)
    }),
    { numRuns: 500 },
  )
})
