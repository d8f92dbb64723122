import { sql } from 'drizzle-orm'
import { afterAll, describe, expect, test } from 'vitest'
import type { Article } from '../../src/domain/article.ts'
import { createEmbedChunks } from '../../src/knowledge/embed-chunks.ts'
import { createSyncKnowledge } from '../../src/knowledge/sync-knowledge.ts'
import { createAllowance } from '../../src/model/allowance.ts'
import { createRetrieve, type RetrieveAsk } from '../../src/retrieval/retrieve.ts'
import { createVectorSearch, type VectorSearchDeps } from '../../src/retrieval/search-vectors.ts'
import type { MisbehaviourInput } from '../../src/sandbox/model/misbehaviour/misbehaviour.ts'
import { findServingSpace } from '../../src/store/embedding-spaces.ts'
import { embedding, embeddingSpace } from '../../src/store/schema/embeddings.ts'
import { modelCall } from '../../src/store/schema/model-calls.ts'
import { searchEmbeddings } from '../../src/store/search-embeddings.ts'
import { type Fence, findShelves } from '../../src/store/shelves.ts'
import { anArticle } from '../knowledge/an-article.ts'
import { aStore } from '../knowledge/a-store.ts'
import { ABOUT, anEmbedder, aScriptedModel, countEmbeddings } from '../model/an-embedder.ts'
import { canSearchVectors, NEEDS_VECTORS } from '../support/vector-support.ts'

const { db } = aStore()
const server = aScriptedModel()
const MODEL = 'scripted-embedding'
const failures: unknown[] = []
afterAll(() => expect(failures).toEqual([]))

/** Articles in the index, each chunk with its vector. */
const know = async (...articles: readonly Article[]) => {
  await createSyncKnowledge({ db: db() })(articles)
  await embedAll(MODEL)
}

const embedAll = (model: string) => {
  const { embed, log } = anEmbedder(db(), server())
  const { signal } = new AbortController()
  return createEmbedChunks({ db: db(), embed, model, about: ABOUT, log, signal })()
}

const aSearch = (overrides: Partial<VectorSearchDeps> = {}) =>
  createVectorSearch({
    db: db(),
    embed: anEmbedder(db(), server()).embed,
    onFailure: (error) => failures.push(error),
    ...overrides,
  })

const call = () => ({
  about: ABOUT,
  allowance: createAllowance(),
  signal: new AbortController().signal,
})

const ask = (question: string, overrides: Partial<RetrieveAsk> = {}, vectors = aSearch()) =>
  createRetrieve({ db: db(), vectors })({
    question,
    earlier: [],
    language: 'en',
    samples: 'skip',
    audiences: ['public'],
    call: call(),
    ...overrides,
  })

const refunds = anArticle()
const prices = anArticle({
  path: 'billing/prices.md',
  title: 'Prices',
  text: 'The Pro plan is 9 EUR a month.',
})
const internal = anArticle({
  path: 'billing/goodwill.md',
  title: 'Goodwill refunds',
  audience: 'internal',
  text: 'Teammates may grant a goodwill refund.',
})

/** Gives an article the vector of a question that shares no word with it, as a real model might. */
const makeNear = async (path: string, question: string) => {
  const { embed } = anEmbedder(db(), server())
  const answer = await embed({ what: 'embed-chunks', model: MODEL, texts: [question], ...call() })
  if (answer.kind !== 'vectors') throw new Error('no vector')
  await db().execute(sql`update ${embedding} set numbers = ${`{${(answer.vectors[0] ?? []).join(',')}}`}::real[]
    where chunk in (select number from chunk join article_version v on v.id = article_version where v.path = ${path})`)
}

