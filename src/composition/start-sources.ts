import { isSandboxToken } from '../config/general-mode.ts'
import type { Config, IntercomConfig } from '../config/parse-config.ts'
import type { AppId } from '../domain/ids.ts'
import type { Access } from '../intercom/access.ts'
import { createContentReader } from '../intercom/content/create-content-reader.ts'
import type { Limiter } from '../intercom/limit/create-limiter.ts'
import { createIntercomSources } from '../knowledge/sources/intercom-sources.ts'
import { createKeepSynced, type KeepSynced } from '../knowledge/sources/keep-synced.ts'
import { createSyncSource } from '../knowledge/sources/sync-source.ts'
import type { Queue } from '../queue/create-queue.ts'
import type { Db } from '../store/db.ts'
import type { Log } from '../telemetry/create-log.ts'
import type { Metrics } from '../telemetry/create-metrics.ts'

export type SourcesDeps = {
  readonly config: Pick<Config, 'settings'>
  readonly intercom: IntercomConfig
  readonly access: Pick<Access, 'stopOf'>
  readonly limiter: Limiter
  readonly metrics: Pick<Metrics, 'countApiCall'>
  readonly db: Db
  readonly queue: Pick<Queue, 'repeat'>
  /** Told once articles were added, changed or removed. */
  readonly onChange?: (() => void) | undefined
  readonly appId: AppId
  readonly now: () => Date
  readonly log: Log
  readonly signal: AbortSignal
}

const SYNC_EVERY = '*/5 * * * *'

/** Keeps what the workspace knows up to date: at once, every five minutes, and whenever a webhook tells of something. */
export async function startSources(deps: SourcesDeps): Promise<KeepSynced> {
  const { config, intercom, access, limiter, metrics, db, queue, log, signal } = deps
  const content = createContentReader(intercom, {
    access,
    signal,
    admit: limiter.lane('sync'),
    onCall: metrics.countApiCall,
  })
  const sources = createIntercomSources({
    settings: config.settings.knowledge,
    content,
    workspace: deps.appId,
    isSandbox: isSandboxToken(intercom.accessToken),
    now: deps.now,
  })
  const { onChange } = deps
  const kept = createKeepSynced({ sources, sync: createSyncSource({ db, signal }), log, signal, onChange })
  if (sources.length > 0) await queue.repeat('knowledge', SYNC_EVERY, kept.syncAll)
  return kept
}
