import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { intercomPath } from '../../src/domain/knowledge-source.ts'
import { applyChanges } from '../../src/knowledge/apply-changes.ts'
import { createSyncKnowledge } from '../../src/knowledge/sync-knowledge.ts'
import { createRetrieve } from '../../src/retrieval/retrieve.ts'
import type { Db, Tx } from '../../src/store/db.ts'
import { addPostings, openShelf } from '../../src/store/postings.ts'
import {
  article,
  articleVersion,
  chunk,
  posting,
  shelf,
  vocabulary,
} from '../../src/store/schema/knowledge.ts'
import { Crash } from '../support/a-crash.ts'
import { readServedArticles } from '../../src/store/served-articles.ts'
import { aStore } from './a-store.ts'
import { anArticle } from './an-article.ts'

const { db } = aStore()
const sync = (...articles: Parameters<ReturnType<typeof createSyncKnowledge>>[0]) =>
  createSyncKnowledge({ db: db() })(articles)

const refunds = anArticle()
const prices = anArticle({
  path: 'billing/prices.md',
  title: 'Prices',
  text: 'The Pro plan is 9 EUR a month.',
})

test('tells what was added, changed, removed and left alone', async () => {
  expect(await sync(refunds, prices)).toEqual({ added: 2, changed: 0, removed: 0, unchanged: 0 })
  expect(await sync(refunds, prices)).toEqual({ added: 0, changed: 0, removed: 0, unchanged: 2 })
  const newRefunds = anArticle({ text: 'You can ask for a refund within 30 days.' })
  expect(await sync(newRefunds)).toEqual({ added: 0, changed: 1, removed: 1, unchanged: 0 })
})

/** Somebody who is just connecting to the same server may still look at what was before. */
const TRIES = 10

test('leaves an index that is searched without a look at its rows', async () => {
  const seen = sql`select relallvisible > 0 and relallvisible = relpages as "isSeen" from pg_class where oid = 'posting'::regclass`
  const found: unknown[] = []
  for (let day = 1; day <= TRIES && !found.includes(true); day++) {
    await sync(refunds, anArticle({ path: 'billing/prices.md', text: `The Pro plan is ${day} EUR a month.` }))
    found.push(...(await db().execute(seen, 'objects')).map((row) => row['isSeen']))
  }
  expect(found).toContain(true)
})

test('does not touch what has not changed', async () => {
  await sync(refunds, prices)
  const before = await db().select().from(article)
  await sync(refunds, prices)
  expect(await db().select().from(article)).toEqual(before)
})

test('keeps old versions and their chunks for replay, without postings', async () => {
  await sync(refunds)
  const [old] = await db().select().from(chunk)
  await sync()
  expect(await db().select().from(articleVersion)).toHaveLength(1)
  expect(await db().select().from(chunk)).toEqual([old])
  expect(await db().select().from(posting)).toEqual([])
})

test('counts back to nothing when everything is removed', async () => {
  await sync(refunds, prices, anArticle({ path: 'a/b.md', audience: 'internal' }))
  await sync()
  expect(await db().select().from(vocabulary)).toEqual([])
  for (const sums of await db().select().from(shelf)) {
    expect(sums).toMatchObject({ chunks: 0, titleWords: 0, bodyWords: 0 })
  }
})

test('gives the same index whichever way it was reached', async () => {
  const indexNow = async () => {
    const order = sql`order by 1, 2, 3`
    const words = await db().execute(sql`select shelf, term, chunks from ${vocabulary} ${order}`, 'objects')
    const sums = await db().execute(
      sql`select chunks, title_words, body_words from ${shelf} ${order}`,
      'objects',
    )
    return { words, sums }
  }
  await sync(refunds, prices)
  const direct = await indexNow()
  await sync(
    anArticle({ text: 'Something else entirely.' }),
    anArticle({ path: 'a/b.md', text: 'Gone soon.' }),
  )
  await sync(refunds, prices)
  expect(await indexNow()).toEqual(direct)
})

test('what a word adds follows the average length of chunks as the collection drifts', async () => {
  const gains = async () =>
    (
      await db().execute(
        sql`select term, round(gain::numeric, 3)::float8 as gain from ${posting} join ${chunk} on number = posting.chunk
          where article_version = ${refunds.version} order by term`,
        'objects',
      )
    ).map(({ term, gain }) => [term, gain])
  const long = Array.from({ length: 20 }, (_, index) =>
    anArticle({ path: `long/${index}.md`, text: `Refund rule ${index} holds for a charge. `.repeat(20) }),
  )
  await sync(refunds)
  const alone = await gains()
  await sync(refunds, anArticle({ path: 'billing/as-long.md' }))
  expect(await gains()).toEqual(alone)
  await sync(refunds, ...long)
  const drifted = await gains()
  expect(drifted).not.toEqual(alone)
  await sync()
  await sync(...long, refunds)
  expect(await gains()).toEqual(drifted)
})

test('finds the old chunks again when an article goes back to an earlier version', async () => {
  await sync(refunds)
  await sync(anArticle({ text: 'Another text.' }))
  expect(await sync(refunds)).toMatchObject({ changed: 1 })
  expect(await db().select().from(chunk)).toHaveLength(2)
})

test('indexes anew what was indexed in another format', async () => {
  await sync(refunds)
  await db().update(article).set({ format: -1 })
  expect(await sync(refunds)).toMatchObject({ changed: 1, unchanged: 0 })
  expect(await db().select().from(shelf)).toMatchObject([{ chunks: 1 }])
})

test('chunks of an earlier cutting stay for replay, and are no part of what is served', async () => {
  await sync(refunds)
  const old = { id: 'old', position: 0, text: 'Cut otherwise.', articleVersion: refunds.version }
  await db().insert(chunk).values(old)
  for await (const page of readServedArticles(db())) {
    expect(page.map(({ texts }) => texts)).toEqual([[refunds.text]])
  }
  expect.assertions(1)
})

