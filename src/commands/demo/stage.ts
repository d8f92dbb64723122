import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type App, startApp } from '../../app.ts'
import type { Config } from '../../config/parse-config.ts'
import { type Sandbox, startSandbox } from '../../sandbox/start-sandbox.ts'
import { createLog } from '../../telemetry/create-log.ts'
import { toIntercomConfig } from '../sandbox-config.ts'
import { createPlayer, type Player } from './player.ts'

/** A service and a sandbox workspace on free ports, over a temporary database. */
export type Stage = {
  readonly app: App
  readonly sandbox: Sandbox
  readonly player: Player
  readonly close: () => Promise<void>
}

export type StageOptions = {
  readonly config: Config
  readonly databaseUrl?: string
  readonly knowledgeFolder?: string
}

/** A contact of the demo stops typing sooner than a real one. */
export const DEMO_QUIET = { quiet_ms: 400, quiet_max_ms: 3_000 }

/** Sets the stage; `close` leaves nothing behind. */
export async function setStage({ config, databaseUrl, knowledgeFolder }: StageOptions): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'firstline-demo-'))
  const sandbox = await startSandbox({ port: 0, retryAfterMs: 2_000 })
  const app = await startApp({
    config: {
      ...config,
      databaseUrl: databaseUrl ?? `pglite:${join(folder, 'pglite')}`,
      host: '127.0.0.1',
      port: 0,
      knowledgeFolder: knowledgeFolder ?? config.knowledgeFolder,
      settings: { ...config.settings, ...DEMO_QUIET, mode: 'auto' },
    },
    intercom: toIntercomConfig(sandbox),
    log: createLog('error'),
  })
  sandbox.setServiceUrl(app.url)
  await app.answering
  return {
    app,
    sandbox,
    player: createPlayer(sandbox.url),
    close: async () => {
      await app.close()
      await sandbox.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
