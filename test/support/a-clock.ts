import { sql } from 'drizzle-orm'
import type { Clock } from '../../src/store/rate-windows.ts'
import { until } from './a-talk.ts'

/** A clock that stands still until a test moves it, for everybody who is given it: the sandbox, a limiter, the database. */
export type TestClock = {
  readonly now: () => number
  readonly clock: Clock
  /** Waits until the clock has been moved so far. */
  readonly pause: (ms: number) => Promise<void>
  /** Every one of these calls has come to its end, or waits for the clock. */
  readonly settled: (calls: readonly Tracked[]) => Promise<void>
  /** Moves the clock; who has waited long enough goes on, the earliest first. */
  readonly letPass: (ms: number) => void
}

/** A call of which one can tell whether it is still under way. */
export type Tracked<Result = unknown> = { readonly isOver: () => boolean; readonly result: Promise<Result> }

export function track<Result>(call: Promise<Result>): Tracked<Result> {
  let over = false
  const result = call.finally(() => {
    over = true
  })
  // Whoever waits for the result hears of it; until then it is no unhandled rejection.
  result.catch(() => {})
  return { isOver: () => over, result }
}

type Sleeper = { readonly atMs: number; readonly wake: () => void }

/** It begins three seconds into one of the sandbox's windows, which begin whenever the clock shows ten full seconds. */
export function aClock(): TestClock {
  let nowMs = Date.UTC(2026, 10, 25, 12, 0, 3)
  let sleepers: readonly Sleeper[] = []
  return {
    now: () => nowMs,
    clock: () => sql`to_timestamp(${nowMs / 1000}::float8)`,
    pause: (ms) =>
      new Promise((wake) => {
        sleepers = [...sleepers, { atMs: nowMs + ms, wake }]
      }),
    settled: (calls) =>
      until(
        'every call is answered or waits',
        () => calls.filter((one) => !one.isOver()).length === sleepers.length,
      ),
    letPass: (ms) => {
      nowMs += ms
      const due = sleepers.filter(({ atMs }) => atMs <= nowMs).toSorted((a, b) => a.atMs - b.atMs)
      sleepers = sleepers.filter(({ atMs }) => atMs > nowMs)
      for (const { wake } of due) wake()
    },
  }
}
