import type { Config, IntercomConfig } from '../config/parse-config.ts'
import { isSandboxToken } from '../config/general-mode.ts'
import { createKnowledgeHealth } from '../knowledge/sources/knowledge-health.ts'
import { createReadSetup } from '../console/setup/read-setup.ts'
import type { Limiter } from '../intercom/limit/create-limiter.ts'
import { type ReadSettingsState, settingsProblem } from '../operator/read-settings-state.ts'
import { toFileModes } from '../operator/switch-operations.ts'
import { createHearTopic } from '../pipeline/hear-topic.ts'
import { countDeadTurns } from '../queue/dead-turns.ts'
import { countServed } from '../store/knowledge-sources.ts'
import { countOpenWork } from '../store/conversations.ts'
import { createHttp, type HttpParts } from './create-http.ts'

/** What the HTTP side is given as it is; the rest is made here. */
type Given = 'store' | 'log' | 'intercomAccess' | 'answering' | 'door' | 'access' | 'metrics'

export type ComposeHttpDeps = Pick<HttpParts, Given> & {
  readonly config: Config
  readonly intercom: IntercomConfig
  readonly limiter: Limiter
  /** Absent: no model is configured. */
  readonly checkModel: HttpParts['checkModel'] | undefined
  /** Absent: no model for embeddings is configured. */
  readonly checkVectors: HttpParts['checkVectors'] | undefined
  /** Absent: nobody watches the settings file. */
  readonly readState: ReadSettingsState | undefined
}

/** The HTTP side of this configuration: what its pages read, and what its checks look at. */
export function composeHttp(deps: ComposeHttpDeps) {
  const { config, intercom, store, log, limiter, checkModel, checkVectors, readState, ...given } = deps
  const { db } = store
  const fileModes = toFileModes({ ...config, intercom })
  const appId = () => given.answering()?.appId
  const samples = isSandboxToken(intercom.accessToken) ? 'use' : 'skip'
  const readSetup = createReadSetup({
    db,
    config,
    intercom,
    admit: limiter.lane('note'),
    fileModes,
    countArticles: () => countServed(db, samples),
    appId,
    ...(checkModel && { checkModel }),
  })
  return createHttp({
    ...given,
    store,
    log,
    intercom,
    publicUrl: config.publicUrl,
    fileModes,
    knowledge: createKnowledgeHealth({ db, settings: config.settings.knowledge, samples }),
    pilot: config.settings.pilot,
    metricsToken: config.metricsToken,
    readBacklog: createReadBacklog({ db, appId }),
    readSetup,
    hear: createHearTopic({
      db,
      now: Date.now,
      onFailure: (error) => log.warn({ err: error }, 'a webhook topic could not be noted'),
    }),
    ...(checkModel && { checkModel }),
    ...(checkVectors && { checkVectors }),
    ...(readState && { checkSettings: async () => settingsProblem(readState(), config) }),
  })
}

type BacklogDeps = Pick<Parameters<typeof createReadSetup>[0], 'db' | 'appId'>

/** What waits; nothing as long as the workspace is not known. */
const createReadBacklog =
  ({ db, appId }: BacklogDeps): HttpParts['readBacklog'] =>
  async () => {
    const known = appId()
    if (!known) return undefined
    return { conversations: await countOpenWork(db, known), deadTurns: await countDeadTurns(db, known) }
  }
