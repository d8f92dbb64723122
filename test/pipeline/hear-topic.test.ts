import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { AppId } from '../../src/domain/ids.ts'
import { createHearTopic } from '../../src/pipeline/hear-topic.ts'
import { heardTopics } from '../../src/store/heard-topics.ts'
import { aDatabase } from '../support/a-database.ts'
import { until } from '../support/a-talk.ts'
import { REF } from '../support/builders.ts'

const { db } = aDatabase()
const OTHER = AppId.parse('app2')
const ping = { appId: REF.appId, topic: 'ping' }

beforeEach(() => db().execute(sql`truncate heard_topic`))

/** An ear with a clock that stands still until it is moved. */
function anEar() {
  const clock = { ms: 1_000_000 }
  const failures: unknown[] = []
  const hear = createHearTopic({
    db: db(),
    now: () => clock.ms,
    onFailure: (error) => failures.push(error),
  })
  return { hear, clock, failures }
}

const namesOf = async (appId = REF.appId) =>
  (await heardTopics(db(), appId)).map(({ topic }) => topic).toSorted()

test('remembers each topic once for each workspace', async () => {
  const { hear } = anEar()
  hear(ping)
  hear({ ...ping, topic: 'conversation.user.created' })
  hear({ ...ping, appId: OTHER })
  await until('all are kept', async () => (await namesOf()).length + (await namesOf(OTHER)).length === 3)
  expect(await namesOf()).toEqual(['conversation.user.created', 'ping'])
  expect(await namesOf(OTHER)).toEqual(['ping'])
})

test('keeps when a topic came first, and within a minute when it came last', async () => {
  const { hear, clock } = anEar()
  const times = async () => (await heardTopics(db(), REF.appId))[0]
  hear(ping)
  await until('it is kept', async () => (await times()) !== undefined)
  await db().execute(sql`update heard_topic set first_at = '2026-01-01Z', last_at = '2026-01-01Z'`)
  clock.ms += 59_000
  hear(ping)
  hear({ ...ping, topic: 'conversation.deleted' })
  await until('the other is kept', async () => (await namesOf()).length === 2)
  const early = (await heardTopics(db(), REF.appId)).find(({ topic }) => topic === 'ping')
  expect(early?.lastAt).toEqual(new Date('2026-01-01T00:00:00Z'))
  clock.ms += 2_000
  hear(ping)
  await until('it is kept again', async () => {
    const now = (await heardTopics(db(), REF.appId)).find(({ topic }) => topic === 'ping')
    return now !== undefined && now.lastAt > now.firstAt
  })
})

test('has no ear for a topic that nobody asked for', async () => {
  const { hear } = anEar()
  hear({ ...ping, topic: 'contact.user.updated' })
  hear(ping)
  await until('the ping is kept', async () => (await namesOf()).length > 0)
  expect(await namesOf()).toEqual(['ping'])
})

test('tells a failure, and tries again with the next notification', async () => {
  const { hear, failures } = anEar()
  await db().execute(sql`alter table heard_topic rename to gone`)
  hear(ping)
  await until('the failure is told', () => failures.length === 1)
  await db().execute(sql`alter table gone rename to heard_topic`)
  hear(ping)
  await until('it is kept', async () => (await namesOf()).length === 1)
  expect(failures).toHaveLength(1)
})
