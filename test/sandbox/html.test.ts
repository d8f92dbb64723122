import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { htmlFromText } from '../../src/sandbox/html/body-html.ts'
import { plainText } from '../../src/sandbox/html/plain-text.ts'
import { readHtml } from '../../src/sandbox/html/read-html.ts'
import { writeHtml } from '../../src/sandbox/html/write-html.ts'

const clean = (html: string) => writeHtml(readHtml(html))

const SAFE_TAG =
  /^<(?:\/?(?:p|b|strong|i|em|u|s|ul|ol|li|br|blockquote|code|pre|h[1-4]|a)|a href="https?:\/\/[^"<>]*" target="_blank" rel="nofollow noopener noreferrer")>$/

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '&',
        '=',
        '/',
        ' ',
        '\n',
        '<a ',
        'href=',
        'javascript:',
        'https://a.example',
      ),
      fc.constantFrom(
        '<script>',
        '</script>',
        '<img src=x onerror=',
        '<p onclick="',
        '<!--',
        '-->',
        '&#x3c;',
        '&lt;',
      ),
      fc.constantFrom('<b>', '</b>', '<li>', "<A HREF='java\nscript:x'>", '</a>', '<svg/onload=', '\u0000'),
      fc.string(),
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''))

describe('cleaned HTML', () => {
  test('holds nothing but harmless tags, whatever goes in', () => {
    fc.assert(
      fc.property(hostile, (html) => {
        for (const tag of clean(html).match(/<[^>]*>?/g) ?? []) expect(tag).toMatch(SAFE_TAG)
      }),
      { numRuns: 2_000 },
    )
  })

  test('closes every tag it opens', () => {
    fc.assert(
      fc.property(hostile, (html) => {
        const cleaned = clean(html)
        for (const name of ['b', 'p', 'li', 'a']) {
          const opened = cleaned.match(new RegExp(`<${name}[ >]`, 'g'))?.length ?? 0
          expect(cleaned.match(new RegExp(`</${name}>`, 'g'))?.length ?? 0).toBe(opened)
        }
      }),
    )
  })

  test('is the same when cleaned again', () => {
    fc.assert(
      fc.property(hostile, (html) => {
        expect(clean(clean(html))).toBe(clean(html))
      }),
    )
  })

  test.each([
    ['<p>Hi <b>you</b></p>', '<p>Hi <b>you</b></p>'],
    ['<p onclick="x()">Hi</p>', '<p>Hi</p>'],
    ['<script>alert(1)</script>after', 'after'],
    ['<a href="javascript:alert(1)">x</a>', '<a>x</a>'],
    [
      '<a href=" https://a.example/?a=1&amp;b=2 ">x</a>',
      '<a href="https://a.example/?a=1&amp;b=2" target="_blank" rel="nofollow noopener noreferrer">x</a>',
    ],
    ['&lt;script&gt;', '&lt;script&gt;'],
    ['1 < 2 & 3', '1 &lt; 2 &amp; 3'],
    ['<b>open', '<b>open</b>'],
    ['</div><i>x</b></i>', '<i>x</i>'],
  ])('turns %s into %s', (html, cleaned) => expect(clean(html)).toBe(cleaned))

  test('takes one pass over hostile bodies of 100 kB', () => {
    const nasty = ['<a', '<a "', '<!--', '<aaaa', '&#', ' href=', '<p '].map((piece) =>
      piece.repeat(100_000 / piece.length),
    )
    expect(nasty.map((html) => clean(html).length > 0)).not.toContain(false)
  })
})

describe('plain text', () => {
  test('gives back what a contact typed', () => {
    const typed = fc
      .array(fc.stringMatching(/^\S+(?: \S+)*$/), { minLength: 1, maxLength: 5 })
      .map((lines) => lines.join('\n'))
    fc.assert(
      fc.property(typed, (text) => {
        expect(plainText(htmlFromText(text) ?? '')).toBe(text.trim())
      }),
    )
  })

  test.each([
    ['<p>One</p>\n<p>Two<br>Three</p>', 'One\n\nTwo\nThree'],
    ['<p>See <a href="https://a.example">here</a>.</p>', 'See here (https://a.example).'],
    ['<ul><li>a</li><li>b &amp; c</li></ul>', '- a\n- b & c'],
    ['<p>look <img src="https://a.example/x.png"></p>', 'look'],
  ])('shows %s as text', (html, text) => expect(plainText(html)).toBe(text))
})
