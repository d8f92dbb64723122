import { expect, test } from 'vitest'
import { barOf, createProgressBar } from '../../src/commands/knowledge/progress-bar.ts'
import { gapsInWords } from '../../src/commands/knowledge/gaps-in-words.ts'
import { searchInWords } from '../../src/commands/knowledge/search-in-words.ts'
import { statusInWords } from '../../src/commands/knowledge/status-in-words.ts'
import { syncInWords } from '../../src/commands/knowledge/sync-in-words.ts'
import type { SourceStatus } from '../../src/knowledge/sources/source-status.ts'
import type { FoundGap } from '../../src/operator/knowledge-gaps.ts'
import { startTalk, until } from '../support/a-talk.ts'
import { aRunningService } from './a-running-service.ts'

const service = aRunningService('knowledge: {articles: {use: public, owner: Docs}}\n')

test('syncs and tells how the sources stand beside a running service', async () => {
  await until('the help centre was read once', async () =>
    (await service().command('knowledge', 'status')).out.includes(
      'articles (public): 3 articles (de 1, en 2); synced',
    ),
  )
  const { code, out, err } = await service().command('knowledge', 'sync', 'articles', '--whole', '--json')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(JSON.parse(out)).toEqual({
    sources: [
      {
        kind: 'synced',
        name: 'articles',
        counts: { added: 0, changed: 0, removed: 0, unchanged: 3 },
        added: [],
        changed: [],
        removed: [],
      },
    ],
  })
  const status = await service().command('knowledge', 'status', '--json')
  expect(JSON.parse(status.out).sources).toMatchObject([
    { name: 'folder', use: 'on', problem: null },
    { name: 'articles', owner: 'Docs', articles: { de: 1, en: 2 }, sweptAt: expect.any(String) },
    { name: 'internal_articles', use: 'off', syncedAt: null },
    { name: 'snippets' },
    { name: 'macros' },
  ])
})

