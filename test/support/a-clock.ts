import { sql } from 'drizzle-orm'
import type { Clock } from '../../src/store/rate-windows.ts'

/** A clock that stands still until a test moves it, for everybody who is given it: the sandbox, a limiter, the database. */
export type TestClock = {
  readonly now: () => number
  readonly clock: Clock
  /** Waits until the clock has been moved so far. */
  readonly pause: (ms: number) => Promise<void>
  /** How many wait. */
  readonly waiting: () => number
  /** Moves the clock; who has waited long enough goes on, the earliest first. */
  readonly letPass: (ms: number) => void
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
    waiting: () => sleepers.length,
    letPass: (ms) => {
      nowMs += ms
      const due = sleepers.filter(({ atMs }) => atMs <= nowMs).toSorted((a, b) => a.atMs - b.atMs)
      sleepers = sleepers.filter(({ atMs }) => atMs > nowMs)
      for (const { wake } of due) wake()
    },
  }
}
