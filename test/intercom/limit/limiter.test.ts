import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { AdminId, ConversationId } from '../../../src/domain/ids.ts'
import { LANES, type Lane } from '../../../src/domain/lane.ts'
import { RateLimitedError } from '../../../src/intercom/rate-limited-error.ts'
import { rateWindow } from '../../../src/store/schema/rate-windows.ts'
import { aDatabase } from '../../support/a-database.ts'
import { type Tracked, track } from '../../support/a-clock.ts'
import { startTalk } from '../../support/a-talk.ts'
import { aLimit } from './a-limit.ts'

const { db } = aDatabase()

/** What all instances know of the workspace's window. */
async function rowOf({ sandbox }: Awaited<ReturnType<typeof aLimit>>) {
  const [row] = await db().select().from(rateWindow).where(eq(rateWindow.appId, sandbox.appId))
  return row
}

test('two instances together never use more than the share of a window', async () => {
  const limit = await aLimit(db(), { perWindow: 20, share: 0.5 })
  const [one, two] = [await limit.instance(), await limit.instance()]
  await limit.nextWindow([])
  let before = await limit.counted()
  const calls = [one, two].flatMap(({ intercomFor }) =>
    Array.from({ length: 13 }, () => track(intercomFor('reply').teams())),
  )
  const perWindow: number[] = []
  for (let windows = 0; windows < 3; windows += 1) {
    if (windows === 0) await limit.time.settled(calls)
    else await limit.nextWindow(calls)
    const counted = await limit.counted()
    perWindow.push(counted - before)
    before = counted
  }
  expect(perWindow).toEqual([10, 10, 6])
  await Promise.all(calls.map(({ result }) => result))
})

test('a reply overtakes a digest that began before it, and the digest goes on in the next window', async () => {
  const limit = await aLimit(db(), { perWindow: 20, share: 0.5 })
  const { intercomFor } = await limit.instance()
  await limit.nextWindow([])
  const over: string[] = []
  const read = (lane: Lane) =>
    track(
      intercomFor(lane)
        .teams()
        .then(() => over.push(lane)),
    )
  const digest = Array.from({ length: 8 }, () => read('digest'))
  await limit.time.settled(digest)
  const replies = Array.from({ length: 5 }, () => read('reply'))
  await limit.time.settled([...digest, ...replies])
  expect(over).toEqual([...Array(3).fill('digest'), ...Array(5).fill('reply')])
  await limit.nextWindow(digest)
  expect(over.filter((lane) => lane === 'digest')).toHaveLength(8)
})

test('a digest is not starved by replies that take every window', async () => {
  const limit = await aLimit(db(), { perWindow: 20, share: 1 })
  const { intercomFor } = await limit.instance()
  await limit.nextWindow([])
  const fill = () => Array.from({ length: 13 }, () => track(intercomFor('reply').teams()))
  const replies: Tracked[] = fill()
  await limit.time.settled(replies)
  const digest = track(intercomFor('digest').teams())
  await limit.time.settled([...replies, digest])
  expect(digest.isOver()).toBe(false)
  for (let windows = 0; windows < 5 && !digest.isOver(); windows += 1) {
    // The replies of the next window are there before the digest wakes.
    limit.time.letPass(10_001)
    replies.push(...fill())
    await limit.time.settled([...replies, digest])
    limit.time.letPass(249)
    await limit.time.settled([...replies, digest])
  }
  await digest.result
})

test("a read that another integration's calls leave nothing for is made again after the reset", async () => {
  const limit = await aLimit(db(), { perWindow: 6, share: 1 })
  const { intercomFor } = await limit.instance()
  await limit.nextWindow([])
  await limit.others(6)
  const call = track(intercomFor('sync').teams())
  await limit.time.settled([call])
  expect([call.isOver(), await limit.counted()]).toEqual([false, 8])
  await limit.nextWindow([call])
  await expect(call.result).resolves.toBeInstanceOf(Array)
})

test('an instance hears of a used-up window from its sibling, before it asks in vain', async () => {
  const limit = await aLimit(db(), { perWindow: 6, share: 1 })
  const [one, two] = [await limit.instance(), await limit.instance()]
  await limit.nextWindow([])
  await limit.others(6)
  const first = track(one.intercomFor('reply').teams())
  await limit.time.settled([first])
  await expect.poll(async () => (await rowOf(limit))?.others).toBe(5)
  const before = await limit.counted()
  const second = track(two.intercomFor('reply').teams())
  await limit.time.settled([first, second])
  expect(await limit.counted()).toBe(before)
  await limit.nextWindow([first, second])
  await Promise.all([first.result, second.result])
})

