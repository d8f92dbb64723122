import { expect, test } from 'vitest'
import { type Clock, dueTimes, openLoop } from './schedule.ts'

/** A clock that stands still unless somebody waits, or work takes its time. */
function aClock() {
  let time = 1_000
  const pass = (ms: number) => {
    time += ms
  }
  const wait = async (ms: number) => {
    // What is answered already has been told before time goes on.
    await new Promise<void>((resolve) => setImmediate(resolve))
    pass(ms)
  }
  const clock: Clock = { now: () => time, wait }
  return { clock, pass }
}

test('spreads requests evenly over the time', () => {
  expect(dueTimes(4, 1.5)).toEqual([0, 250, 500, 750, 1_000, 1_250])
  expect(dueTimes(200, 10)).toHaveLength(2_000)
})

test('sends each request when it is due', async () => {
  const { clock } = aClock()
  const sentAt: number[] = []
  await openLoop([0, 5, 10], async () => void sentAt.push(clock.now()), clock)
  expect(sentAt).toEqual([1_000, 1_005, 1_010])
})

test('does not wait for an answer before it sends the next request', async () => {
  const { clock } = aClock()
  const answers = [0, 1, 2].map(() => Promise.withResolvers<void>())
  const sent: number[] = []
  const running = openLoop(
    [0, 5, 10],
    (nth) => {
      sent.push(nth)
      if (nth === 2) for (const { resolve } of answers) resolve()
      return answers[nth]?.promise ?? Promise.resolve()
    },
    clock,
  )
  expect(await running).toHaveLength(3)
  expect(sent).toEqual([0, 1, 2])
})

test('counts from the moment a request was due: what a stall has held up is slow itself', async () => {
  const { clock, pass } = aClock()
  const stall = async (nth: number) => {
    if (nth === 1) pass(100)
  }
  expect(await openLoop([0, 10, 20, 30, 200], stall, clock)).toEqual([0, 100, 90, 80, 0])
})
