import { setTimeout as wait } from 'node:timers/promises'

/** When each of the requests is due, in milliseconds after the start: `perSecond`, evenly, whatever the answers do. */
export const dueTimes = (perSecond: number, seconds: number): readonly number[] =>
  Array.from({ length: Math.round(perSecond * seconds) }, (_, n) => (n * 1_000) / perSecond)

export type Clock = { readonly now: () => number; readonly wait: (ms: number) => Promise<unknown> }

const CLOCK: Clock = { now: () => performance.now(), wait }

/**
 * Does `act` at each due time and never waits for an answer (an open loop). Latency counts from the moment a request
 * was due, so that whatever had to queue behind a slow answer is counted as slow itself (no coordinated omission).
 */
export async function openLoop(
  due: readonly number[],
  act: (nth: number) => Promise<unknown>,
  clock: Clock = CLOCK,
): Promise<readonly number[]> {
  const startedAt = clock.now()
  const latencies: Promise<number>[] = []
  for (const [nth, dueMs] of due.entries()) {
    const aheadMs = startedAt + dueMs - clock.now()
    if (aheadMs > 0) await clock.wait(aheadMs)
    latencies.push(act(nth).then(() => clock.now() - startedAt - dueMs))
  }
  return Promise.all(latencies)
}
