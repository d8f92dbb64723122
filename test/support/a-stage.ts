import { isNotNull } from 'drizzle-orm'
import { afterAll, beforeAll } from 'vitest'
import type { z } from 'zod'
import { type App, startApp } from '../../src/app.ts'
import { toIntercomConfig } from '../../src/commands/sandbox-config.ts'
import {
  type Config,
  type IntercomConfig,
  type ModelConfig,
  parseConfig,
} from '../../src/config/parse-config.ts'
import { Settings } from '../../src/config/settings.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts'
import { isAtRest, readLastTurn } from '../../src/store/last-turn.ts'
import { turn } from '../../src/store/schema/turns.ts'
import { workspace as workspaceRow } from '../../src/store/schema/conversations.ts'
import { ofConversation } from '../../src/store/sql-conditions.ts'
import type { Log } from '../../src/telemetry/create-log.ts'
import type { Adapt } from '../../src/composition/adapt.ts'
import { newDatabase } from './a-database.ts'
import { aLog } from './a-log.ts'
import { plainMind } from './a-mind.ts'
import { letPass } from './let-pass.ts'
import { plantSecrets } from './overheard.ts'
import { plantWorkspace } from './plant-workspace.ts'
import { type Cast, castOf, startTalk, type Talk, until } from './a-talk.ts'

export type StageOptions = {
  readonly settings?: z.input<typeof Settings>
  readonly intercom?: Partial<IntercomConfig>
  /** Absent: a database of its own. */
  readonly databaseUrl?: string
  readonly adaptMind?: Adapt['mind']
  /** Parts to slow down, break or count, besides the mind. */
  readonly adapt?: Omit<Adapt, 'mind'>
  readonly model?: ModelConfig
  readonly log?: Log
}

/** The real service before a real sandbox workspace: signed webhooks in, API calls out. */
export type Stage = {
  readonly app: App
  readonly sandbox: Sandbox
  readonly cast: Cast
  readonly start: (first: Parameters<typeof startTalk>[1]) => Promise<Talk>
  /** Everything was heard, nothing waits and nothing is on its way. */
  readonly rest: (talk: Talk) => Promise<void>
  readonly lastTurn: (talk: Talk) => ReturnType<typeof readLastTurn>
  readonly letPass: (talk: Talk, seconds: number) => Promise<void>
  readonly countTurns: (talk: Talk) => Promise<number>
  /** The sweep of the start wakes what it finds unfinished: a conversation that begins meanwhile may be taken up twice. */
  readonly swept: () => Promise<void>
  readonly close: () => Promise<void>
}

/** A contact of a test stops typing soon, and what the workspace has written down is looked at where a test is about it. */
const QUIET = { quiet_ms: 60, quiet_max_ms: 2_000, knowledge: { articles: { use: 'off' } } } as const

/** Everything the service needs to know to answer in this sandbox. */
export function stageConfig({ settings, model, databaseUrl = 'pglite:memory://' }: StageOptions): Config {
  const { settings: _file, ...config } = parseConfig({ FIRSTLINE_KNOWLEDGE: 'knowledge' })
  return {
    ...config,
    databaseUrl,
    port: 0,
    settings: Settings.parse({ ...QUIET, ...settings }),
    ...(model && { model }),
  }
}

/** Starts the service; `sandbox` and the database of `databaseUrl` may live on from an earlier one. */
export async function setStage(options: StageOptions = {}, sandbox?: Sandbox): Promise<Stage> {
  const workspace = sandbox ?? (await startSandbox({ retryAfterMs: 500 }))
  const own = options.databaseUrl ? undefined : await newDatabase()
  const intercom = { ...toIntercomConfig(workspace), ...options.intercom }
  plantSecrets(intercom.accessToken, intercom.clientSecret, options.model?.apiKey)
  const app = await startApp({
    config: stageConfig({ ...options, ...(own && { databaseUrl: own.url }) }),
    ...(own?.snapshot && { snapshot: own.snapshot }),
    intercom,
    log: options.log ?? aLog().log,
    adapt: { ...options.adapt, mind: options.adaptMind ?? (() => plainMind) },
  })
  workspace.setServiceUrl(app.url)
  await app.answering
  const { db } = app.store
  const isQuiet = async (talk: Talk) => (await talk.isDelivered()) && isAtRest(db, talk.ref)
  return {
    app,
    sandbox: workspace,
    cast: castOf(workspace),
    start: (first) => startTalk(workspace, first),
    rest: (talk) =>
      until(
        `conversation ${talk.id} comes to rest`,
        async () => (await isQuiet(talk)) && (await isQuiet(talk)),
      ),
    lastTurn: (talk) => readLastTurn(db, talk.ref),
    letPass: (talk, seconds) => letPass(db, talk, seconds),
    countTurns: (talk) => db.$count(turn, ofConversation(turn, talk.ref)),
    swept: async () => {
      await until(
        'the first sweep is over',
        async () => (await db.$count(workspaceRow, isNotNull(workspaceRow.sweptAt))) > 0,
      )
    },
    close: async () => {
      await plantWorkspace(workspace)
      await app.close()
      await own?.drop()
      if (!sandbox) await workspace.close()
    },
  }
}

/** One stage for all tests of a file, each with a conversation of its own, once the sweep of its start is over. */
export function aStage(options: StageOptions | (() => StageOptions) = {}): () => Stage {
  const set: { stage?: Stage } = {}
  beforeAll(async () => {
    set.stage = await setStage(typeof options === 'function' ? options() : options)
    await set.stage.swept()
  })
  afterAll(() => set.stage?.close())
  return () => {
    if (!set.stage) throw new Error('The stage is set before the first test.')
    return set.stage
  }
}