test('several instances may sync at once', async () => {
  const reports = await Promise.all([sync(refunds, prices), sync(refunds, prices), sync(refunds, prices)])
  expect(reports.map(({ added }) => added).toSorted()).toEqual([0, 0, 2])
  expect(await db().select().from(shelf)).toMatchObject([{ chunks: 2 }])
})

test('changes nothing when it fails half-way', async () => {
  await sync(refunds)
  const broken = anArticle({ path: 'a/b.md', text: 'A text with \0 in it.' })
  await expect(sync(anArticle({ text: 'New.' }), broken)).rejects.toThrow()
  expect(await db().select().from(article)).toMatchObject([{ version: refunds.version }])
})

/** A database whose process dies before the given statement of a transaction. */
const dyingAt = (at: number): Db => {
  let statements = 0
  const counted = (own: Tx): Tx =>
    new Proxy(own, {
      get: (target, name) => {
        if (STATEMENTS.includes(String(name))) statements += 1
        if (statements >= at) throw new Crash(`statement ${at}`)
        return Reflect.get(target, name, target)
      },
    })
  return new Proxy(db(), {
    get: (target, name) => {
      if (name !== 'transaction') return Reflect.get(target, name, target)
      const transaction: Db['transaction'] = (work, config) =>
        target.transaction((tx) => work(counted(tx)), config)
      return transaction
    },
  })
}
const STATEMENTS: readonly string[] = ['select', 'insert', 'update', 'delete', 'execute']

/** All that a contact can be answered from, and what the search rests on. */
const served = async () => {
  const ask = { earlier: [], language: 'en', samples: 'skip', audiences: ['public'] } as const
  const { passages } = await createRetrieve({ db: db() })({ ...ask, question: 'refund plan price ticket' })
  return {
    texts: passages.map(({ article: path, text }) => `${path}: ${text}`).toSorted(),
    shelves: await db().select().from(shelf),
    terms: (await db().select({ term: posting.term }).from(posting)).map(({ term }) => term).toSorted(),
  }
}

test('wherever a sync dies, the old versions are served whole until the new ones are', async () => {
  await sync(refunds, prices)
  const before = await served()
  const newer = [
    anArticle({ text: 'You can ask for a refund within 30 days.' }),
    anArticle({ path: 'help/tickets.md', title: 'Tickets', text: 'Every ticket has a number.' }),
  ]
  const syncDying = (at: number) =>
    createSyncKnowledge({ db: dyingAt(at) })(newer).then(
      () => 'whole',
      (error: unknown) => (error instanceof Crash ? 'died' : error),
    )
  let at = 1
  for (; (await syncDying(at)) === 'died' && (await servedPaths()).includes('billing/prices.md'); at++) {
    expect(await served()).toEqual(before)
  }
  expect(at).toBeGreaterThan(10)
  expect((await served()).texts).toEqual([
    'billing/refunds.md: You can ask for a refund within 30 days.',
    'help/tickets.md: Every ticket has a number.',
  ])
  expect(await sync(...newer)).toEqual({ added: 0, changed: 0, removed: 0, unchanged: 2 })
})

const servedPaths = async () =>
  (await db().select({ path: article.path }).from(article)).map(({ path }) => path)

test('takes an article in which every word is a stop word, and one of 100 kB', async () => {
  const long = 'Refunds arrive within five days, they say. '.repeat(2_400)
  expect(
    await sync(
      anArticle({ title: 'The', text: 'It is what it is.' }),
      anArticle({ path: 'a/b.md', text: long }),
    ),
  ).toMatchObject({ added: 2 })
})

test('takes more chunks in one commit than a statement has parameters for', async () => {
  await sync(refunds)
  const numbers = await db().execute(
    sql`insert into ${chunk} (id, article_version, position, text)
      select 'of a large file ' || n, ${refunds.version}::text, n, 'Text.' from generate_series(1, 10000) as n returning number`,
    'objects',
  )
  const lengths = { title: 'refunds', body: 'text', titleWords: 1, bodyWords: 1, terms: [] }
  const chunks = numbers.map((row) => ({ chunk: Number(row['number']), article: refunds.path, ...lengths }))
  await db().transaction(async (tx) => {
    const id = await openShelf(tx, { locale: 'en', audience: 'public', sample: false })
    await addPostings(tx, id, chunks)
  })
  expect(await db().select({ chunks: shelf.chunks }).from(shelf)).toEqual([{ chunks: 10_001 }])
})

test('leaves the articles of other sources alone', async () => {
  const path = intercomPath('articles', '7', 'en')
  const ofIntercom = anArticle({ path, topic: 'help' })
  await applyChanges({ db: db(), source: 'articles' }, { articles: [ofIntercom], gone: [] })
  expect(await sync(refunds)).toEqual({ added: 1, changed: 0, removed: 0, unchanged: 0 })
  expect(await sync()).toMatchObject({ removed: 1 })
  expect(await db().select({ path: article.path, source: article.source }).from(article)).toEqual([
    { path, source: 'articles' },
  ])
})

test('goes on where it was interrupted: what was committed is not done again', async () => {
  const many = Array.from({ length: 600 }, (_, n) => anArticle({ path: `a/${n}.md`, text: `Number ${n}.` }))
  const broken = anArticle({ path: 'a/599.md', text: 'A text with \0 in it.' })
  await expect(sync(refunds, ...many.slice(0, 599), broken)).rejects.toThrow()
  expect(await sync(refunds, ...many)).toEqual({ added: 101, changed: 0, removed: 0, unchanged: 500 })
})
