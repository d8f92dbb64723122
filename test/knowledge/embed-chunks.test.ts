import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Article } from '../../src/domain/article.ts'
import { AppId } from '../../src/domain/ids.ts'
import { createEmbedChunks } from '../../src/knowledge/embed-chunks.ts'
import { createSyncKnowledge } from '../../src/knowledge/sync-knowledge.ts'
import { createVectorCheck } from '../../src/knowledge/vector-check.ts'
import type { Embed } from '../../src/model/create-embed.ts'
import type { EmbedAnswer } from '../../src/model/embed-texts.ts'
import type { MisbehaviourInput } from '../../src/sandbox/model/misbehaviour/misbehaviour.ts'
import { findServingSpace, readSpaces } from '../../src/store/embedding-spaces.ts'
import { countWaiting } from '../../src/store/embeddings.ts'
import { embedding, embeddingSpace } from '../../src/store/schema/embeddings.ts'
import { ABOUT, anEmbedder, aScriptedModel, countEmbeddings } from '../model/an-embedder.ts'
import { canSearchVectors, NEEDS_VECTORS } from '../support/vector-support.ts'
import { anArticle } from './an-article.ts'
import { aStore } from './a-store.ts'

const { db } = aStore()
const server = aScriptedModel()
const sync = (...articles: readonly Article[]) => createSyncKnowledge({ db: db() })(articles)

const MODEL = 'scripted-embedding'

type Options = {
  readonly model?: string
  readonly adapt?: (own: Embed) => Embed
  readonly signal?: AbortSignal
  readonly spendLimit?: number
}

const anEmbedding = ({ model = MODEL, adapt = (own) => own, signal, spendLimit }: Options = {}) => {
  const { embed, log, lines } = anEmbedder(db(), server(), {
    prices: { [MODEL]: { input: 1_000, output: 0 } },
    ...(spendLimit && { limits: { model_spend_per_day: spendLimit } }),
  })
  const run = createEmbedChunks({
    db: db(),
    embed: adapt(embed),
    model,
    about: { appId: spendLimit ? AppId.parse('app-with-a-limit') : ABOUT.appId },
    log,
    signal: signal ?? new AbortController().signal,
  })
  return { run, lines }
}

/** What the model's server did wrong is over: nobody waits for the pause to end. */
const noPause = () => db().update(embeddingSpace).set({ retryAt: sql`clock_timestamp()` })

/** As after a crash, once the lease has run out: nobody was there to write a pause down. */
const leaseOver = () =>
  db().update(embeddingSpace).set({ leaseUntil: sql`clock_timestamp()`, retryAt: sql`clock_timestamp()` })

const many = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    anArticle({ path: `billing/a${index}.md`, title: `Rule ${index}`, text: `Refund rule number ${index}.` }),
  )

const countRows = () => db().$count(embedding)

