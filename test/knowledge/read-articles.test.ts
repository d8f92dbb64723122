import { execFileSync } from 'node:child_process'
import { truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { KnowledgeError } from '../../src/knowledge/knowledge-error.ts'
import { readArticles } from '../../src/knowledge/read-articles.ts'
import { aFile, aFolder } from './a-folder.ts'

const problemsOf = async (folder: string, samples: 'use' | 'skip' = 'use'): Promise<readonly string[]> => {
  const error = await readArticles(folder, { samples }).catch((thrown: unknown) => thrown)
  if (error instanceof KnowledgeError) return error.problems
  throw new Error('The folder was read without a problem.', { cause: error })
}

describe('reading a folder', () => {
  test('reads every field of the front matter', async () => {
    const frontMatter =
      'title: Refunds\nurl: https://help.example.com/refunds\naudience: internal\nlocale: pt-BR\nreviewed: 2026-03-31\nowner: Maya\nsample: true'
    const folder = await aFolder({ 'billing/refunds.md': aFile(frontMatter, 'We refund within 14 days.') })
    expect(await readArticles(folder, { samples: 'use' })).toMatchObject([
      {
        path: 'billing/refunds.md',
        topic: 'billing',
        title: 'Refunds',
        url: 'https://help.example.com/refunds',
        audience: 'internal',
        locale: 'pt',
        reviewed: '2026-03-31',
        owner: 'Maya',
        sample: true,
        text: 'We refund within 14 days.',
      },
    ])
  })

  test('takes an article with only a title for public and English', async () => {
    const folder = await aFolder({ 'billing/refunds.md': aFile('title: Refunds') })
    const [article] = await readArticles(folder, { samples: 'skip' })
    expect(article).toMatchObject({ audience: 'public', locale: 'en', sample: false })
    expect(article).not.toHaveProperty('url')
  })

  test('gives the same content the same version, and other content another one', async () => {
    const versionOf = async (body: string) => {
      const folder = await aFolder({ 'billing/refunds.md': aFile('title: Refunds', body) })
      return (await readArticles(folder, { samples: 'use' }))[0]?.version
    }
    expect(await versionOf('Fourteen days.')).toBe(await versionOf('Fourteen days.'))
    expect(await versionOf('Fourteen days.')).not.toBe(await versionOf('Thirty days.'))
  })

  test('reads files with Windows line ends and a byte order mark', async () => {
    const file = `\uFEFF${aFile('title: Refunds', 'One.\n\nTwo.').replaceAll('\n', '\r\n')}`
    const folder = await aFolder({ 'billing/refunds.md': file })
    expect((await readArticles(folder, { samples: 'use' }))[0]?.text).toBe('One.\n\nTwo.')
  })

  test('passes over a README at the top, hidden files and images', async () => {
    const folder = await aFolder({
      'README.md': 'How to write articles',
      '.DS_Store': '',
      'billing/.draft.md': 'no front matter',
      'billing/screen.png': new Uint8Array([137, 80]),
      'billing/refunds.md': aFile('title: Refunds'),
    })
    expect(await readArticles(folder, { samples: 'use' })).toHaveLength(1)
  })

  test('does not repeat the title that a body begins with', async () => {
    const folder = await aFolder({
      'billing/refunds.md': aFile('title: Refunds', '# Refunds\n\nWithin 14 days.'),
    })
    expect((await readArticles(folder, { samples: 'use' }))[0]?.text).toBe('Within 14 days.')
  })

  test('leaves samples out where they must not be used', async () => {
    const folder = await aFolder({
      'billing/refunds.md': aFile('title: Refunds\nsample: true'),
      'billing/prices.md': aFile('title: Prices'),
    })
    expect((await readArticles(folder, { samples: 'skip' })).map(({ title }) => title)).toEqual(['Prices'])
  })
})

describe('files that are not Markdown', () => {
  const read = async (path: string, content: string) => {
    const [article] = await readArticles(await aFolder({ [path]: content }), { samples: 'use' })
    return article
  }

  test('reads a page: its title, headings, lists, tables and links, and nothing of its menus and scripts', async () => {
    const page = `<!doctype html><html><head><title>Prices &amp;\n plans</title><style>p { color: red }</style></head>
      <body><nav><a href="/">Home</a></nav><h1>Prices &amp; plans</h1><h2>By month</h2>
      <table><thead><tr><th>Plan</th><th>Price</th></tr></thead><tr><td>Pro</td><td>9 EUR</td></tr></table>
      <ul><li>Pay by <b>card</b></li><li>See <a href="https://help.example.com/pay">how</a></li></ul>
      <script>track()</script><p>Never <i>closed`
    expect(await read('billing/prices.html', page)).toMatchObject({
      path: 'billing/prices.html',
      title: 'Prices & plans',
      audience: 'public',
      locale: 'en',
      text: 'By month\n\nPlan: Pro; Price: 9 EUR\n\n- Pay by card\n- See how (https://help.example.com/pay)\n\nNever closed',
    })
  })

  test.each([
    ['<h1>Opening <em>hours</em></h1><p>From nine.</p>', 'Opening hours'],
    ['<p>From nine.</p>', 'Our hours'],
  ])('titles the page %s', async (page, title) => {
    expect(await read('service/our-hours.html', page)).toMatchObject({ title, text: 'From nine.' })
  })

  test('reads plain text as it stands, titled by its file', async () => {
    expect(await read('service/how_to-call.txt', 'Call *us*.\n\n# 1 for sales\n')).toMatchObject({
      title: 'How to call',
      text: 'Call *us*.\n\n# 1 for sales',
    })
  })
})

describe('what is wrong with an article is told by file and line', () => {
  test.each([
    ['no front matter', 'Just text.', 'line 1: must begin with front matter'],
    ['front matter that never ends', '---\ntitle: Refunds\n', 'line 1: the front matter has no closing'],
    [
      'an unknown key',
      aFile('title: Refunds\naudiense: internal'),
      'line 3: unknown key "audiense". Did you mean "audience"?',
    ],
    [
      'a far-off key',
      aFile('title: Refunds\nseo_description: x'),
      'line 3: unknown key "seo_description". Known keys: title, url',
    ],
    ['no title', aFile('owner: Maya'), 'line 2: title must be'],
    ['an empty title', aFile('title: ""'), 'line 2: title must be'],
    ['a NUL in the title', aFile('title: "A\\0B"'), 'line 2: title must be'],
    [
      'a NUL in the address',
      aFile('title: A\nurl: "https://a.example/\\0"'),
      'line 3: url must be an address',
    ],
    [
      'text above the front matter',
      `Mind it.\n\n${aFile('title: A')}`,
      'line 1: must begin with front matter',
    ],
    ['blank lines above', `\n \n${aFile('title: A\naudiense: x')}`, 'line 5: unknown key'],
    ['a number as title', aFile('owner: Maya\ntitle: 2026'), 'line 3: title must be'],
    [
      'an address without a protocol',
      aFile('title: A\nurl: help.example.com'),
      'line 3: url must be an address',
    ],
    [
      'an address that runs code',
      aFile('title: A\nurl: "javascript:alert(1)"'),
      'line 3: url must be an address',
    ],
    [
      'an unknown audience',
      aFile('title: A\naudience: everyone'),
      'line 3: audience must be "public" or "internal"',
    ],
    ['a language name', aFile('title: A\nlocale: english'), 'line 3: locale must be a language such as en'],
    [
      'a date that does not exist',
      aFile('title: A\nreviewed: 2026-02-30'),
      'line 3: reviewed must be a date',
    ],
    [
      'a day to come',
      aFile('title: A\nreviewed: 2926-03-31'),
      'line 3: reviewed must be a day that has come',
    ],
    ['a date in another order', aFile('title: A\nreviewed: 31.03.2026'), 'line 3: reviewed must be a date'],
    ['yes instead of true', aFile('title: A\nsample: yes'), 'line 3: sample must be true or false'],
    ['broken YAML', aFile('title: "A\nowner: Maya'), 'line '],
    ['a key written twice', aFile('title: A\ntitle: B'), 'line 3: '],
    [
      'a title that YAML reads as an alias',
      aFile('owner: A\ntitle: *Important'),
      'line 3: a value that begins',
    ],
    ['an alias', aFile('title: &a A\nowner: *a'), 'line 3: a value that begins'],
    ['a list instead of keys', aFile('- title'), 'line 2: front matter must be'],
    ['empty front matter', '---\n---\n\nText.\n', 'line 2: title must be'],
    ['no text', aFile('title: A', '<!-- later -->'), 'has no text below its front matter'],
  ])('%s', async (_, file, expected) => {
    const folder = await aFolder({ 'billing/refunds.md': file })
    const [problem] = await problemsOf(folder)
    expect(problem).toContain(`billing/refunds.md, `)
    expect(problem).toContain(expected)
  })

  test.each([
    ['an empty file', 'a.md', '', 'billing/a.md: is empty'],
    ['an empty page', 'a.html', '<html><body></body></html>', 'billing/a.html: has no text in it'],
    ['a text of blanks', 'a.txt', ' \n\t ', 'billing/a.txt: has no text in it'],
    [
      'quotes within quotes without an end',
      'a.md',
      aFile('title: A', '> '.repeat(3_000)),
      'billing/a.md: cannot be read as Markdown: it is nested too deep',
    ],
    [
      'a table of HTML within tags without an end',
      'a.md',
      aFile('title: A', `${'<div>'.repeat(4_000)}<table>`),
      'billing/a.md: cannot be read as Markdown: it is nested too deep',
    ],
    [
      'Markdown with a NUL byte',
      'a.md',
      aFile('title: A', 'a\0b'),
      'billing/a.md: is not text: it has a NUL byte in it',
    ],
    [
      'a page with a NUL byte',
      'a.html',
      '<p>a\0b</p>',
      'billing/a.html: is not text: it has a NUL byte in it',
    ],
    ['a text with a NUL byte', 'a.txt', 'a\0b', 'billing/a.txt: is not text: it has a NUL byte in it'],
    [
      'a program that calls itself a text',
      'a.txt',
      new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0xff]),
      'billing/a.txt: is not UTF-8 text',
    ],
    [
      'HTML without an end to its tags',
      'a.html',
      '<div>'.repeat(20_000),
      'billing/a.html: cannot be read as HTML: its tags are nested too deep',
    ],
  ])('%s', async (_, name, content, expected) => {
    expect(await problemsOf(await aFolder({ [`billing/${name}`]: content }))).toEqual([expected])
  })

  test('a pipe, which would never end, and a folder that is named like what comes from Intercom', async () => {
    const folder = await aFolder({ 'a/b.md': aFile('title: A'), 'intercom:articles/7.md': aFile('title: B') })
    execFileSync('mkfifo', [join(folder, 'a/pipe.md')])
    expect(await problemsOf(folder)).toEqual([
      'intercom:articles/: cannot be the name of a topic: what comes from Intercom is named like this',
      'a/pipe.md: is not a regular file',
    ])
  })

  test('50 MB, which are not even read', async () => {
    const folder = await aFolder({ 'billing/huge.md': '' })
    await truncate(join(folder, 'billing/huge.md'), 50_000_000)
    expect(await problemsOf(folder)).toEqual([
      expect.stringMatching(/^billing\/huge\.md: has 50\.0 MB, and 5\.0 MB are the most/),
    ])
  })

  test('bytes that are not UTF-8', async () => {
    const folder = await aFolder({ 'billing/refunds.md': new Uint8Array([0x2d, 0xff, 0xfe]) })
    expect(await problemsOf(folder)).toEqual(['billing/refunds.md: is not UTF-8 text'])
  })

  test('all problems of all files at once', async () => {
    const folder = await aFolder({
      'refunds.md': aFile('title: Refunds'),
      'billing/notes.csv': 'Notes',
      'billing/old/refunds.md': aFile('title: Refunds'),
      'billing/plans.md': aFile('title: Plans\naudience: all\nlocale: german'),
    })
    expect(await problemsOf(folder)).toEqual([
      expect.stringMatching(/^billing\/notes\.csv: is not an article/),
      expect.stringMatching(/^billing\/old\/: lies too deep/),
      expect.stringMatching(/^refunds\.md: must lie in the folder of its topic/),
      expect.stringMatching(/^billing\/plans\.md, line 3: audience/),
      expect.stringMatching(/^billing\/plans\.md, line 4: locale/),
    ])
  })
})

describe('a folder without a usable article', () => {
  test('says so when it is not there', async () => {
    expect(await problemsOf('/nowhere/knowledge')).toEqual([expect.stringContaining('ENOENT')])
  })

  test('says so when it is empty', async () => {
    expect(await problemsOf(await aFolder({}))).toEqual([expect.stringContaining('holds no article')])
  })

  test('says so when it holds samples only', async () => {
    const folder = await aFolder({ 'billing/refunds.md': aFile('title: Refunds\nsample: true') })
    expect(await problemsOf(folder, 'skip')).toEqual([expect.stringContaining('only the sandbox uses')])
  })
})
