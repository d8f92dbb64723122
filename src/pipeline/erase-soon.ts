import type { AppId } from '../domain/ids.ts'
import type { Db } from '../store/db.ts'
import { eraseForgotten } from '../store/erase-forgotten.ts'
import type { Log } from '../telemetry/create-log.ts'

export type EraseSoonDeps = { readonly db: Db; readonly log: Log }

/**
 * Erases what is due as soon as this process comes to it. Asked for once more while it is at work, it looks once more. What
 * a failure leaves is found by the next look (see `start-answering.ts`).
 */
export function createEraseSoon({ db, log }: EraseSoonDeps): (appId: AppId) => void {
  let state: 'idle' | 'at_work' | 'asked_again' = 'idle'
  return function ask(appId) {
    if (state !== 'idle') {
      state = 'asked_again'
      return
    }
    state = 'at_work'
    eraseForgotten(db, appId)
      .then((erasure) => erasure.conversations > 0 && log.info(erasure, 'forgotten contacts erased'))
      .catch((error: unknown) => log.warn({ err: error }, 'an erasure was cut off; the next look goes on'))
      .finally(() => {
        const again = state === 'asked_again'
        state = 'idle'
        if (again) ask(appId)
      })
  }
}
