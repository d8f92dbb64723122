import type { Config, IntercomConfig } from '../config/parse-config.ts'
import type { AppId } from '../domain/ids.ts'
import { PATIENCE } from '../domain/patience.ts'
import type { Access } from '../intercom/access.ts'
import { createIntercom } from '../intercom/create-intercom.ts'
import { createLanes } from '../intercom/create-lanes.ts'
import { guardAccess } from '../intercom/guard-access.ts'
import type { Limiter } from '../intercom/limit/create-limiter.ts'
import { usedIntercomSources } from '../knowledge/sources/intercom-sources.ts'
import type { AskModel } from '../model/ask-model.ts'
import { connect, toWorkspace } from '../pipeline/connect.ts'
import { createTurns } from '../pipeline/create-turns.ts'
import { isOutage } from '../pipeline/is-outage.ts'
import { goOnWhenAccepted } from '../pipeline/go-on-when-accepted.ts'
import type { MakeDigest } from '../pipeline/make-digest.ts'
import { createRecordContent } from '../pipeline/record-content.ts'
import { createRecordNotification, type RecordNotification } from '../pipeline/record-notification.ts'
import { createTendDeadTurns } from '../pipeline/tend-dead-turns.ts'
import type { Workspace } from '../pipeline/workspace.ts'
import type { Queue } from '../queue/create-queue.ts'
import { keepWaking } from '../queue/keep-waking.ts'
import type { Store } from '../store/open-store.ts'
import type { Log } from '../telemetry/create-log.ts'
import type { Metrics } from '../telemetry/create-metrics.ts'
import type { Adapt } from './adapt.ts'
import { composeMind } from './compose-mind.ts'
import type { VectorParts } from './compose-vectors.ts'
import { createEmbedSoon } from './embed-soon.ts'
import { startSources } from './start-sources.ts'
import { startSchedules } from './start-schedules.ts'
import { timeRun } from './time-run.ts'

export type AnsweringDeps = {
  readonly config: Config
  readonly intercom: IntercomConfig
  /** Whether Intercom lets us in. */
  readonly access: Access
  readonly store: Store
  readonly queue: Queue
  /** The workspace's rate limit, which all instances share. */
  readonly limiter: Limiter
  readonly log: Log
  readonly metrics: Metrics
  readonly signal: AbortSignal
  /** Absent: the extractive mind alone. */
  readonly ask?: AskModel
  /** Absent: search by words alone. */
  readonly vectors?: VectorParts
  readonly adapt: Adapt
}

/** A connected workspace whose conversations are being answered. */
export type Answering = {
  readonly appId: AppId
  readonly workspace: Workspace
  readonly record: RecordNotification
  readonly digest: MakeDigest
  /** Resolves once no source of knowledge is being read. */
  readonly sourcesIdle: () => Promise<void>
}

const DEAD_TURNS_EVERY = '* * * * *'

const now = () => new Date()

/** Finds out which workspace this is, then starts the workers, the sweep, the nightly summary and the daily audit head. */
export async function startAnswering(deps: AnsweringDeps): Promise<Answering> {
  const { config, store, queue, limiter, log, metrics, adapt } = deps
  const { db } = store
  const patience = adapt.patience?.(PATIENCE) ?? PATIENCE
  const { getTimeoutMs, postTimeoutMs } = patience
  const { access, signal } = deps
  const intercomFor = createLanes((lane) => {
    const admit = limiter.lane(lane)
    const onCall = metrics.countApiCall
    const own = createIntercom(deps.intercom, { getTimeoutMs, postTimeoutMs, onCall, admit })
    return guardAccess(adapt.intercom?.(own) ?? own, access)
  })
  const toConnect = { db, intercom: intercomFor('reply'), config: deps.intercom, access, log, signal }
  const known = await connect(toConnect)
  const { appId } = known
  limiter.know(appId)
  const workspace = toWorkspace(known, deps.intercom, config)
  const { quiet_ms: quietMs, quiet_max_ms: quietMaxMs } = config.settings
  const ask = deps.ask && (adapt.ask?.(deps.ask) ?? deps.ask)
  const { think, giveUp } = composeMind({
    store,
    config,
    ask,
    vectors: deps.vectors?.search,
    adapt,
    samples: workspace.samples,
    onFailure: (error) => log.error({ err: error }, 'drafting failed; the turn is handed off'),
  })
  const walk = {
    db,
    intercomFor,
    workspace,
    patience,
    now,
    onOutcome: metrics.countOutcome,
    onEffect: metrics.countEffect,
    onFenceWindow: metrics.observeFenceWindow,
  }
  const turns = createTurns({ ...walk, think })
  await queue.workTurns(async (ref) => {
    // A database may have served another workspace, or an earlier sandbox, before.
    if (ref.appId !== appId) return undefined
    const end = await timeRun(() => turns(ref), metrics.countTurn)
    log.info({ conversationId: ref.conversationId, end: end.kind }, 'turn')
    return end.kind === 'again' ? end.waitMs : undefined
  }, isOutage)
  const tendDeadTurns = createTendDeadTurns({
    db,
    appId,
    giveUp: createTurns({ ...walk, think: giveUp }),
    log,
  })
  await queue.repeat('dead-turns', DEAD_TURNS_EVERY, tendDeadTurns)
  void keepWaking({ db, queue, appId, log, signal })
  void goOnWhenAccepted({
    db,
    queue,
    access,
    me: intercomFor('sync').me,
    appId,
    everyMs: patience.acceptedAgainMs,
    log,
    signal,
  })
  const { digest } = await startSchedules({
    config,
    db,
    queue,
    intercomFor,
    appId,
    workspace,
    ask,
    embedChunks: deps.vectors?.embedChunks({ appId, signal }),
    now,
    log,
    signal,
  })
  const sources = await startSources({
    ...deps,
    db,
    appId,
    now,
    onChange: deps.vectors && createEmbedSoon(deps),
  })
  return {
    appId,
    workspace,
    digest,
    sourcesIdle: sources.idle,
    record: createRecordNotification({
      db,
      queue,
      quiet: { quietMs, quietMaxMs },
      identity: workspace.identity,
      log,
      recordContent: createRecordContent({
        db,
        used: usedIntercomSources(config.settings.knowledge),
        syncSoon: sources.syncSoon,
      }),
    }),
  }
}
