import type { Config } from '../config/parse-config.ts'
import type { AppId } from '../domain/ids.ts'
import type { IntercomFor } from '../intercom/create-intercom.ts'
import type { AskModel } from '../model/ask-model.ts'
import { digestSettings } from '../pipeline/digest/digest-settings.ts'
import { digestCron } from '../pipeline/digest/is-due.ts'
import { createMakeDigest, type MakeDigest } from '../pipeline/make-digest.ts'
import { createNightlyDigest } from '../pipeline/nightly-digest.ts'
import { createSweep } from '../pipeline/sweep.ts'
import type { Workspace } from '../pipeline/workspace.ts'
import type { Queue } from '../queue/create-queue.ts'
import type { Db } from '../store/db.ts'
import { eraseForgotten } from '../store/erase-forgotten.ts'
import { auditHead } from '../store/verify-audit.ts'
import type { Log } from '../telemetry/create-log.ts'
import { EMBED_CHUNKS } from './embed-soon.ts'

export type SchedulesDeps = {
  readonly config: Config
  readonly db: Db
  readonly queue: Queue
  readonly intercomFor: IntercomFor
  readonly appId: AppId
  readonly workspace: Workspace
  /** Absent: summaries are written without a model. */
  readonly ask: AskModel | undefined
  /** Absent: no model for embeddings is configured. */
  readonly embedChunks: (() => Promise<unknown>) | undefined
  readonly now: () => Date
  readonly log: Log
  readonly signal: AbortSignal
}

const SWEEP_EVERY = '*/5 * * * *'
/** What a crash or a lost connection left of an erasure. */
const ERASE_EVERY = '* * * * *'
/** New chunks get their vectors within a minute; what a crash or a server that was away has left, too. */
const EMBED_EVERY = '* * * * *'
const AUDIT_HEAD_AT = '10 0 * * *'

/** Starts what comes again by the clock: the sweep, the daily audit head, unfinished erasures, the nightly summary. */
export async function startSchedules(deps: SchedulesDeps): Promise<{ readonly digest: MakeDigest }> {
  const { db, queue, appId, workspace, now, log, signal } = deps
  const sweep = createSweep({
    db,
    queue,
    intercom: deps.intercomFor('sync'),
    appId,
    identity: workspace.identity,
    staleMs: workspace.policy.staleMs,
    now,
  })
  await queue.repeat('sweep', SWEEP_EVERY, async () => log.info(await sweep(), 'sweep'))
  await queue.repeat('audit-head', AUDIT_HEAD_AT, async () =>
    log.info({ head: await auditHead(db, now()) }, 'audit head'),
  )
  await queue.repeat('erase-forgotten', ERASE_EVERY, async () => {
    const erasure = await eraseForgotten(db, appId, { signal })
    if (erasure.conversations > 0) log.info(erasure, 'forgotten contacts erased')
  })
  const { embedChunks } = deps
  if (embedChunks) await queue.repeat(EMBED_CHUNKS, EMBED_EVERY, async () => void (await embedChunks()))
  return { digest: await startDigest(deps) }
}

async function startDigest(deps: SchedulesDeps): Promise<MakeDigest> {
  const { config, db, queue, appId, workspace, ask, now, log, signal } = deps
  const digest = createMakeDigest({
    db,
    intercom: deps.intercomFor('digest'),
    appId,
    identity: workspace.identity,
    ...digestSettings(config, ask),
    now,
    log,
    signal,
  })
  const time = config.settings.digest
  const nightly = createNightlyDigest({ db, appId, time, make: digest, now })
  await queue.repeat('digest', digestCron(time.at), nightly, time.timezone)
  return digest
}
