import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { AppId, ConversationId, type ConversationRef } from '../../src/domain/ids.ts'
import { REF } from '../support/builders.ts'
import { aQueue, startQueue } from './a-queue.ts'

const waking = aQueue()

/** What the one worker of this file does for a conversation, and how often it was woken. */
const turns = new Map<string, (attempt: number) => Promise<number | undefined> | number | undefined>()
const runs = new Map<string, number>()
const runsOf = (ref: ConversationRef) => runs.get(ref.conversationId) ?? 0

beforeAll(() =>
  waking().queue.workTurns(async (ref) => {
    const attempt = runsOf(ref) + 1
    runs.set(ref.conversationId, attempt)
    return turns.get(ref.conversationId)?.(attempt)
  }),
)

function aRef(turn: (attempt: number) => Promise<number | undefined> | number | undefined = () => undefined) {
  const ref = { ...REF, conversationId: ConversationId.parse(randomUUID()) }
  turns.set(ref.conversationId, turn)
  return ref
}

/** Waits until a conversation was woken so many times. */
const woken = (ref: ConversationRef, times = 1) => expect.poll(() => runsOf(ref)).toBe(times)

/** Whatever was sent before this has been seen: a later job of another conversation has come through. */
async function somethingLater(): Promise<void> {
  const later = aRef()
  await waking().queue.wake(later, 0)
  await woken(later)
}

const jobs = async (ref: ConversationRef) => {
  const { rows } = await waking().store.db.execute<{ state: string; name: string }>(
    sql`select state, name from pgboss.job where data->>'conversationId' = ${ref.conversationId} order by created_on`,
  )
  return rows
}

test('wakes a conversation as soon as the transaction that says why is committed', async () => {
  const ref = aRef()
  await waking().store.db.transaction(async (tx) => {
    await waking().queue.wakeIn(tx, ref, 0)
    await wait(30)
    expect(runsOf(ref)).toBe(0)
  })
  await woken(ref)
})

test('keeps of a failed job what kind of error it was, and no word of what it was about', async () => {
  const ref = aRef(async (attempt) => {
    if (attempt > 1) return undefined
    await waking().store.db.execute(sql`select ${'xylophonist'} from nowhere`)
    return undefined
  })
  await waking().queue.wake(ref, 0)
  await woken(ref, 2)
  const kept = await waking().store.db.execute<{ job: string }>(
    sql`select to_jsonb(job)::text as job from pgboss.job where data->>'conversationId' = ${ref.conversationId}`,
  )
  const words = [...kept.rows.map(({ job }) => job), ...waking().logged()].join('')
  expect(words).toContain('42P01')
  expect(words).not.toContain('xylophonist')
})

test('wakes nothing for a transaction that is rolled back', async () => {
  const ref = aRef()
  const failing = waking().store.db.transaction(async (tx) => {
    await waking().queue.wakeIn(tx, ref, 0)
    throw new Error('rolled back')
  })
  await expect(failing).rejects.toThrow('rolled back')
  await somethingLater()
  expect(runsOf(ref)).toBe(0)
  expect(await jobs(ref)).toEqual([])
})

test('wakes once for many calls while the first one waits', async () => {
  const ref = aRef()
  await waking().store.db.transaction(async (tx) => {
    for (let n = 0; n < 5; n += 1) await waking().queue.wakeIn(tx, ref, 300)
  })
  await Promise.all([waking().queue.wake(ref, 300), waking().queue.wake(ref, 0)])
  await woken(ref)
  await somethingLater()
  expect(runsOf(ref)).toBe(1)
})

test('wakes again for a call that comes while the worker is at it', async () => {
  const working = Promise.withResolvers<undefined>()
  const ref = aRef((attempt) => (attempt === 1 ? working.promise : undefined))
  await waking().queue.wake(ref, 0)
  await woken(ref)
  await waking().queue.wake(ref, 0)
  working.resolve(undefined)
  await woken(ref, 2)
})

test('keeps conversations of one id in two workspaces apart', async () => {
  const ref = aRef()
  await waking().queue.wake(ref, 100)
  await waking().queue.wake({ ...ref, appId: AppId.parse('app2') }, 100)
  await woken(ref, 2)
})

test('does not wake before the time', async () => {
  const early: boolean[] = []
  const asked = Date.now()
  const ref = aRef(() => void early.push(Date.now() - asked < 400))
  await waking().queue.wake(ref, 400)
  await woken(ref)
  expect(early).toEqual([false])
})

