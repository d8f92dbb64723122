import { describe, expect, test } from 'vitest'
import { judgeClock } from '../../../src/commands/doctor/check-clock.ts'
import { judgeFreeSpace, judgeHolder, judgeMemory } from '../../../src/commands/doctor/check-data-folder.ts'
import { judgeKnowledge, judgeTopics } from '../../../src/commands/doctor/check-knowledge.ts'
import { judgeModel, judgeSpend } from '../../../src/commands/doctor/check-model.ts'
import { judgeModes } from '../../../src/commands/doctor/check-modes.ts'
import { judgeNode } from '../../../src/commands/doctor/check-node.ts'
import { judgeReached } from '../../../src/commands/doctor/check-public-address.ts'
import { judgeChanged } from '../../../src/commands/doctor/check-settings.ts'
import { judgeSources, judgeSourcesIn } from '../../../src/commands/doctor/check-sources.ts'
import { judgeBots, judgeRate } from '../../../src/commands/doctor/check-traffic.ts'
import { judgeAnswer, judgeStored } from '../../../src/commands/doctor/check-vectors.ts'
import { judgeContentTopics, judgeWebhooks } from '../../../src/commands/doctor/check-webhooks.ts'
import type { Finding } from '../../../src/commands/doctor/finding.ts'
import { readConfig } from '../../../src/config/parse-config.ts'
import { Settings } from '../../../src/config/settings.ts'
import type { Article } from '../../../src/domain/article.ts'
import { contentTopics, WEBHOOK_TOPICS } from '../../../src/intercom/webhook-topics.ts'
import type { SourceStatus } from '../../../src/knowledge/sources/source-status.ts'
import { MODEL_FAILURES } from '../../../src/model/ask-model.ts'

const NOW = new Date('2026-11-25T12:00:00Z')

/** `level found → fix`, as a person reads it. */
const inShort = ({ level, found, fix }: Finding) => `${level}: ${found}${fix ? ` → ${fix}` : ''}`

test.each([
  [{ version: '26.10.0', installed: '26.10.0' }, 'ok: 26.10.0, the one that npm ci has installed'],
  [{ version: '24.1.0' }, 'ok: 24.1.0'],
  [
    { version: '22.18.0', installed: '26.10.0' },
    /^warn: 22\.18\.0, but npm ci has installed 26\.10\.0.*npm start/,
  ],
])('Node: %j', (facts, said) => {
  expect(inShort(judgeNode(facts))).toMatch(said)
})

test.each([
  [50_000_000_000, 'ok: 50 GB free'],
  [999_000_000, 'warn: 999 MB free'],
  [99_000_000, 'fail: 99 MB free'],
])('a disk with %d bytes left', (free, said) => {
  expect(inShort(judgeFreeSpace(free))).toMatch(said)
})

test.each([
  [{ kind: 'new' }, 'ok: data is not there yet'],
  [
    { kind: 'held', pid: 7, problem: 'Try again.' },
    'fail: data is held by process 7, which does not answer → Try again.',
  ],
  [{ kind: 'unreachable', error: new Error('x') }, 'skipped: data could not be opened'],
  [{ kind: 'not_asked' }, 'skipped: DATABASE_URL is wrong'],
] as const)('a data folder whose reading is %j', (reading, said) => {
  expect(inShort(judgeHolder('data', reading))).toContain(said)
})

test('a database in memory is warned of, no other', () => {
  expect(judgeMemory('pglite:memory://').map(({ level }) => level)).toEqual(['warn'])
  expect(judgeMemory('pglite:.data/pglite')).toEqual([])
})

test.each([
  [{}, ['skipped: there was no other clock']],
  [{ intercomMs: 4_900, databaseMs: -4_900 }, ['ok: the same as that of Intercom and the database']],
  [{ intercomMs: 5_100 }, ['warn: this machine is 5 s behind Intercom']],
  [{ intercomMs: -59_000, databaseMs: 10 }, ['warn: this machine is 59 s ahead of Intercom']],
  [
    { intercomMs: 61_000, databaseMs: -3_600_000 },
    ['fail: this machine is 61 s behind Intercom', 'fail: this machine is 3600 s ahead of the database'],
  ],
])('clocks that differ by %j', (clocks, said) => {
  const found = judgeClock(clocks).map(inShort)
  expect(found.map((line, index) => line.startsWith(said[index] ?? '?'))).toEqual(said.map(() => true))
})

