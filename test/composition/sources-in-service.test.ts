import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { SENT_BY_TEST } from '../contract/watch-fetch.ts'
import { indexedIn } from '../knowledge/sources/a-library.ts'
import { aStage } from '../support/a-stage.ts'
import { until } from '../support/a-talk.ts'

const stage = aStage({ settings: { knowledge: { articles: { use: 'public' } } } })

const ofIntercom = async () =>
  (await indexedIn(stage().app.store.db)).filter(({ path }) => path.startsWith('intercom:'))

async function play(path: string, body: unknown = {}): Promise<string> {
  const response = await fetch(`${stage().sandbox.url}/play${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...SENT_BY_TEST },
    body: JSON.stringify(body),
  })
  return z.looseObject({ article_id: z.string().optional() }).parse(await response.json()).article_id ?? ''
}

const readyz = async () => {
  const response = await fetch(`${stage().app.url}/readyz`)
  const { checks } = z
    .object({ checks: z.array(z.looseObject({ name: z.string() })) })
    .parse(await response.json())
  return { status: response.status, knowledge: checks.find(({ name }) => name === 'knowledge') }
}

test('reads the help centre at the start, and follows it by webhooks', async () => {
  await until('the help centre is read', async () => (await ofIntercom()).length === 3)
  const id = await play('/articles', { title: 'Gift cards', html: '<p>We sell none.</p>' })
  await until('the new article is searched', async () => (await ofIntercom()).length === 4)
  await play(`/articles/${id}`, { html: '<p>We sell some.</p>' })
  await until('its text is the new one', async () => {
    const chunks = await stage().app.store.db.execute(
      sql`select c.text from article a join chunk c on c.article_version = a.version where a.path like ${`%/${id}/%`}`,
      'objects',
    )
    return JSON.stringify(chunks).includes('We sell some.')
  })
  await play(`/articles/${id}/delete`)
  await until('the deleted article is gone', async () => (await ofIntercom()).length === 3)
})

test('a source that fails is told by readyz, and refuses nothing', async () => {
  await until('all is well', async () => (await readyz()).knowledge?.['problem'] === undefined)
  await play('/faults', { faults: [{ match: { path: '^/articles', times: 20 }, status: 401 }] })
  const id = await play('/articles', { title: 'Unread', html: '<p>x</p>' })
  await until('the failure is told', async () => (await readyz()).knowledge?.['problem'] !== undefined)
  expect(await readyz()).toEqual({
    status: 200,
    knowledge: {
      name: 'knowledge',
      ok: true,
      problem: expect.stringMatching(
        /^articles has failed since .* UTC: GET \/articles.*HTTP 401.*Read and list articles/,
      ),
    },
  })
  await fetch(`${stage().sandbox.url}/play/faults`, { method: 'DELETE' })
  await play(`/articles/${id}`, { title: 'Read' })
  await until('all is well again', async () => (await readyz()).knowledge?.['problem'] === undefined)
  expect(await ofIntercom()).toHaveLength(4)
})
