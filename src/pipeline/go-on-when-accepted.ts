import { setTimeout as wait } from 'node:timers/promises'
import { type AppId, ConversationId } from '../domain/ids.ts'
import type { Access } from '../intercom/access.ts'
import type { Intercom } from '../intercom/create-intercom.ts'
import type { Queue } from '../queue/create-queue.ts'
import { unfinishedConversations } from '../store/conversations.ts'
import type { Db } from '../store/db.ts'
import type { Log } from '../telemetry/create-log.ts'

export type GoOnDeps = {
  readonly db: Db
  readonly queue: Pick<Queue, 'wake'>
  readonly access: Pick<Access, 'stopOf'>
  /** Tells `access` what came of it. */
  readonly me: Intercom['me']
  readonly appId: AppId
  readonly everyMs: number
  readonly log: Log
  readonly signal: AbortSignal
}

/** While the token is refused, asks now and then whether it still is; once it is accepted, wakes every turn that waits. */
export async function goOnWhenAccepted(deps: GoOnDeps): Promise<void> {
  const { access, me, everyMs, log, signal } = deps
  let isStopped = false
  while (!signal.aborted) {
    await wait(everyMs, undefined, { signal, ref: false }).catch(() => {})
    if (signal.aborted) return
    try {
      isStopped ||= access.stopOf() !== undefined
      if (access.stopOf()) await me()
      if (!isStopped) continue
      await wakeWaiting(deps)
      isStopped = false
    } catch (error) {
      // A refusal is told by `access`, a database that is away where it is needed; the next look follows.
      log.debug({ err: error }, 'turns still wait for Intercom to accept the token')
    }
  }
}

async function wakeWaiting({ db, queue, appId, log }: GoOnDeps): Promise<void> {
  const ids = await unfinishedConversations(db, appId)
  await Promise.all(ids.map((id) => queue.wake({ appId, conversationId: ConversationId.parse(id) }, 0)))
  log.info({ conversations: ids.length }, 'Intercom accepts the token again: waiting turns go on')
}
