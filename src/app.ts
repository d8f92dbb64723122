import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Adapt } from './composition/adapt.ts'
import { composeHttp } from './composition/compose-http.ts'
import { composeModel } from './composition/compose-model.ts'
import { createEmbedSoon } from './composition/embed-soon.ts'
import { keepFolderSynced } from './composition/keep-folder-synced.ts'
import { openKnowledge, readKnowledge } from './composition/open-knowledge.ts'
import { openFoundations } from './composition/open-foundations.ts'
import { type Answering, startAnswering } from './composition/start-answering.ts'
import { isSandboxToken } from './config/general-mode.ts'
import type { Config, IntercomConfig } from './config/parse-config.ts'
import { createConsoleAccess, linkTo } from './console/sign-in/console-access.ts'
import { createLimiter } from './intercom/limit/create-limiter.ts'
import { createAccess } from './intercom/access.ts'
import { readPrompts } from './model/prompt-library.ts'
import { createDoor } from './operator/create-door.ts'
import { createReadSettingsState } from './operator/read-settings-state.ts'
import { toFileModes } from './operator/switch-operations.ts'
import { watchSettings } from './operator/watch-settings.ts'
import { watchSwitches } from './operator/watch-switches.ts'
import type { Queue } from './queue/create-queue.ts'
import type { Store } from './store/open-store.ts'
import type { Log } from './telemetry/create-log.ts'
import { createMetrics } from './telemetry/create-metrics.ts'

export type AppOptions = {
  readonly config: Config
  readonly intercom: IntercomConfig
  readonly log: Log
  /** Told each new one-time link to the console, once the one before was used. */
  readonly onConsoleLink?: (link: string) => void
  /** Puts something between the parts that are composed here: tests slow them down, break them, count them. */
  readonly adapt?: Adapt
  /** Reads the configuration again, as a start would. Absent: nobody watches the settings file. */
  readonly readConfig?: () => Config
  /** Syncs the knowledge folder whenever something in it changes. */
  readonly watchKnowledge?: boolean
  /** A dump of a migrated embedded database to start from (tests). */
  readonly snapshot?: Blob
}

export type App = {
  readonly url: string
  readonly store: Store
  readonly articles: number
  /** Opens the console once, where neither a password nor the sandbox does. */
  readonly consoleLink?: string
  /** Resolves once the workspace is known and its conversations are being answered. */
  readonly answering: Promise<Answering>
  /** Lets running turns end, then closes everything in the order in which it depends on each other. */
  readonly close: () => Promise<void>
}

const PROMPTS = fileURLToPath(new URL('../prompts', import.meta.url))
/** How long running turns may take to end when the service is stopped. */
export const STOP_WITHIN_MS = 12_000

/** The composition root: builds every part once and hands it on. */
export async function startApp(options: AppOptions): Promise<App> {
  const { config, intercom, log, adapt = {}, readConfig, snapshot, onConsoleLink, watchKnowledge } = options
  const samples = isSandboxToken(intercom.accessToken) ? 'use' : 'skip'
  const read = await readKnowledge(config, samples)
  const prompts = config.model && readPrompts(PROMPTS)
  const { store, queue } = await openFoundations({ config, log, adapt, snapshot })
  const { db } = store
  const articles = await openKnowledge({ config, intercom, samples, read, db, log }).catch(
    closeAndThrow(queue, store),
  )
  const metrics = createMetrics()
  const intercomAccess = createAccess({ onChange: tellAccess(log) })
  const stop = new AbortController()
  const limiter = createLimiter({
    db: store.db,
    share: config.settings.limits.api_share,
    pause: (ms) => wait(ms, undefined, { signal: stop.signal }),
    onWait: metrics.countWait,
    onTrouble: (error) => log.warn({ err: error }, 'calls to Intercom are not counted'),
  })
  metrics.watchPermits(limiter.left)
  let current: Answering | undefined
  const inUse = { ...config, intercom }
  const door = createDoor({ db: store.db, config: inUse, log })
  const model =
    config.model &&
    prompts &&
    composeModel({
      config: config.model,
      settings: config.settings,
      prompts,
      db: store.db,
      log,
      metrics,
      appId: () => current?.appId,
    })
  const readState = readConfig && createReadSettingsState({ config, readConfig })
  const access = createConsoleAccess({
    password: config.consolePassword,
    accessToken: intercom.accessToken,
    onNextKey: (key) => onConsoleLink?.(linkTo(url, key)),
  })
  const http = composeHttp({
    config,
    intercom,
    intercomAccess,
    access,
    store,
    log,
    limiter,
    metrics,
    answering: () => current,
    door,
    checkModel: model?.check,
    checkVectors: model?.vectors?.check,
    readState,
  })
  const url = await http.listen({ host: config.host, port: config.port }).catch(closeAndThrow(queue, store))
  door?.open(url)
  if (watchKnowledge) {
    const onChange = model?.vectors && createEmbedSoon({ queue, log })
    void keepFolderSynced({ config, samples, db, log, signal: stop.signal, onChange })
  }
  if (readState) {
    void watchSettings({ readState, settingsFile: config.settingsFile, log, signal: stop.signal })
  }
  void model?.check().then((problem) => problem && log.warn({ problem }, 'the model cannot be asked'))
  const answering = startAnswering({
    config,
    intercom,
    access: intercomAccess,
    store,
    queue,
    limiter,
    log,
    metrics,
    signal: stop.signal,
    ...(model && { ask: model.ask }),
    ...(model?.vectors && { vectors: model.vectors }),
    adapt,
  }).then((started) => {
    current = started
    const { appId } = started
    void watchSwitches({ db: store.db, appId, fileModes: toFileModes(inUse), log, signal: stop.signal })
    return started
  })
  answering.catch(
    (error) => stop.signal.aborted || log.fatal({ err: error }, 'conversations cannot be answered'),
  )
  return {
    url,
    ...(access.kind === 'link' && { consoleLink: linkTo(url, access.key.current()) }),
    store,
    articles,
    answering,
    close: async () => {
      door?.close()
      stop.abort()
      await http.close()
      await queue.stop(STOP_WITHIN_MS)
      await current?.sourcesIdle()
      await store.close()
    },
  }
}

const tellAccess = (log: Log) => (problem: string | undefined) =>
  problem ? log.error({ problem }, 'Intercom refuses') : log.info('Intercom refuses nothing any more')

const closeAndThrow = (queue: Queue, store: Store) => async (error: unknown) => {
  await queue.stop(0)
  await store.close()
  throw error
}