const anArticle = (path: string, more: Partial<Article> = {}): Article => ({
  path,
  topic: path.split('/')[0] ?? '',
  title: path,
  audience: 'public',
  locale: 'en',
  sample: false,
  text: 'Text.',
  blocks: [{ kind: 'prose', parts: ['Text.'] }],
  version: path,
  ...more,
})

describe('sources', () => {
  const status: SourceStatus = {
    name: 'articles',
    use: 'public',
    owner: null,
    owners: [],
    articles: { en: 2, de: 1 },
    stale: 0,
    waiting: null,
    syncedAt: new Date(NOW.getTime() - 300_000).toISOString(),
    sweptAt: null,
    counts: null,
    failingSince: null,
    problem: null,
    running: null,
  }
  const failing = {
    failingSince: new Date(NOW.getTime() - 7_200_000).toISOString(),
    problem: 'HTTP 403. Do this.',
  }
  const judge = (more: Partial<SourceStatus>) => judgeSources([{ ...status, ...more }], NOW).map(inShort)

  test.each<[string, Partial<SourceStatus>, readonly string[]]>([
    ['is up to date', {}, ['ok: articles: 3 articles, synced 5 minutes ago']],
    [
      'was never read',
      { articles: {}, syncedAt: null },
      ['skipped: articles: 0 articles: it is read once the service runs'],
    ],
    [
      'fails and still serves',
      failing,
      [
        'warn: articles: 3 articles, synced 5 minutes ago; failing for 2 hours: HTTP 403. Do this. → Do what it says, then: npx firstline knowledge sync articles',
      ],
    ],
    [
      'fails and has nothing',
      { ...failing, articles: {}, syncedAt: null },
      [expect.stringMatching(/^fail: articles: 0 articles, never synced; failing for 2 hours/)],
    ],
    ['is switched off', { use: 'off' }, []],
  ])('one that %s', (_case, more, expected) => {
    expect(judge(more)).toEqual(expected)
  })

  test('are not looked at where the service has never run', () => {
    expect(judgeSourcesIn({ kind: 'new' }, NOW).map(inShort)).toEqual([
      'skipped: nothing was synced yet: the service has never run here',
    ])
  })
})