test.each([
  ['answered 429', 'rate_limit_exceeded', 6, 1],
  ['held back, and not even made', 'held_back', 4, 0],
] as const)(
  'a write is %s: nothing happened, and it says when to come again',
  async (_case, code, others, made) => {
    const limit = await aLimit(db(), { perWindow: 6, share: 1 })
    const { intercomFor } = await limit.instance()
    const talk = await startTalk(limit.sandbox, 'Hello?')
    await limit.nextWindow([])
    await limit.others(others)
    // Two reads find out what the others left.
    if (made === 0) await Promise.all([intercomFor('reply').teams(), intercomFor('reply').teams()])
    const before = await limit.counted()
    const write = () =>
      intercomFor('reply').writeNote(
        ConversationId.parse(talk.id),
        AdminId.parse(limit.sandbox.botAdminId),
        '<p>Hi</p>',
      )
    const written = await write()
    expect(written).toMatchObject({ kind: 'refused', error: { status: 429, code } })
    expect(
      written.kind === 'refused' && written.error instanceof RateLimitedError && written.error.waitMs,
    ).toBe(7_000)
    expect([await limit.counted(), await talk.notes()]).toEqual([before + made, []])
    await limit.nextWindow([])
    expect(await write()).toMatchObject({ kind: 'written' })
    expect(await talk.notes()).toEqual(['Hi'])
  },
)

test('what a turn can do later is not kept waiting: its worker is needed', async () => {
  const limit = await aLimit(db(), { perWindow: 10, share: 1 })
  const { intercomFor, waits } = await limit.instance()
  await limit.nextWindow([])
  for (let call = 0; call < 10; call += 1) await intercomFor('reply').teams()
  const error = { name: 'IntercomError', status: 429, code: 'held_back' }
  await expect(intercomFor('hand_off').teams()).rejects.toMatchObject({ ...error, waitMs: 7_050 })
  await expect(intercomFor('note').teams()).rejects.toMatchObject({ ...error, waitMs: 7_100 })
  await expect(intercomFor('turn').teams()).rejects.toMatchObject({ ...error, waitMs: 7_150 })
  expect(waits.slice(-3)).toEqual([
    { lane: 'hand_off', waitMs: 7_050 },
    { lane: 'note', waitMs: 7_100 },
    { lane: 'turn', waitMs: 7_150 },
  ])
})

test('a read takes the calls for the writes that follow it, which nobody takes away then', async () => {
  const limit = await aLimit(db(), { perWindow: 6, share: 1 })
  const [one, two] = [await limit.instance(), await limit.instance()]
  const { intercomFor } = one
  const talk = await startTalk(limit.sandbox, 'Hello?')
  const id = ConversationId.parse(talk.id)
  await limit.nextWindow([])
  for (let call = 0; call < 2; call += 1) await two.intercomFor('reply').teams()
  await expect(intercomFor('hand_off').readConversation(id, 4)).rejects.toMatchObject({ code: 'held_back' })
  await intercomFor('hand_off').readConversation(id, 3)
  await expect(one.intercomFor('hand_off').teams()).rejects.toMatchObject({ code: 'held_back' })
  await expect(two.intercomFor('hand_off').teams()).rejects.toMatchObject({ code: 'held_back' })
  const bot = AdminId.parse(limit.sandbox.botAdminId)
  const writes = [1, 2, 3, 4].map(() => intercomFor('hand_off').writeNote(id, bot, '<p>Hi</p>'))
  expect((await Promise.all(writes)).map(({ kind }) => kind).toSorted()).toEqual([
    'refused',
    'written',
    'written',
    'written',
  ])
})

test('most calls need no trip to the database', async () => {
  const limit = await aLimit(db(), { perWindow: 2_000, share: 0.5 })
  const { intercomFor } = await limit.instance()
  await limit.nextWindow([])
  for (let call = 0; call < 17; call += 1) await intercomFor('reply').teams()
  expect((await rowOf(limit))?.taken).toBe(32)
})

test('before the workspace is known, and while the database is away, calls pass', async () => {
  const limit = await aLimit(db(), { perWindow: 100, share: 0.01 })
  const troubles: unknown[] = []
  const away: Pick<ReturnType<typeof db>, 'execute'> = {
    execute: () => {
      throw new Error('the database is away')
    },
  }
  const { intercomFor, limiter } = await limit.instance({
    db: Object.assign(Object.create(db()), away),
    onTrouble: (error) => void troubles.push(error),
  })
  for (let call = 0; call < 3; call += 1) await intercomFor('digest').teams()
  expect(troubles).toEqual([expect.objectContaining({ message: 'the database is away' })])
  expect(limiter.left()?.get('reply')).toBeGreaterThan(0)
})

test('tells how many calls each lane may still make', async () => {
  const limit = await aLimit(db(), { perWindow: 100, share: 0.5 })
  const { intercomFor, limiter } = await limit.instance()
  await limit.nextWindow([])
  for (let call = 0; call < 20; call += 1) await intercomFor('reply').teams()
  expect(LANES.map((lane) => limiter.left()?.get(lane))).toEqual([30, 28, 25, 10, 0, 0])
  await limit.nextWindow([])
  expect(LANES.map((lane) => limiter.left()?.get(lane))).toEqual([50, 48, 45, 30, 20, 13])
})