describe.skipIf(!(await canSearchVectors()))(NEEDS_VECTORS, () => {
  test('gives every chunk a vector in batches, then serves', async () => {
    await sync(...many(70))
    const before = countEmbeddings(server())
    expect(await anEmbedding().run()).toEqual({ embedded: 70, reused: 0, removed: 0 })
    expect(countEmbeddings(server()) - before).toBe(2)
    expect(await countRows()).toBe(70)
    expect(await findServingSpace(db())).toMatchObject({ model: MODEL, dimensions: 64 })
  })

  test('asks nothing for what has not changed, and nothing for a text that it knows', async () => {
    const [first, ...others] = many(3)
    await sync(...(first ? [first] : []), ...others)
    const { run } = anEmbedding()
    await run()
    const before = countEmbeddings(server())
    // Nothing to do where nothing has changed; another instance has to look first.
    expect(await run()).toBeUndefined()
    expect(await anEmbedding().run()).toEqual({ embedded: 0, reused: 0, removed: 0 })
    // The same text under another version: what changed is the address.
    await sync(...others, anArticle({ ...first, url: 'https://help.example.com/rule' }))
    expect(await run()).toEqual({ embedded: 0, reused: 1, removed: 1 })
    expect(countEmbeddings(server())).toBe(before)
  })

  test('removes the vectors of articles that are gone', async () => {
    const [first, ...others] = many(3)
    await sync(...(first ? [first] : []), ...others)
    const { run } = anEmbedding()
    await run()
    await sync(...others)
    expect(await run()).toEqual({ embedded: 0, reused: 0, removed: 1 })
    expect(await countRows()).toBe(2)
  })

  test('goes on where a crash left it, and pays for nothing twice', async () => {
    await sync(...many(150))
    const dying = anEmbedding({ adapt: dieAfter(1) })
    await expect(dying.run()).rejects.toThrow('the process died')
    expect(await countRows()).toBe(64)
    expect(await findServingSpace(db())).toBeUndefined()
    await leaseOver()
    expect(await anEmbedding().run()).toMatchObject({ embedded: 86 })
    expect(await countRows()).toBe(150)
    expect(await findServingSpace(db())).toMatchObject({ model: MODEL })
  })

  test('is done by one of several instances, once', async () => {
    await sync(...many(70))
    const before = countEmbeddings(server())
    const reports = await Promise.all([anEmbedding().run(), anEmbedding().run(), anEmbedding().run()])
    expect(reports.filter((report) => report !== undefined)).toEqual([
      { embedded: 70, reused: 0, removed: 0 },
    ])
    expect(countEmbeddings(server()) - before).toBe(2)
  })

  test('writes nothing once another instance has taken over', async () => {
    await sync(...many(3))
    const takeOver =
      (own: Embed): Embed =>
      async (request) => {
        const answer = await own(request)
        await db().update(embeddingSpace).set({ token: sql`token + 1` })
        return answer
      }
    expect(await anEmbedding({ adapt: takeOver }).run()).toMatchObject({ embedded: 0 })
    expect(await countRows()).toBe(0)
  })

  test('lets the old model serve until the new one is whole, then removes it', async () => {
    await sync(...many(100))
    await anEmbedding().run()
    const newer = { model: 'newer-embedding' }
    await expect(anEmbedding({ ...newer, adapt: dieAfter(1) }).run()).rejects.toThrow()
    expect(await findServingSpace(db())).toMatchObject({ model: MODEL })
    expect(await countRows()).toBe(164)
    await leaseOver()
    await anEmbedding(newer).run()
    expect(await findServingSpace(db())).toMatchObject({ model: 'newer-embedding' })
    expect(await readSpaces(db())).toHaveLength(1)
    expect(await countRows()).toBe(100)
    expect(await nearIndexes()).toHaveLength(1)
  })

  const WRONG: readonly (readonly [MisbehaviourInput, RegExp])[] = [
    [{ does: 'wrong_dimension' }, /a vector has 63 numbers, others of this model have 64/],
    [{ does: 'half_batch' }, /2 texts were sent, 1 vectors came back/],
    [{ does: 'not_a_number' }, /holds something that is no number/],
    [{ does: 'only_zeros' }, /only zeros/],
    [{ does: 'wrong_index' }, /do not say which text each belongs to/],
    [{ does: 'html' }, /cannot be used/],
    [{ does: 'server_error', status: 503 }, /cannot be reached/],
    [{ does: 'rate_limited', retry_after: 120 }, /too many calls/],
    [{ does: 'unauthorized' }, /Check OPENAI_API_KEY/],
    [{ does: 'unknown_model' }, /Check OPENAI_EMBEDDING_MODEL/],
  ]

  test.each(WRONG)('keeps nothing of an answer with %j, says so, and goes on', async (wrong, words) => {
    const [served, ...fresh] = many(3)
    await sync(...(served ? [served] : []))
    const { run, lines } = anEmbedding()
    const check = createVectorCheck(db(), MODEL)
    await run()
    await sync(...(served ? [served] : []), ...fresh)
    server().misbehave(wrong)
    expect(await run()).toEqual({ embedded: 0, reused: 0, removed: 0 })
    expect(await countRows()).toBe(1)
    expect(await check()).toMatch(words)
    expect(await check()).toContain('the search goes by words alone')
    expect(lines().some((line) => line.includes('embedding is held up'))).toBe(true)
    // It waits before it tries again.
    expect(await run()).toBeUndefined()
    await noPause()
    expect(await run()).toEqual({ embedded: 2, reused: 0, removed: 0 })
    expect(await check()).toBeUndefined()
  })

  test('does not pay again and again for what cannot be written down', async () => {
    await sync(...many(2))
    const unstorable: EmbedAnswer = { kind: 'vectors', vectors: [[1e300], [1e300]] }
    const { run } = anEmbedding({ adapt: () => async () => unstorable })
    await expect(run()).rejects.toThrow()
    expect(await run()).toBeUndefined()
    expect(await createVectorCheck(db(), MODEL)()).toMatch(/broke off/)
  })

  test('waits as long as it is asked to', async () => {
    await sync(...many(1))
    server().misbehave({ does: 'rate_limited', retry_after: 120 })
    await anEmbedding().run()
    const { rows } = await db().execute<{ wait: number }>(
      sql`select extract(epoch from retry_at - clock_timestamp())::float8 as wait from ${embeddingSpace}`,
    )
    expect(rows[0]?.wait).toBeGreaterThan(100)
    expect(rows[0]?.wait).toBeLessThanOrEqual(120)
  })

  test('takes vectors in another order by the index that each names', async () => {
    await sync(...many(5))
    await anEmbedding().run()
    const inOrder = await db().select().from(embedding).orderBy(embedding.chunk)
    await db().delete(embeddingSpace)
    server().misbehave({ does: 'shuffled' })
    await anEmbedding().run()
    const shuffled = await db().select().from(embedding).orderBy(embedding.chunk)
    expect(shuffled.map(({ numbers }) => numbers)).toEqual(inOrder.map(({ numbers }) => numbers))
  })

  test('leaves out the one text that the model does not take, and serves the others', async () => {
    await sync(...many(5), anArticle({ path: 'odd.md', title: 'Odd', text: 'An article about xylophones.' }))
    server().misbehave({ does: 'refused_text', match: { contains: 'xylophones', times: 1_000 } })
    expect(await anEmbedding().run()).toMatchObject({ embedded: 6 })
    expect(await db().$count(embedding, sql`numbers is null`)).toBe(1)
    expect(await findServingSpace(db())).toMatchObject({ model: MODEL })
  })

  test('does not take a server that refuses everything for texts that are at fault', async () => {
    await sync(...many(3))
    server().misbehave({ does: 'refused_text', match: { times: 1_000 } })
    expect(await anEmbedding().run()).toMatchObject({ embedded: 0 })
    expect(await countRows()).toBe(0)
    expect(await createVectorCheck(db(), MODEL)()).toMatch(/refuses the call/)
  })

  test('stops at the spend limit of the day', async () => {
    await sync(...many(130))
    const { run } = anEmbedding({ spendLimit: 0.001 })
    const report = await run()
    expect(report?.embedded).toBe(64)
    expect(await createVectorCheck(db(), MODEL)()).toMatch(/spend limit of today/)
    const [space] = await readSpaces(db())
    expect(await countWaiting(db(), space?.id ?? 0)).toBe(66)
  })

  test('ends soon when the service stops, and leaves no problem behind', async () => {
    await sync(...many(130))
    const stop = new AbortController()
    const stopAfterOne =
      (own: Embed): Embed =>
      async (request) => {
        const answer = await own(request)
        stop.abort()
        return answer
      }
    expect(await anEmbedding({ signal: stop.signal, adapt: stopAfterOne }).run()).toMatchObject({
      embedded: 64,
    })
    expect((await readSpaces(db())).map(({ problem }) => problem)).toEqual([null])
    expect(await anEmbedding().run()).toMatchObject({ embedded: 66 })
  })

  test('does nothing with an empty collection', async () => {
    expect(await anEmbedding().run()).toEqual({ embedded: 0, reused: 0, removed: 0 })
    expect(await findServingSpace(db())).toBeUndefined()
  })
})

/** Answers so many batches; then the process is gone, its lease still held. */
const dieAfter =
  (batches: number) =>
  (own: Embed): Embed => {
    let asked = 0
    return (request) => {
      asked += 1
      if (asked > batches) throw new Error('the process died')
      return own(request)
    }
  }

const nearIndexes = async () => {
  const { rows } = await db().execute<{ name: string }>(sql`
    select indexname as name from pg_indexes, ${embeddingSpace} where indexname = 'embedding_near_' || id`)
  return rows
}
