import type { Config, IntercomConfig } from './config/parse-config.ts'
import type { AppId } from './domain/ids.ts'
import { PATIENCE, type Patience } from './domain/patience.ts'
import type { RunEnd } from './domain/turn.ts'
import { draftByExtraction } from './drafting/draft-by-extraction.ts'
import { createDraftWithModel } from './drafting/model/draft-with-model.ts'
import { createUnderstandWithModel } from './drafting/model/understand-with-model.ts'
import { createVerifyWithModel } from './drafting/model/verify-with-model.ts'
import { understandByRules } from './drafting/understand-by-rules.ts'
import { verifyDraft } from './drafting/verify-draft.ts'
import type { Access } from './intercom/access.ts'
import { createIntercom, type Intercom } from './intercom/create-intercom.ts'
import { createLanes } from './intercom/create-lanes.ts'
import { guardAccess } from './intercom/guard-access.ts'
import type { Limiter } from './intercom/limit/create-limiter.ts'
import type { AskModel } from './model/ask-model.ts'
import { connect, toWorkspace } from './pipeline/connect.ts'
import { createTurns } from './pipeline/create-turns.ts'
import { digestSettings } from './pipeline/digest/digest-settings.ts'
import { digestCron } from './pipeline/digest/is-due.ts'
import { isOutage } from './pipeline/is-outage.ts'
import { goOnWhenAccepted } from './pipeline/go-on-when-accepted.ts'
import { createMakeDigest, type MakeDigest } from './pipeline/make-digest.ts'
import { createNightlyDigest } from './pipeline/nightly-digest.ts'
import { createRecordNotification, type RecordNotification } from './pipeline/record-notification.ts'
import { createSweep } from './pipeline/sweep.ts'
import { createTendDeadTurns } from './pipeline/tend-dead-turns.ts'
import { createGiveUp, type MindSteps } from './pipeline/think.ts'
import { createMind, type ModelSteps } from './pipeline/think-with-model.ts'
import type { Workspace } from './pipeline/workspace.ts'
import type { Queue } from './queue/create-queue.ts'
import { keepWaking } from './queue/keep-waking.ts'
import { createRetrieve } from './retrieval/retrieve.ts'
import { eraseForgotten } from './store/erase-forgotten.ts'
import type { Store } from './store/open-store.ts'
import { auditHead } from './store/verify-audit.ts'
import type { Log } from './telemetry/create-log.ts'
import type { Metrics, TurnRun } from './telemetry/create-metrics.ts'

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
  readonly adapt: Adapt
}

/** The composed parts as the walk is to use them, each made from our own. Absent: our own as it is. */
export type Adapt = {
  readonly store?: (own: Store) => Store
  readonly queue?: (own: Queue) => Queue
  /** Called once for each lane. */
  readonly intercom?: (own: Intercom) => Intercom
  readonly mind?: (own: MindSteps) => MindSteps
  readonly ask?: (own: AskModel) => AskModel
  readonly patience?: (own: Patience) => Patience
}

/** A connected workspace whose conversations are being answered. */
export type Answering = {
  readonly appId: AppId
  readonly workspace: Workspace
  readonly record: RecordNotification
  readonly digest: MakeDigest
}

const SWEEP_EVERY = '*/5 * * * *'
/** What a crash or a lost connection left of an erasure. */
const ERASE_EVERY = '* * * * *'
const DEAD_TURNS_EVERY = '* * * * *'
const AUDIT_HEAD_AT = '10 0 * * *'

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
  const ownMind: MindSteps = {
    understand: understandByRules,
    retrieve: createRetrieve(store),
    draft: draftByExtraction,
    verify: verifyDraft,
  }
  const ask = deps.ask && (adapt.ask?.(deps.ask) ?? deps.ask)
  const mind = adapt.mind?.(ownMind) ?? ownMind
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
  const think = createMind({
    mind,
    ...(ask && { model: modelSteps(ask, config) }),
    samples: workspace.samples,
    onFailure: (error) => log.error({ err: error }, 'drafting failed; the turn is handed off'),
  })
  const turns = createTurns({ ...walk, think })
  await queue.workTurns(async (ref) => {
    // A database may have served another workspace, or an earlier sandbox, before.
    if (ref.appId !== appId) return undefined
    const end = await timed(() => turns(ref), metrics.countTurn)
    log.info({ conversationId: ref.conversationId, end: end.kind }, 'turn')
    return end.kind === 'again' ? end.waitMs : undefined
  }, isOutage)
  const giveUp = createTurns({ ...walk, think: createGiveUp(mind) })
  await queue.repeat('dead-turns', DEAD_TURNS_EVERY, createTendDeadTurns({ db, appId, giveUp, log }))
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
  const sweep = createSweep({
    db,
    queue,
    intercom: intercomFor('sync'),
    appId,
    staleMs: workspace.policy.staleMs,
    now,
  })
  await queue.repeat('sweep', SWEEP_EVERY, async () => log.info(await sweep(), 'sweep'))
  await queue.repeat('audit-head', AUDIT_HEAD_AT, async () =>
    log.info({ head: await auditHead(db, now()) }, 'audit head'),
  )
  await queue.repeat('erase-forgotten', ERASE_EVERY, async () => {
    const erasure = await eraseForgotten(db, appId, { signal: deps.signal })
    if (erasure.conversations > 0) log.info(erasure, 'forgotten contacts erased')
  })
  const digest = createMakeDigest({
    db,
    intercom: intercomFor('digest'),
    appId,
    identity: workspace.identity,
    ...digestSettings(config, ask),
    now,
    log,
    signal: deps.signal,
  })
  const time = config.settings.digest
  const nightly = createNightlyDigest({ db, appId, time, make: digest, now })
  await queue.repeat('digest', digestCron(time.at), nightly, time.timezone)
  return {
    appId,
    workspace,
    digest,
    record: createRecordNotification({
      db,
      queue,
      quiet: { quietMs, quietMaxMs },
      identity: workspace.identity,
      log,
    }),
  }
}

/** Tells how a run ended and how long it took, also when it threw. */
async function timed(run: () => Promise<RunEnd>, tell: (run: TurnRun) => void): Promise<RunEnd> {
  const startedMs = performance.now()
  const told = (end: TurnRun['end']) => tell({ end, seconds: (performance.now() - startedMs) / 1000 })
  try {
    const end = await run()
    told(end.kind)
    return end
  } catch (error) {
    told('failed')
    throw error
  }
}

/** The three calls of a turn, as the settings want them. */
function modelSteps(ask: AskModel, { settings }: Config): ModelSteps {
  const topics = settings.topics.map(({ name, description }) => ({
    name,
    ...(description && { description }),
  }))
  const { name: botName, tone } = settings.bot
  return {
    understand: createUnderstandWithModel(ask, topics),
    draft: createDraftWithModel(ask, { botName, tone }),
    verify: createVerifyWithModel(ask),
  }
}