test('a failed source ends in 1, one that is not used or not known in 2', async () => {
  await fetch(`${service().sandbox.url}/play/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ faults: [{ match: { path: '^/articles', times: 9 }, status: 403 }] }),
  })
  const failed = await service().command('knowledge', 'sync')
  expect(failed).toMatchObject({
    code: 1,
    out: expect.stringMatching(/^folder: .* unchanged\narticles: failed\. GET/),
  })
  expect(await service().command('knowledge', 'sync', 'macros')).toMatchObject({
    code: 2,
    err: expect.stringContaining('set knowledge.macros.use in firstline.yaml'),
  })
  expect(await service().command('knowledge', 'sync', 'wiki')).toMatchObject({ code: 2, out: '' })
  expect(await service().command('knowledge', 'search', 'refund', '--locale', 'german')).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('such as en or pt-BR'),
  })
})

test('searches beside a running service, as a contact or as a teammate', async () => {
  const search = async (...words: string[]) =>
    JSON.parse((await service().command('knowledge', 'search', '--json', ...words)).out)
  const found = await search('how', 'do', 'I', 'reset', 'my', 'pasword?')
  expect(found).toMatchObject({
    question: 'how do I reset my pasword?',
    locale: 'en',
    audience: 'public',
    words: [{ meant: 'reset' }, { written: 'pasword', meant: 'password' }],
  })
  const [best] = found.passages
  expect(best).toMatchObject({ rank: 1, article: 'account/reset-password.md', version: expect.any(String) })
  const parts: number[] = Object.values(best.parts)
  expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(best.score)
  const articles = ({ passages }: { passages: { article: string }[] }) =>
    passages.map(({ article }) => article)
  const question = 'What is the maximum goodwill credit?'
  expect(articles(await search(question))).not.toContain('billing/goodwill-credits.md')
  expect(articles(await search(question, '--audience', 'internal'))[0]).toBe('billing/goodwill-credits.md')
  expect(articles(await search('Passwort', '--locale', 'de'))[0]).toBe('account/reset-password.de.md')
})

test('lists what no article answered, with examples of it, beside a running service; its log holds none of it', async () => {
  const { sandbox, command, printed } = service()
  const gaps = (...args: string[]) => command('knowledge', 'gaps', ...args)
  expect(await gaps('--days', '7')).toEqual({
    code: 0,
    err: '',
    out: 'No question of the last 7 days went unanswered for want of an article.\n',
  })
  await startTalk(sandbox, 'Can zeppelins carry hedgehogs?')
  await startTalk(sandbox, 'Would a zeppelin carry my hedgehog?')
  await startTalk(sandbox, 'I want to talk to a person')
  await until('both are judged', async () => JSON.parse((await gaps('--json')).out).total === 2)
  const { code, out } = await gaps()
  expect(code).toBe(0)
  expect(out).toMatch(
    /^No article answered 2 questions of the last 30 days: 1 gap\.\n\n {2}1\. zeppelins? carry hedgehogs?: /,
  )
  expect(out).toContain('"Can zeppelins carry hedgehogs?" (')
  expect(printed()).not.toMatch(/zeppelin/i)
})

test.each(['0', '1.5'])('says what is wrong with %j days', async (days) => {
  const { code, out, err } = await service().command('knowledge', 'gaps', '--days', days)
  expect(err).toContain('Expected a number of days from 1 to 3650, for example 30.')
  expect({ code, out }).toEqual({ code: 2, out: '' })
})

test('tells of a gap who asked, how, and what came nearest', () => {
  const gap: FoundGap = {
    language: 'en',
    words: ['Xero', 'export'],
    questions: 3,
    conversations: 2,
    firstAt: '2026-11-03T08:00:00.000Z',
    lastAt: '2026-11-25T08:00:00.000Z',
    examples: [{ conversationId: '215', text: 'Export\nto \u001b[31mXero?', at: '2026-11-25T08:00:00.000Z' }],
    closest: { article: 'data/export.md', title: 'Export your data', relevance: 0.314 },
  }
  const report = { days: 30, total: 3, read: 3, gaps: [gap] }
  expect(gapsInWords(report)).toEqual([
    'No article answered 3 questions of the last 30 days: 1 gap.',
    '',
    '  1. Xero export: 3 questions in 2 conversations, en, 2026-11-03 to 2026-11-25',
    '     "Export to [31mXero?" (215)',
    '     closest article: Export your data, data/export.md, relevance 0.31',
  ])
  const bare = { ...gap, questions: 1, conversations: 1, firstAt: gap.lastAt, examples: [], closest: null }
  const many = gapsInWords({ days: 1, total: 9, read: 8, gaps: Array.from({ length: 22 }, () => bare) })
  expect(many.slice(0, 5)).toEqual([
    'No article answered 9 questions of the last day: 22 gaps.',
    'Only the newest 8 were looked at; --days takes fewer days.',
    '',
    '  1. Xero export: 1 question in 1 conversation, en, 2026-11-25',
    '     no article came near',
  ])
  expect(many.at(-1)).toBe('And 2 more: --json lists all.')
})

test('shows what each place was earned with, and survives what an article may hold', () => {
  const parts = { words: 0.8, pairs: 0.2, pieces: 0.5, article: 0.1, earlier: 0 }
  const passage = {
    rank: 1,
    article: 'a/password.md',
    title: 'Reset your \u001b[31mpassword',
    url: null,
    locale: 'en',
    headings: ['For teammates'],
    position: 0,
    version: '0123456789abcdef',
    reviewed: '2026-11-16',
    score: 1.6,
    ranks: null,
    parts,
    matched: ['reset', 'password'],
    text: 'Click\n\n"Forgot password".',
  }
  const words = [{ written: 'pasword', meant: 'password', weight: 2 }]
  const asked = {
    question: 'pasword',
    locale: 'en',
    audience: 'public',
    features: {},
    words,
    vectors: null,
  } as const
  const lines = searchInWords(
    { ...asked, relevance: 0.914, passages: [passage] },
    new Date('2026-11-26T12:00:00Z'),
  )
  expect(lines.slice(0, 8)).toEqual([
    'Looked for: password (for "pasword") (en, as a contact)',
    'Of questions that look like this one, 91 in 100 are answered by the passage in first place.',
    '',
    '   #     score     words     pairs  spelling   article   passage',
    '',
    '   1      1.60      0.80      0.20      0.50      0.10   Reset your [31mpassword > For teammates: a/password.md',
    '      "Click "Forgot password"."',
    '      holds reset, password; part 1; reviewed 10 days ago; version 0123456789ab',
  ])
  const found = { ...asked, relevance: 0.914, vectors: 'searched' }
  const near = { ...passage, score: 1 / 61 + 1 / 63, ranks: { words: 3, vectors: 1 } }
  const far = { ...passage, rank: 2, score: 1 / 62, ranks: { words: null, vectors: 2 } }
  const fused = searchInWords({ ...found, passages: [near, far] }, new Date())
  expect(fused[3]).toBe(
    '   #     fused  by words by vector     words     pairs  spelling   article   passage',
  )
  expect(fused[5]).toMatch(/^ {3}1 {4}0\.0323 {8}3\. {8}1\. {6}0\.80/)
  expect(fused[9]).toMatch(/^ {3}2 {4}0\.0161 {9}- {8}2\. {6}0\.80/)
  const failed = searchInWords({ ...found, vectors: 'timeout', passages: [passage] }, new Date())
  expect(failed.slice(1, 2)).toEqual([expect.stringMatching(/^By words alone: .* no answer in time/)])
  const nothing = searchInWords({ ...asked, words: [], relevance: 0, passages: [] }, new Date())
  expect(nothing.join(' ')).toMatch(/no word names a subject.*No article holds any of these words/)
})

test('names a handful of articles, and how many more there are', () => {
  const added = [{ path: 'a/1.md', title: '\u001b[2JOne\n' }, { path: 'a/2.md' }]
  const counts = { added: 7, changed: 0, removed: 1, unchanged: 3 }
  expect(
    syncInWords([
      { kind: 'synced', name: 'folder', counts, added, changed: [], removed: [{ path: 'a/9.md' }] },
    ]),
  ).toEqual([
    'folder: 7 added, 0 changed, 1 removed, 3 unchanged',
    '  added  a/1.md   [2JOne ',
    '  added  a/2.md',
    '  added  and 5 more',
    '  removed  a/9.md',
  ])
  expect(syncInWords([{ kind: 'busy', name: 'articles' }])).toEqual([expect.stringContaining('under way')])
  expect(syncInWords([])).toEqual(['No source is in use.'])
})

test('says of a source how long it fails, and how far a sync has come', () => {
  const status: SourceStatus = {
    name: 'articles',
    use: 'public',
    owner: null,
    owners: [],
    articles: { en: 2 },
    stale: 1,
    waiting: null,
    syncedAt: '2026-11-26T09:00:00Z',
    sweptAt: null,
    counts: null,
    failingSince: '2026-11-26T10:00:00Z',
    problem: 'HTTP 500.\nTry again.',
    running: { done: 50, total: null },
  }
  const now = new Date('2026-11-26T12:00:00Z')
  expect(statusInWords({ sources: [status], vectors: null }, now)).toEqual([
    'articles (public): 2 articles (en 2), 1 stale; synced 3 hours ago; no owner',
    '  a sync is under way: 50 of an unknown number',
    '  failing for 2 hours: HTTP 500.\n  Try again.',
  ])
  const owners = ['A\u001bna', 'Ben', 'Cleo', 'Dan', 'Eve', 'Finn'].map((name) => ({ name, articles: 1 }))
  const tended = { ...status, owner: 'Docs', owners, waiting: 7, failingSince: null, running: null }
  const vectors = { model: 'm-1', problem: 'the embedding model m-1 refuses the key. Check OPENAI_API_KEY.' }
  expect(statusInWords({ sources: [tended], vectors }, now)).toEqual([
    'articles (public): 2 articles (en 2), 1 stale; synced 3 hours ago; looked after by Docs',
    '  articles with an owner of their own: A na 1, Ben 1, Cleo 1, Dan 1, Eve 1, and 1 more',
    '  7 chunks wait for a vector of m-1: found by their words until then',
    'Vectors: the embedding model m-1 refuses the key. Check OPENAI_API_KEY.',
  ])
})

test.each([
  [{ name: 'folder', done: 120, total: 240 }, `folder  ${'█'.repeat(15)}${'░'.repeat(15)}  120 of 240`],
  [{ name: 'folder', done: 300, total: 240 }, `folder  ${'█'.repeat(30)}  300 of 240`],
  [{ name: 'folder', done: 0, total: 0 }, `folder  ${'█'.repeat(30)}  0 of 0`],
  [{ name: 'articles', done: 50 }, 'articles  50 read'],
] as const)('draws %j', (progress, bar) => {
  expect(barOf(progress)).toBe(bar)
})

test('draws nothing where nobody sees it', () => {
  const written: string[] = []
  const bar = (isTTY: boolean) =>
    createProgressBar({ isTTY, columns: 20, write: (text: string) => written.push(text) })
  bar(false).show({ name: 'folder', done: 1, total: 2 })
  bar(false).clear()
  expect(written).toEqual([])
  bar(true).show({ name: 'folder', done: 1, total: 2 })
  expect(written.join('').replace('\r\u001b[2K', '')).toHaveLength(19)
})