describe.skipIf(!(await canSearchVectors()))(NEEDS_VECTORS, () => {
  test('says of each passage where words and where vectors placed it', async () => {
    await know(refunds, prices)
    const { passages, vectors } = await ask('How do refunds arrive?')
    expect(vectors).toBe('searched')
    expect(passages.map(({ article, ranks }) => [article, ranks])).toEqual([
      ['billing/refunds.md', { lexical: 1, vector: 1 }],
      ['billing/prices.md', { vector: 2 }],
    ])
    expect(passages[0]?.score).toBeCloseTo(2 / 61)
    expect(passages[0]?.text).toBe(refunds.text)
  })

  test('finds what no word of the question stands in, and is sure of nothing then', async () => {
    await know(refunds, prices)
    await makeNear('billing/refunds.md', 'I want my money back')
    const { passages, relevance } = await ask('I want my money back')
    expect(passages[0]).toMatchObject({ article: 'billing/refunds.md', ranks: { vector: 1 } })
    expect(relevance).toBeLessThan(0.1)
  })

  test('is as sure of the best passage as words alone are, and less when another one comes first', async () => {
    await know(refunds, prices)
    const byWords = await ask('When do refunds arrive?', {}, undefined)
    const plain = await createRetrieve({ db: db() })({
      question: 'When do refunds arrive?',
      earlier: [],
      language: 'en',
      samples: 'skip',
      audiences: ['public'],
    })
    expect(byWords.relevance).toBeCloseTo(plain.relevance)
    expect(plain.vectors).toBeUndefined()
  })

  const FENCE: Fence = { audiences: ['public'], samples: 'skip' }

  test('never gives out internal articles, however near they are, and lets them crowd nothing out', async () => {
    const crowd = Array.from({ length: 150 }, (_, index) =>
      anArticle({
        ...internal,
        path: `billing/goodwill${index}.md`,
        text: `Goodwill refund number ${index}.`,
      }),
    )
    await know(...crowd, prices)
    const contact = await ask('goodwill refund')
    expect(contact.passages.map(({ article }) => article)).toEqual(['billing/prices.md'])
    const teammate = await ask('goodwill refund', { audiences: ['public', 'internal'] })
    expect(teammate.passages[0]?.article).toMatch(/goodwill/)
  })

  test('never gives out samples, another language, or an article that is gone', async () => {
    const sample = anArticle({ path: 'sample.md', sample: true })
    const spanish = anArticle({ path: 'es.md', locale: 'es', text: 'Refund, reembolso en 14 días.' })
    await know(sample, spanish, refunds, prices)
    const found = async (overrides: Partial<RetrieveAsk> = {}) =>
      (await ask('refund', overrides)).passages.map(({ article }) => article).toSorted()
    expect(await found()).toEqual(['billing/prices.md', 'billing/refunds.md'])
    expect(await found({ samples: 'use' })).toContain('sample.md')
    expect(await found({ language: 'es' })).toEqual(['es.md'])
    // Its vector is still there.
    await createSyncKnowledge({ db: db() })([sample, spanish, prices])
    expect(await found()).toEqual(['billing/prices.md'])
  })

  test('the fence holds also for shelves that somebody has chosen wrongly', async () => {
    await know(internal, refunds)
    const space = await findServingSpace(db())
    if (!space) throw new Error('no space serves')
    const everything = await findShelves(db(), { audiences: ['public', 'internal'], samples: 'use' })
    const near = Array.from({ length: space.dimensions }, () => 1)
    const limits = { perArticle: 2, limit: 10 }
    const found = await searchEmbeddings(db(), { space, near, fence: FENCE, shelves: everything, ...limits })
    expect(found.map(({ article }) => article)).toEqual(['billing/refunds.md'])
  })

  const AWAY: readonly (readonly [MisbehaviourInput, string])[] = [
    [{ does: 'slow', delay_ms: 60_000 }, 'timeout'],
    [{ does: 'server_error' }, 'unreachable'],
    [{ does: 'rate_limited', retry_after: 30 }, 'rate_limited'],
    [{ does: 'unauthorized' }, 'refused'],
    [{ does: 'wrong_dimension' }, 'nonsense'],
    [{ does: 'not_a_number' }, 'nonsense'],
    [{ does: 'html' }, 'nonsense'],
  ]

  test.each(AWAY)('searches by words alone when the model is %j: %s', async (trouble, because) => {
    await know(refunds, prices)
    server().misbehave(trouble)
    const { passages, vectors } = await ask('refund', {}, aSearch({ timeoutMs: 100 }))
    expect(vectors).toBe(because)
    expect(passages.map(({ article, ranks }) => [article, ranks])).toEqual([
      ['billing/refunds.md', undefined],
    ])
  })

  test('does not wait again for a server that has just failed', async () => {
    await know(refunds)
    let nowMs = 0
    const vectors = aSearch({ now: () => nowMs })
    server().misbehave({ does: 'server_error' })
    expect((await ask('refund', {}, vectors)).vectors).toBe('unreachable')
    const before = countEmbeddings(server())
    expect((await ask('refund', {}, vectors)).vectors).toBe('resting')
    expect(countEmbeddings(server())).toBe(before)
    nowMs += 10_001
    expect((await ask('refund', {}, vectors)).vectors).toBe('searched')
  })

  test('asks nothing as long as no model has a vector for everything', async () => {
    await createSyncKnowledge({ db: db() })([refunds])
    const before = countEmbeddings(server())
    expect(await ask('refund')).toMatchObject({ vectors: 'not_ready', passages: [{ article: refunds.path }] })
    expect(countEmbeddings(server())).toBe(before)
  })

  test('asks the model that serves, whichever is configured', async () => {
    await know(refunds)
    await db().insert(embeddingSpace).values({ model: 'newer-embedding' })
    await ask('refund')
    expect(server().requests().at(-1)?.model).toBe(MODEL)
    await embedAll('newer-embedding')
    await ask('refund')
    expect(server().requests().at(-1)?.model).toBe('newer-embedding')
  })

  test('takes one request of the allowance of its turn, and none when none is left', async () => {
    await know(refunds)
    const allowance = createAllowance({ requests: 1, timeMs: 10_000 })
    expect((await ask('refund', { call: { ...call(), allowance } })).vectors).toBe('searched')
    expect((await ask('refund', { call: { ...call(), allowance } })).vectors).toBe('allowance_used')
  })

  test('keeps what a question has cost, and not a word of it', async () => {
    await know(refunds)
    await db().delete(modelCall)
    await ask('an xylophone refund')
    const [row] = await db().select().from(modelCall)
    expect(row).toMatchObject({
      prompt: 'embed-question',
      role: 'embedding',
      model: MODEL,
      outcome: 'answered',
      input: null,
      output: null,
      usage: { input: 5, cachedInput: 0, output: 0 },
    })
  })

  test('looks at the neighbours through the index', async () => {
    await know(refunds, prices)
    const space = await findServingSpace(db())
    const { rows } = await db().execute<{ indexdef: string }>(sql`
      select indexdef from pg_indexes where indexname = ${`embedding_near_${space?.id}`}`)
    expect(rows[0]?.indexdef).toMatch(/hnsw .*vector\(64\).*vector_cosine_ops/)
  })
})
