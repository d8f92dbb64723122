import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { AppId, type ConversationRef } from '../../src/domain/ids.ts'
import { findUnwoken } from '../../src/queue/find-unwoken.ts'
import { keepWaking } from '../../src/queue/keep-waking.ts'
import { aRef } from '../store/a-ref.ts'
import { aLog } from '../support/a-log.ts'
import { aQueue } from './a-queue.ts'

const waking = aQueue()
const db = () => waking().store.db

/** A conversation that became due so many seconds ago. */
async function asked(ref: ConversationRef, secondsAgo: number, more = sql``) {
  await db().execute(sql`
    insert into conversation (app_id, id, asked, due_at)
    values (${ref.appId}, ${ref.conversationId}, 1, clock_timestamp() - ${secondsAgo}::float8 * interval '1 s')`)
  await db().execute(sql`update conversation set asked = asked ${more} where id = ${ref.conversationId}`)
}

/** Its job, as it stands. */
async function job(ref: ConversationRef, state: string, completedSecondsAgo?: number) {
  await waking().queue.wake(ref, 3_600_000)
  await db().execute(sql`
    update pgboss.job set state = ${state}::pgboss.job_state,
      completed_on = now() - ${completedSecondsAgo ?? null}::float8 * interval '1 s'
    where data->>'conversationId' = ${ref.conversationId}`)
}

const found = async (ref: ConversationRef) =>
  (await findUnwoken(db(), ref.appId)).some(({ conversationId }) => conversationId === ref.conversationId)

test.each<[string, (ref: ConversationRef) => Promise<unknown>, boolean]>([
  ['is due and has no job', (ref) => asked(ref, 5), true],
  ['is due this very moment: its wake may be on its way', (ref) => asked(ref, 0), false],
  ['is not due yet', (ref) => asked(ref, -60), false],
  ['was answered', (ref) => asked(ref, 5, sql`, settled = 1`), false],
  [
    'was answered, but has an effect on its way',
    (ref) => asked(ref, 5, sql`, settled = 1, sending = 'key'`),
    true,
  ],
  ['was deleted', (ref) => asked(ref, 5, sql`, deleted_at = now()`), false],
  ['has a job that waits', async (ref) => [await asked(ref, 5), await job(ref, 'created')], false],
  ['has a job that runs', async (ref) => [await asked(ref, 5), await job(ref, 'active')], false],
  [
    'has a job that is tried again later',
    async (ref) => [await asked(ref, 5), await job(ref, 'retry')],
    false,
  ],
  [
    'had a job for what was asked before',
    async (ref) => [await asked(ref, 5), await job(ref, 'completed', 1)],
    true,
  ],
  ['has a job that gave up since', async (ref) => [await asked(ref, 5), await job(ref, 'failed', 1)], false],
  ['had a job that gave up before', async (ref) => [await asked(ref, 5), await job(ref, 'failed', 9)], true],
])('looks at a conversation that %s', async (_case, prepare, unwoken) => {
  const ref = aRef()
  await prepare(ref)
  expect(await found(ref)).toBe(unwoken)
  expect(await found({ ...ref, appId: AppId.parse('app2') })).toBe(false)
})

test('goes on looking until it is stopped, also when a look fails', async () => {
  const [stop, ref] = [new AbortController(), aRef()]
  const woken: ConversationRef[] = []
  const { log, lines } = aLog()
  let fails = true
  const wake = async (one: ConversationRef) => {
    if (fails) {
      fails = false
      throw new Error('the queue is away')
    }
    woken.push(one)
  }
  await asked(ref, 5)
  const looking = keepWaking({
    db: db(),
    queue: { wake },
    appId: ref.appId,
    log,
    signal: stop.signal,
    everyMs: 5,
  })
  await expect.poll(() => lines().join('')).toContain('lost wakes were made up for')
  stop.abort()
  await looking
  expect(woken).toContainEqual(ref)
  expect(lines().join('')).toContain('no look for lost wakes')
})