describe('knowledge', () => {
  type Others = { readonly problems?: readonly string[]; readonly others?: readonly string[] }
  const judge = (articles: readonly Article[], { problems = [], others = [] }: Others = {}) =>
    judgeKnowledge({
      folder: 'kb',
      articles,
      problems,
      samples: 'skip',
      others,
      reviewDays: 365,
      now: NOW,
    }).map(inShort)

  test('is counted by language and audience, samples apart', () => {
    const articles = [
      anArticle('a/1.md'),
      anArticle('a/2.md', { locale: 'de' }),
      anArticle('a/3.md', { audience: 'internal' }),
      anArticle('a/4.md', { sample: true }),
    ]
    expect(judge(articles)).toEqual([
      'ok: 3 articles in kb (en 2, de 1); 2 public, 1 internal; 1 sample skipped, only the sandbox uses them',
    ])
  })

  test.each([
    ['no article', []],
    ['samples alone', [anArticle('a/1.md', { sample: true })]],
    ['internal articles alone', [anArticle('a/1.md', { audience: 'internal' })]],
  ])('of %s is an error', (_case, articles) => {
    expect(judge(articles)).toEqual([expect.stringMatching(/^fail: .*FIRSTLINE_KNOWLEDGE/)])
  })

  test('of no article is only a warning where other sources may hold enough', () => {
    expect(judge([], { others: ['articles'] })).toEqual([
      expect.stringMatching(/^warn: kb holds nothing to answer from → Fine if articles is all that you need/),
    ])
    expect(judge([anArticle('a/1.md', { audience: 'internal' })], { others: ['articles'] })).toEqual([
      expect.stringMatching(/^ok: 1 article/),
    ])
  })

  test('is stale from the day after review_days on, and never where nobody has set a date', () => {
    const articles = [
      anArticle('a/day.md', { reviewed: '2025-11-25' }),
      anArticle('a/old.md', { reviewed: '2025-11-24' }),
      anArticle('a/undated.md'),
    ]
    expect(judge(articles)[1]).toMatch(/^warn: 1 article reviewed more than 365 days ago: a\/old\.md →/)
    expect(judge(articles.toSpliced(1, 1))).toHaveLength(1)
  })

  test('with many problems names the first ones, and what can be used all the same', () => {
    const problems = Array.from({ length: 10 }, (_, index) => `a/${index}.md, line 1: broken`)
    const found = judge([anArticle('a/1.md')], { problems })
    expect(found).toHaveLength(10)
    expect(found[8]).toMatch(/^fail: 2 more problems in kb/)
    expect(found[9]).toMatch(/^ok: 1 article/)
  })

  test('of topics that have no folder', () => {
    const topics = Settings.parse({ topics: [{ name: 'biling' }, { name: 'zoo' }, { name: 'data' }] }).topics
    expect(judgeTopics(topics, ['billing', 'data']).map(inShort)).toEqual([
      expect.stringContaining('warn: "biling" has no folder with articles'),
      expect.stringContaining('→ Topics with articles: billing, data.'),
    ])
    expect(judgeTopics(topics.slice(2), ['data']).map(inShort)).toEqual(['ok: 1 topic with a folder each'])
    expect(judgeTopics([], ['data'])).toEqual([])
  })
})

describe('modes', () => {
  const row = { who: 'maya', at: '2026-11-25T10:00:00.000Z' }
  const settings = Settings.parse({ mode: 'auto', topics: [{ name: 'billing', mode: 'suggest' }] })

  test.each([
    [settings, [], ['ok: auto, billing: suggest']],
    [settings, undefined, ['ok: auto, billing: suggest (the switch could not be looked up)']],
    [
      settings,
      [{ ...row, topic: '*', mode: 'off' as const }],
      [
        'warn: off. Everything was switched to off by maya at 2026-11-25T10:00:00.000Z → Lift it by: npx firstline switch auto',
      ],
    ],
    [
      settings,
      [{ ...row, topic: 'billing', mode: 'shadow' as const }],
      [
        expect.stringMatching(
          /^warn: auto, billing: shadow\. The topic billing .* switch auto --topic billing$/,
        ),
      ],
    ],
    [settings, [{ ...row, topic: '*', mode: 'auto' as const }], ['ok: auto, billing: suggest']],
    [Settings.parse({ mode: 'off' }), [], [expect.stringMatching(/^warn: off: nothing is answered/)]],
    [
      Settings.parse({ mode: 'suggest', pilot: { contacts: ['1', '2'], share: 0.05 } }),
      [],
      ['ok: suggest; pilot: 2 listed contacts and 5 % of all others'],
    ],
  ])('%#', (given, switches, said) => {
    expect(judgeModes({ settings: given }, switches).map(inShort)).toEqual(said)
  })

  test('of a service that was started with other settings', () => {
    const reading = readConfig({})
    expect(judgeChanged(reading, { pid: 7, settingsHash: reading.config.settingsHash })).toEqual([])
    expect(judgeChanged(reading, { pid: 7, settingsHash: 'other' }).map(inShort)).toEqual([
      expect.stringMatching(
        /^warn: firstline\.yaml is not what the running service \(process 7\) was started with/,
      ),
    ])
  })
})

