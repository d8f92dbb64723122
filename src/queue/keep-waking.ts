import { setTimeout as wait } from 'node:timers/promises'
import type { AppId } from '../domain/ids.ts'
import type { Db } from '../store/db.ts'
import type { Log } from '../telemetry/create-log.ts'
import type { Queue } from './create-queue.ts'
import { findUnwoken } from './find-unwoken.ts'

export type KeepWakingDeps = {
  readonly db: Db
  readonly queue: Pick<Queue, 'wake'>
  readonly appId: AppId
  readonly log: Log
  readonly signal: AbortSignal
  readonly everyMs?: number
}

const LOOK_EVERY_MS = 1_000

/**
 * Looks every second for conversations that are due and were not woken, and wakes them (law 2). Several instances may
 * do it at once: at most one job waits for a conversation.
 */
export async function keepWaking(deps: KeepWakingDeps): Promise<void> {
  const { db, queue, appId, log, signal, everyMs = LOOK_EVERY_MS } = deps
  while (!signal.aborted) {
    await wait(everyMs, undefined, { signal, ref: false }).catch(() => {})
    if (signal.aborted) return
    try {
      const unwoken = await findUnwoken(db, appId)
      await Promise.all(unwoken.map((ref) => queue.wake(ref, 0)))
      if (unwoken.length > 0) log.warn({ conversations: unwoken.length }, 'lost wakes were made up for')
    } catch (error) {
      // A database that is away for a while is reported where it is needed; the next look follows.
      log.debug({ err: error }, 'no look for lost wakes')
    }
  }
}
