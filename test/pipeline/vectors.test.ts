import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type ModelServer, startModelServer } from '../../src/sandbox/model/start-model-server.ts'
import { findServingSpace } from '../../src/store/embedding-spaces.ts'
import { until } from '../support/a-talk.ts'
import { setStage, type Stage } from '../support/a-stage.ts'
import { canSearchVectors, NEEDS_VECTORS } from '../support/vector-support.ts'

const set: { stage?: Stage; model?: ModelServer } = {}

const stage = (): Stage => {
  if (!set.stage) throw new Error('The stage is set before the first test.')
  return set.stage
}

const Ready = z.object({ checks: z.array(z.object({ name: z.string(), ok: z.boolean() })) })
const readyz = async () => Ready.parse(await (await fetch(`${stage().app.url}/readyz`)).json())

describe.skipIf(!(await canSearchVectors()))(`the whole service, ${NEEDS_VECTORS}`, () => {
  beforeAll(async () => {
    const model = await startModelServer()
    set.model = model
    const names = { strong: 'scripted', fast: 'scripted', embedding: 'scripted-embedding' }
    set.stage = await setStage({
      model: { apiKey: model.apiKey, baseUrl: model.url, ...names },
      adaptMind: (own) => own,
    })
  })
  afterAll(async () => {
    await set.stage?.close()
    await set.model?.close()
  })

  test('embeds its articles by itself, searches by both, and keeps how', async () => {
    const { db } = stage().app.store
    await until('a model serves', async () => (await findServingSpace(db)) !== undefined)
    expect((await readyz()).checks).toContainEqual({ name: 'vectors', ok: true })
    const talk = await stage().start('How do I export my data?')
    await stage().rest(talk)
    const { rows } = await db.execute<{ vectors: string; placed: number; calls: number }>(sql`
      select (select facts->>'vectors' from audit_event where conversation_id = ${talk.id} and kind = 'retrieved') as vectors,
        (select count(vector_rank)::int from evidence join turn on turn.id = turn_id
          where conversation_id = ${talk.id}) as placed,
        (select count(*)::int from model_call where conversation_id = ${talk.id} and prompt = 'embed-question') as calls`)
    expect(rows[0]).toMatchObject({ vectors: 'searched', calls: 1 })
    expect(rows[0]?.placed).toBeGreaterThan(0)
    const page = await (await fetch(`${stage().app.url}/console/conversations/${talk.id}`)).text()
    expect(page).toMatch(/words 1, vectors \d+ · score 0\.0\d{3}/)
  })

  test('answers all the same while the embedding model is away, and says so', async () => {
    set.model?.misbehave({ does: 'server_error', match: { tool: 'embeddings' } })
    const talk = await stage().start('How do I export my data?')
    await stage().rest(talk)
    expect((await stage().lastTurn(talk))?.outcome.kind).toBe('reply')
    const page = await (await fetch(`${stage().app.url}/console/conversations/${talk.id}`)).text()
    expect(page).toContain('Searched by words alone: the embedding model could not be reached.')
  })
})
