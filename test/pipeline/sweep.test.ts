import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts'
import { workspace } from '../../src/store/schema/conversations.ts'
import { newLastingDatabase, type TestDatabase } from '../support/a-database.ts'
import { ASK_EXPORT, ASK_PASSWORD, ASK_PERSON } from '../support/a-mind.ts'
import { type Stage, type StageOptions, setStage } from '../support/a-stage.ts'
import { startTalk, until } from '../support/a-talk.ts'

const LOST = { drop: true } as const
const anHourAgo = Math.floor(Date.now() / 1000) - 3_600

const place: { sandbox?: Sandbox; database?: TestDatabase; stage?: Stage } = {}
const sandbox = () => {
  if (!place.sandbox) throw new Error('The sandbox is started before the first test.')
  return place.sandbox
}

/** Starts the service anew on the same database, and waits until it has looked for what it missed. */
async function restart(settings: StageOptions['settings'] = {}): Promise<Stage> {
  await place.stage?.close()
  const startedAt = new Date()
  const stage = await setStage({ databaseUrl: place.database?.url ?? '', settings }, sandbox())
  place.stage = stage
  await until('the sweep is over', async () => {
    const { db } = stage.app.store
    const [row] = await db.select().from(workspace).where(eq(workspace.appId, sandbox().appId))
    return row !== undefined && row.sweptAt !== null && row.sweptAt >= startedAt
  })
  return stage
}

beforeAll(async () => {
  place.database = await newLastingDatabase()
  place.sandbox = await startSandbox({ retryAfterMs: 300 })
})
afterAll(async () => {
  await place.stage?.close()
  await place.sandbox?.close()
  await place.database?.drop()
})

const secondsPass = async (seconds: number) => {
  const now = Date.now()
  await until('seconds have passed', () => Date.now() - now > seconds * 1_000)
}

test('a start finds what no webhook told, answers it once, and leaves alone what is old and unknown', async () => {
  const missed = await startTalk(sandbox(), { body: ASK_EXPORT, deliver: LOST })
  const old = await startTalk(sandbox(), { body: ASK_EXPORT, created_at: anHourAgo, deliver: LOST })
  const stage = await restart()
  await stage.rest(missed)
  expect(await missed.story()).toEqual(['contact source', 'bot comment'])
  expect(await old.story()).toEqual(['contact source'])
})

test('a backlog that is old by now but known is handed to people, with no late answer in it; the rest is left alone', async () => {
  const before = await restart()
  const answered = await before.start(ASK_EXPORT)
  const backlog = await Promise.all(Array.from({ length: 4 }, () => before.start(ASK_EXPORT)))
  for (const talk of [answered, ...backlog]) await before.rest(talk)
  // Search tells times in whole seconds: within the same one, two messages look like one.
  await secondsPass(1)
  for (const talk of backlog) await talk.contact({ body: ASK_PASSWORD, deliver: LOST })
  const unknown = await startTalk(sandbox(), { body: ASK_EXPORT, deliver: LOST })
  await secondsPass(2)

  const after = await restart({ stale_minutes: 1 / 60 })
  for (const talk of backlog) {
    await after.rest(talk)
    expect((await talk.story()).slice(2)).toEqual([
      'contact comment',
      'bot comment',
      'bot note',
      'bot assignment to Support',
    ])
    expect((await talk.replies()).at(-1)).not.toContain('password')
    expect(await after.lastTurn(talk)).toMatchObject({ outcome: { reason: 'stale' } })
  }
  expect(await answered.story()).toEqual(['contact source', 'bot comment'])
  expect(await after.countTurns(answered)).toBe(1)
  expect(await unknown.story()).toEqual(['contact source'])
})

test('a hand-off that an earlier process left half done is ended once after a start', async () => {
  const before = await restart()
  const talk = await before.start({ body: ASK_PERSON, deliver: { delay_ms: 400 } })
  await talk.trouble({ call: 'write', delay_ms: 1 }, { call: 'write', status: 500, effect: 'done' })
  await until('the note is written', async () => (await talk.notes()).length === 1)
  const after = await restart()
  expect(await talk.story()).toEqual(['contact source', 'bot comment', 'bot note'])
  await after.letPass(talk, 31)
  await after.rest(talk)
  expect(await talk.story()).toEqual([
    'contact source',
    'bot comment',
    'bot note',
    'bot assignment to Support',
  ])
})
