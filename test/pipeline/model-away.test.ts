import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ModelServer, startModelServer } from '../../src/sandbox/model/start-model-server.ts'
import { countWrites } from '../support/a-talk.ts'
import { type Stage, setStage } from '../support/a-stage.ts'

const QUESTION = 'How do I export all my data?'
const own = { adaptMind: <Mind>(mind: Mind) => mind }
const readyz = async ({ app }: Stage) => {
  const answer = await fetch(`${app.url}/readyz`)
  return { status: answer.status, body: await answer.json() }
}

test('with a key and no model behind it the service starts, says so, and answers by quoting', async () => {
  const model = { apiKey: 'sk-none', baseUrl: 'http://127.0.0.1:45999/v1', strong: 'a', fast: 'b' }
  const stage = await setStage({ ...own, settings: { mode: 'auto' }, model })
  try {
    const talk = await stage.start(QUESTION)
    await stage.rest(talk)
    expect((await talk.replies())[0]).toContain('Settings > Data > Export')
    expect(await stage.lastTurn(talk)).toMatchObject({
      outcome: { kind: 'reply', draft: { by: 'extractive' } },
    })
    expect(await readyz(stage)).toMatchObject({
      status: 200,
      body: {
        checks: expect.arrayContaining([
          expect.objectContaining({
            name: 'model',
            ok: true,
            problem: expect.stringContaining('cannot be reached'),
          }),
        ]),
      },
    })
  } finally {
    await stage.close()
  }
})

const set: { server?: ModelServer } = {}
const scripted = () => {
  const server = set.server ?? expect.fail('no model server')
  return { apiKey: server.apiKey, baseUrl: server.url, strong: 'scripted', fast: 'scripted' }
}
beforeAll(async () => {
  set.server = await startModelServer()
})
afterAll(() => set.server?.close())

test('when the spend limit is reached there are only drafts, and readyz says so', async () => {
  const prices = { scripted: { input: 1_000_000, output: 1_000_000 } }
  const settings = { mode: 'auto', prices, limits: { model_spend_per_day: 0.01 } } as const
  const stage = await setStage({ ...own, settings, model: scripted() })
  try {
    const first = await stage.start(QUESTION)
    await stage.rest(first)
    const second = await stage.start(QUESTION)
    await stage.rest(second)
    expect(await stage.lastTurn(second)).toMatchObject({
      outcome: { kind: 'hand_off', reason: 'over_budget', draft: { by: 'extractive' } },
    })
    expect((await second.notes())[0]).toContain('Settings > Data > Export')
    expect(JSON.stringify((await readyz(stage)).body)).toContain('spend limit')
  } finally {
    await stage.close()
  }
})

test('shadow mode with a model writes nothing into the workspace', async () => {
  const stage = await setStage({ ...own, settings: { mode: 'shadow' }, model: scripted() })
  try {
    const talk = await stage.start(QUESTION)
    await stage.rest(talk)
    expect(await stage.lastTurn(talk)).toMatchObject({ outcome: { draft: { by: 'model' } } })
    expect(await countWrites(stage.sandbox)).toBe(0)
  } finally {
    await stage.close()
  }
})
