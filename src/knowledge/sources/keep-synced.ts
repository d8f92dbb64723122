import { setTimeout as wait } from 'node:timers/promises'
import type { SourceName } from '../../domain/knowledge-source.ts'
import type { Log } from '../../telemetry/create-log.ts'
import type { Source } from './source.ts'
import { type SyncEnd, type SyncSource, tellSync } from './sync-source.ts'

export type KeepSyncedDeps = {
  readonly sources: readonly Source[]
  readonly sync: SyncSource
  readonly log: Log
  readonly signal: AbortSignal
  /** Told once articles were added, changed or removed. */
  readonly onChange?: (() => void) | undefined
  /** Several webhooks of one edit become one sync. */
  readonly soonMs?: number
  /** Before it is tried again while another instance is at it. */
  readonly busyMs?: number
}

export type KeepSynced = {
  /** Syncs every source, one after the other. */
  readonly syncAll: () => Promise<void>
  /** Syncs one source some time from now. */
  readonly syncSoon: (name: SourceName) => void
  /** Resolves once nothing is under way. */
  readonly idle: () => Promise<void>
}

/** Syncs sources whenever it is told to, one at a time, and writes down how it went. */
export function createKeepSynced(deps: KeepSyncedDeps): KeepSynced {
  const { sources, sync, log, signal, soonMs = 500, busyMs = 5_000 } = deps
  const soon = new Set<SourceName>()
  let last: Promise<unknown> = Promise.resolve()

  const syncOne = (source: Source): Promise<SyncEnd | undefined> => {
    const next = last.then(async () => {
      if (signal.aborted) return undefined
      const end = await sync(source)
      tellSync(log, end)
      if (hasChanged(end)) deps.onChange?.()
      return end
    })
    // A database that is away is told where it is needed; the next look follows.
    last = next.catch((error: unknown) => log.warn({ err: error, source: source.name }, 'no sync'))
    return next
  }

  const syncIn = async (source: Source, ms: number): Promise<void> => {
    await wait(ms, undefined, { signal, ref: false })
    soon.delete(source.name)
    const end = await syncOne(source)
    if (end?.kind === 'busy') later(source, busyMs)
  }

  const later = (source: Source, ms: number) => {
    if (soon.has(source.name) || signal.aborted) return
    soon.add(source.name)
    syncIn(source, ms).catch(() => soon.delete(source.name))
  }

  return {
    syncAll: async () => {
      for (const source of sources) await syncOne(source)
    },
    syncSoon: (name) => {
      const source = sources.find((one) => one.name === name)
      if (source) later(source, soonMs)
    },
    idle: async () => void (await last),
  }
}

const hasChanged = (end: SyncEnd): boolean =>
  end.kind === 'synced' &&
  [end.applied.added, end.applied.changed, end.applied.removed].some((articles) => articles.length > 0)