describe('webhooks', () => {
  const at = (hoursAgo: number) => new Date(NOW.getTime() - hoursAgo * 3_600_000).toISOString()
  const judge = (topics: readonly string[], hoursAgo = 1) =>
    judgeWebhooks({
      notifications: topics.map((topic) => ({ topic, at: at(hoursAgo) })),
      now: NOW,
      url: 'https://bot.example/webhooks/intercom',
    }).map(inShort)

  test.each([
    [[], /^warn: no notification has ever been accepted → .*https:\/\/bot\.example\/webhooks\/intercom/],
    [['ticket.created'], /^warn: no notification has ever been accepted/],
    [WEBHOOK_TOPICS, /^ok: heard of 15 of 15 topics, last \S+ 1 hour ago$/],
    [
      WEBHOOK_TOPICS.slice(0, 10),
      /^ok: heard of 10 of 15 topics.*not yet: conversation\.deleted, conversation_part/,
    ],
    [WEBHOOK_TOPICS.slice(1), /^warn: heard of 14 of 15.*→ Without conversation\.user\.created, nothing/],
  ])('heard of %j', (topics, said) => {
    expect(judge(topics)).toEqual([expect.stringMatching(said)])
  })

  test.each([
    [
      [],
      'articles',
      /^ok: of knowledge: nothing heard yet\. .* article\.created, .*article\.deleted \(Developer Hub/,
    ],
    [
      ['article.updated'],
      'articles',
      /^ok: of knowledge: heard of 1 of 5 topics, last article\.updated 1 hour ago; not yet: /,
    ],
    [['article.updated'], 'snippets', /nothing heard yet\. .*content_snippet\.created/],
  ] as const)('heard %j with the source %s', (topics, source, said) => {
    const heard = topics.map((topic) => ({ topic, at: at(1) }))
    const judged = judgeContentTopics({ topics: contentTopics([source]), heard, now: NOW })
    expect(judged.map(inShort)).toEqual([expect.stringMatching(said)])
  })

  test('of a workspace whose content is not used are not named', () => {
    expect(judgeContentTopics({ topics: contentTopics(['macros']), heard: [], now: NOW })).toEqual([])
  })

  test('that have been silent for more than a week may be suspended', () => {
    expect(judge(WEBHOOK_TOPICS, 7 * 24 + 1)[0]).toMatch(/^warn: .* 7 days ago → .*suspended/)
  })
})

test.each([
  [{ looked: 0, withFin: 0, read: 0, withOperator: 0 }, 'skipped: there are no conversations'],
  [{ looked: 50, withFin: 0, read: 3, withOperator: 0 }, 'ok: no Fin in the newest 50 conversations'],
  [
    { looked: 2, withFin: 0, read: 2, withOperator: 1 },
    'ok: no Fin in the newest 2 conversations; Operator or a workflow wrote in 1 of the 2 newest',
  ],
  [
    { looked: 50, withFin: 4, read: 3, withOperator: 0 },
    'warn: Fin took part in 4 of the newest 50 conversations',
  ],
])('other bots: %j', (facts, said) => {
  expect(inShort(judgeBots(facts))).toContain(said)
})

test.each([
  [undefined, 'skipped'],
  [{ limit: 1_667, left: 1_650 }, 'ok: 1,650 of 1,667 calls left'],
  [{ limit: 1_667, left: 100 }, 'warn: 100 of 1,667 calls left'],
])('a rate limit of %j', (limit, said) => {
  expect(inShort(judgeRate(limit))).toContain(said)
})

test.each([
  [{ kind: 'status', status: 200 }, 'ok'],
  [{ kind: 'status', status: 301 }, 'fail'],
  [{ kind: 'status', status: 404 }, 'fail'],
  [{ kind: 'status', status: 502 }, 'warn'],
  [{ kind: 'error', code: 'ENOTFOUND' }, 'fail'],
  [{ kind: 'error', code: 'CERT_HAS_EXPIRED' }, 'fail'],
  [{ kind: 'error', code: 'TimeoutError' }, 'fail'],
] as const)('a public address that answers %j', (reached, level) => {
  const found = judgeReached('https://bot.example', reached)
  expect(found.level).toBe(level)
  expect(found.fix !== undefined).toBe(level !== 'ok')
})

describe('a model', () => {
  const tried = { model: 'm1', requests: 1, tookMs: 1_240, costUsd: 0.000_123_4 }

  test('that works is told with its time and its cost, as far as it is known', () => {
    expect(inShort(judgeModel(tried, {}))).toBe('ok: m1 at OpenAI filled in a form in 1.2 s for $0.00012')
    expect(
      inShort(judgeModel({ ...tried, costUsd: null }, { baseUrl: 'http://me:pass@127.0.0.1:1/v1?k=1' })),
    ).toBe('ok: m1 at http://127.0.0.1:1/v1 filled in a form in 1.2 s')
    expect(judgeModel({ ...tried, requests: 2 }, {}).level).toBe('warn')
  })

  test.each(MODEL_FAILURES)('that fails because %s has a way to mend it', (because) => {
    expect(inShort(judgeModel({ ...tried, because }, {}))).toMatch(
      /^fail: m1 at OpenAI: .+ → .+ by quoting\.$/,
    )
  })

  test.each([
    [401, 'OPENAI_API_KEY'],
    [404, 'there is a model "m1"'],
    [400, 'function calling'],
  ])('that refuses with %i', (status, fix) => {
    const found = inShort(judgeModel({ ...tried, because: 'refused', status }, {}))
    expect(found).toContain(`(HTTP ${status})`)
    expect(found).toContain(fix)
  })

  const price = { input: 1, output: 2 }
  test.each([
    [
      { models: ['a', 'b'], prices: { a: price }, limit: undefined, spent: 1 },
      /^warn: the price of b is not known/,
    ],
    [
      { models: ['a'], prices: { a: price }, limit: undefined, spent: undefined },
      /^ok: prices known; no limit/,
    ],
    [
      { models: ['a'], prices: { a: price }, limit: 20, spent: 1.5 },
      /^ok: at most \$20 a day, \$1\.50 spent today$/,
    ],
  ])('and its spending: %j', (facts, said) => {
    expect(inShort(judgeSpend(facts))).toMatch(said)
  })
})

describe('vectors', () => {
  const space = {
    model: 'e1',
    state: 'serving',
    dimensions: 3,
    embedded: 12,
    waiting: 0,
    problem: null,
  }
  const facts = { extension: 'ready' as const, spaces: [space], chunks: 12 }
  const inAll = (...stored: Parameters<typeof judgeStored>) => judgeStored(...stored).map(inShort)

  test('that are there, that wait, and that are held up', () => {
    expect(inAll('e1', facts)).toEqual(['ok: all 12 chunks have a vector of e1'])
    expect(inAll('e1', { ...facts, spaces: [] })).toEqual(['ok: 12 of 12 chunks wait for a vector of e1'])
    expect(inAll('e2', facts)).toEqual(['ok: 12 of 12 chunks wait for a vector of e2; e1 serves until then'])
    const held = { ...space, waiting: 5, problem: 'the server is away.' }
    expect(inAll('e1', { ...facts, spaces: [held] })).toEqual([
      'warn: 5 of 12 chunks wait for a vector of e1 → The server is away.',
    ])
  })

  test.each([
    ['missing', 'install it on the server'],
    ['forbidden', '"create extension vector"'],
    ['too_old', 'upgrade it'],
  ] as const)('that this database cannot search: %s', (extension, fix) => {
    const [found = ''] = inAll('e1', { ...facts, extension })
    expect(found).toMatch(/^warn: /)
    expect(found).toContain(fix)
    expect(found).toContain('by words alone')
  })

  test.each(MODEL_FAILURES)('that a model does not give because %s', (because) => {
    const answer = { kind: 'failed', because } as const
    expect(inShort(judgeAnswer({ embedding: 'e1' }, { answer, tookMs: 1 }))).toMatch(
      /^fail: e1 at OpenAI gives no vector → The embedding model e1 .+ by words alone for what is missing\.$/,
    )
  })

  test('that a model gives', () => {
    const answer = { kind: 'vectors', vectors: [[1, 2, 3]] } as const
    const found = judgeAnswer({ embedding: 'e1', baseUrl: 'http://me:pass@m:1/v1' }, { answer, tookMs: 340 })
    expect(inShort(found)).toBe('ok: e1 at http://m:1/v1 gave 3 numbers in 0.3 s')
  })
})
