import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { toIntercomConfig } from '../../src/commands/sandbox-config.ts'
import { IntercomError } from '../../src/intercom/intercom-error.ts'
import { jobsDead, jobsRetry } from '../../src/operator/jobs-operations.ts'
import { TURN } from '../../src/queue/queue-names.ts'
import { aLog } from '../support/a-log.ts'
import { type Stage, type StageOptions, setStage, stageConfig } from '../support/a-stage.ts'
import { type Talk, until } from '../support/a-talk.ts'

const QUESTION = 'How do I export all my data?'
/** What reading a conversation throws, by its id. */
const broken = new Map<string, Error>()
const repeated = new Map<string, () => Promise<void>>()

const { log, lines } = aLog()
const set: { stage?: Stage } = {}
const options: StageOptions = {
  settings: { mode: 'auto' },
  log,
  adapt: {
    intercom: (own) => ({
      ...own,
      readConversation: async (id) => {
        const error = broken.get(id)
        if (error) throw error
        return own.readConversation(id)
      },
    }),
    queue: (own) => ({
      ...own,
      // Done by hand here: the clock's own round, or its sweep, would do the same at any moment of a test.
      repeat: (name, _cron, handler) => {
        repeated.set(name, handler)
        return Promise.resolve()
      },
    }),
  },
}

// Without a sweep, which `aStage` would wait for.
beforeAll(async () => {
  set.stage = await setStage(options)
})
afterAll(() => set.stage?.close())

const stage = (): Stage => {
  if (!set.stage) throw new Error('The stage is set before the first test.')
  return set.stage
}
const db = () => stage().app.store.db
const deps = () => ({
  db: db(),
  config: { ...stageConfig({}), intercom: toIntercomConfig(stage().sandbox) },
  log,
})
const dead = () => jobsDead.run(deps(), {})
const tend = async () => repeated.get('dead-turns')?.()
const queueCheck = async () => {
  const answer = await fetch(`${stage().app.url}/readyz`)
  const { checks } = JSON.parse(await answer.text())
  return { status: answer.status, ...checks.find(({ name }: { name: string }) => name === 'queue') }
}

/** The next failure of this conversation's job is its last. */
async function die(talk: Talk): Promise<void> {
  const key = `${talk.ref.appId}:${talk.id}`
  await until('an attempt has failed', async () => {
    const { rows } = await db().execute<{ id: string }>(
      sql`update pgboss.job set retry_limit = retry_count where name = ${TURN} and singleton_key = ${key} and state = 'retry' returning id`,
    )
    return rows.length > 0
  })
  await until('the turn is dead', async () =>
    (await dead()).some(({ conversationId }) => conversationId === talk.id),
  )
}

async function aDeadTalk(error: Error): Promise<Talk> {
  const talk = await stage().start('Thanks!')
  await stage().rest(talk)
  broken.set(talk.id, error)
  await talk.contact(QUESTION)
  await die(talk)
  return talk
}

test('what fails by itself is listed, told by readyz, and handed off as soon as it can be', async () => {
  const talk = await aDeadTalk(new TypeError(`cannot read ${QUESTION.length} letters`))
  const [letter] = await dead()
  expect(letter).toMatchObject({
    conversationId: talk.id,
    problem: 'TypeError: cannot read 28 letters',
    next: 'handed_off',
  })
  expect(await queueCheck()).toMatchObject({ status: 200, problem: expect.stringMatching(/^1 .*jobs dead/) })

  await tend()
  expect(await dead()).toHaveLength(1)
  expect(lines().join('')).toContain('could not be handed off')

  broken.delete(talk.id)
  await tend()
  await stage().rest(talk)
  expect(await talk.story()).toEqual([
    'contact source',
    'contact comment',
    'bot comment',
    'bot note',
    expect.stringMatching(/^bot assignment to /),
  ])
  expect((await talk.replies()).join('')).not.toContain('Settings')
  expect(await dead()).toEqual([])
  expect(await queueCheck()).toEqual({ status: 200, name: 'queue', ok: true })
})

test('after an outage the whole turn is tried again, on request at once', async () => {
  const talk = await aDeadTalk(new IntercomError('GET /conversations/1', 503, 'server_error'))
  const [letter] = await dead()
  expect(letter).toMatchObject({ next: 'tried_again', problem: expect.stringContaining('HTTP 503') })
  await tend()
  expect(await dead()).toHaveLength(1)

  broken.delete(talk.id)
  expect(await jobsRetry.run(deps(), { id: letter?.id ?? '' })).toEqual({
    conversationId: talk.id,
    waits: true,
  })
  await stage().rest(talk)
  expect(await talk.replies()).toHaveLength(1)
  expect(await dead()).toEqual([])
})

test('a dead letter of a conversation that was dealt with meanwhile goes by itself', async () => {
  const talk = await aDeadTalk(new IntercomError('GET /conversations/1', 500, 'server_error'))
  broken.delete(talk.id)
  await talk.contact('Thanks!')
  await stage().rest(talk)
  await tend()
  expect(await dead()).toEqual([])
})

test('keeps no word of anybody, and says what to do for an id that is none', async () => {
  const spoken = new Error(`Failed query: select '${QUESTION}'`)
  const talk = await aDeadTalk(Object.assign(spoken, { query: `select '${QUESTION}'`, params: [QUESTION] }))
  const { rows } = await db().execute<{ kept: string }>(
    sql`select coalesce(output::text, '') || coalesce(source_output::text, '') as kept from pgboss.job`,
  )
  expect(rows.map(({ kept }) => kept).join('')).not.toContain('select')
  expect((await dead())[0]?.problem).not.toContain(QUESTION)
  await expect(jobsRetry.run(deps(), { id: 'nobody' })).rejects.toThrow(/No dead turn "nobody".*jobs dead/)
  broken.delete(talk.id)
  expect(await jobsRetry.run(deps(), { id: talk.id })).toMatchObject({ waits: true })
  await stage().rest(talk)
})
