import { setTimeout as wait } from 'node:timers/promises'
import type { SourceProgress } from '../../knowledge/sources/sync-source.ts'
import { knowledgeStatus } from '../../operator/knowledge-operations.ts'
import type { AskMeanwhile } from '../../operator/with-operator.ts'

const LOOK_EVERY_MS = 500

/** Asks the service that is syncing how far it has come, until it has ended. */
export const watchSync =
  (show: (progress: SourceProgress) => void) =>
  async (ask: AskMeanwhile, signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      await wait(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => {})
      if (signal.aborted) return
      // A look that fails costs a moment of the bar; the sync itself tells what is wrong.
      const status = await ask(knowledgeStatus, {}).catch(() => undefined)
      const found = status?.sources.find(({ running }) => running)
      if (!found?.running || signal.aborted) continue
      const { done, total } = found.running
      show({ name: found.name, done, ...(total !== null && { total }) })
    }
  }