test('wakes again when the worker asks for it', async () => {
  const ref = aRef((attempt) => (attempt < 3 ? 20 : undefined))
  await waking().queue.wake(ref, 0)
  await woken(ref, 3)
})

test('takes a wait below zero for none', async () => {
  const ref = aRef()
  await waking().queue.wake(ref, -5_000)
  await woken(ref)
})

test('tries again when the worker throws', async () => {
  const ref = aRef((attempt) => {
    if (attempt === 1) throw new Error('Intercom is away')
    return undefined
  })
  await waking().queue.wake(ref, 0)
  await woken(ref, 2)
})

test('lets a new message wake a conversation whose last attempt failed and waits', async () => {
  const ref = aRef((attempt) => {
    if (attempt === 1) throw new Error('Intercom is away')
    return undefined
  })
  await waking().queue.wake(ref, 0)
  await woken(ref)
  await expect.poll(async () => (await jobs(ref)).map(({ state }) => state)).toEqual(['retry'])
  await waking().store.db.execute(
    sql`update pgboss.job set start_after = now() + interval '1 h' where data->>'conversationId' = ${ref.conversationId}`,
  )
  await waking().queue.wake(ref, 0)
  await woken(ref, 2)
})

test('puts a job that used up its attempts where people look at it', async () => {
  const ref = aRef(() => {
    throw new Error('always')
  })
  await waking().queue.wake(ref, 60_000)
  await waking().store.db.execute(
    sql`update pgboss.job set retry_count = retry_limit, start_after = now() where data->>'conversationId' = ${ref.conversationId}`,
  )
  await expect
    .poll(async () => (await jobs(ref)).map(({ name, state }) => [name, state]))
    .toEqual([
      ['turn', 'failed'],
      ['dead-turn', 'created'],
    ])
  expect(runsOf(ref)).toBe(1)
})

test('works on several conversations at once', async () => {
  const together = Promise.withResolvers<undefined>()
  const at = { once: 0 }
  const refs = [1, 2, 3, 4].map(() =>
    aRef(() => {
      at.once += 1
      if (at.once === 4) together.resolve(undefined)
      return together.promise
    }),
  )
  await Promise.all(refs.map((ref) => waking().queue.wake(ref, 0)))
  for (const ref of refs) await woken(ref)
  await together.promise
})

test('runs what is repeated once more when asked, and once however often it is asked meanwhile', async () => {
  let runs = 0
  const { queue } = waking()
  await queue.repeat('tidy', '0 0 1 1 *', async () => {
    runs += 1
  })
  await expect.poll(() => runs).toBe(1)
  await Promise.all([queue.runSoon('tidy'), queue.runSoon('tidy'), queue.runSoon('tidy')])
  await expect.poll(() => runs).toBe(2)
  await expect.poll(unfinished).toEqual([])
  expect(runs).toBe(2)
})

const unfinished = async () => {
  const { rows } = await waking().store.db.execute<{ state: string }>(
    sql`select state from pgboss.job where name = 'tidy' and state < 'completed'`,
  )
  return rows
}

test('runs what is repeated at every start', async () => {
  const ran = Promise.withResolvers<void>()
  await waking().queue.repeat('sweep', '*/5 * * * *', async () => ran.resolve())
  await ran.promise
})

test('lets a running job end when it stops, and leaves what waits for the next start', async () => {
  const { store, queue, close } = await startQueue()
  const [begun, finish] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const ended: string[] = []
  const [running, waiting] = [aRef(), aRef()]
  await queue.workTurns(async (ref) => {
    begun.resolve()
    await finish.promise
    ended.push(ref.conversationId)
    return undefined
  })
  await queue.wake(running, 0)
  await begun.promise
  await queue.wake(waiting, 60_000)
  const stopping = queue.stop(5_000).then(() => ended.push('stopped'))
  finish.resolve()
  await stopping
  expect(ended).toEqual([running.conversationId, 'stopped'])
  const { rows } = await store.db.execute<{ state: string }>(
    sql`select state from pgboss.job where name = 'turn' order by created_on`,
  )
  expect(rows).toEqual([{ state: 'completed' }, { state: 'created' }])
  await store.ping()
  await close()
})

test('has logged no error of its own', () => {
  expect(
    waking()
      .logged()
      .filter((line) => !line.includes('a job failed')),
  ).toEqual([])
})
