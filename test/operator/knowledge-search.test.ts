import { beforeAll, describe, expect, test } from 'vitest'
import { createEmbedChunks } from '../../src/knowledge/embed-chunks.ts'
import { createSyncKnowledge } from '../../src/knowledge/sync-knowledge.ts'
import { knowledgeSearch } from '../../src/operator/knowledge-search.ts'
import { AdminId } from '../../src/domain/ids.ts'
import { knowWorkspace } from '../../src/store/workspaces.ts'
import { anArticle } from '../knowledge/an-article.ts'
import { aStore } from '../knowledge/a-store.ts'
import { ABOUT, anEmbedder, aScriptedModel, countEmbeddings } from '../model/an-embedder.ts'
import { stageConfig } from '../support/a-stage.ts'
import { canSearchVectors, NEEDS_VECTORS } from '../support/vector-support.ts'

const { db } = aStore()
const server = aScriptedModel()
const MODEL = 'scripted-embedding'
beforeAll(() => knowWorkspace(db(), 'sandbox-token', { ...ABOUT, adminId: AdminId.parse('1') }))

const know = (...articles: Parameters<ReturnType<typeof createSyncKnowledge>>[0]) =>
  createSyncKnowledge({ db: db() })(articles)

const embedAll = () => {
  const { embed, log } = anEmbedder(db(), server())
  const { signal } = new AbortController()
  return createEmbedChunks({ db: db(), embed, model: MODEL, about: ABOUT, log, signal })()
}

type Facts = { readonly question?: string; readonly by?: 'words' | 'both'; readonly audience?: 'internal' }

const search = async (facts: Facts = {}) => {
  const { url: baseUrl, apiKey } = server()
  const model = { apiKey, baseUrl, strong: 's', fast: 'f', embedding: MODEL }
  const { log } = anEmbedder(db(), server())
  return knowledgeSearch.run(
    { db: db(), config: { ...stageConfig({ databaseUrl: 'pglite:memory://' }), model }, log },
    { question: 'goodwill refund', audience: 'public', by: 'both', ...facts },
  )
}

const prices = anArticle({ path: 'billing/prices.md', title: 'Prices', text: 'The Pro plan is 9 EUR.' })
const internal = anArticle({
  path: 'billing/goodwill.md',
  title: 'Goodwill refunds',
  audience: 'internal',
  text: 'Teammates may grant a goodwill refund.',
})

describe.skipIf(!(await canSearchVectors()))(NEEDS_VECTORS, () => {
  test('searches as a turn does, by both halves, and shows the place in each', async () => {
    await know(anArticle(), prices)
    await embedAll()
    const { passages, vectors } = await search({ question: 'How do refunds arrive?' })
    expect(vectors).toBe('searched')
    expect(passages).toMatchObject([
      { article: 'billing/refunds.md', ranks: { words: 1, vectors: 1 }, score: expect.closeTo(2 / 61) },
      { article: 'billing/prices.md', ranks: { words: null, vectors: 2 }, score: expect.closeTo(1 / 62) },
    ])
  })

  test('shows a contact nothing of what only teammates see', async () => {
    await know(internal, prices)
    await embedAll()
    expect((await search()).passages.map(({ article }) => article)).toEqual(['billing/prices.md'])
    expect((await search({ audience: 'internal' })).passages[0]?.article).toBe('billing/goodwill.md')
  })

  test('costs no request by words alone, and says why there were no vectors', async () => {
    await know(anArticle())
    expect(await search()).toMatchObject({ vectors: 'not_ready', passages: [{ ranks: null }] })
    await embedAll()
    const before = countEmbeddings(server())
    expect(await search({ by: 'words' })).toMatchObject({ vectors: null, passages: [{ ranks: null }] })
    expect(countEmbeddings(server())).toBe(before)
    server().misbehave({ does: 'wrong_dimension' })
    expect(await search()).toMatchObject({ vectors: 'nonsense', passages: [{ ranks: null }] })
  })
})
