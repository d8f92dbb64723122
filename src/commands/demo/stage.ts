import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type App, startApp } from '../../app.ts'
import type { Config } from '../../config/parse-config.ts'
import { Settings } from '../../config/settings.ts'
import { type Sandbox, startSandbox } from '../../sandbox/start-sandbox.ts'
import { createTemporaryDatabase, type TemporaryDatabase } from '../../store/temporary-database.ts'
import { createLog } from '../../telemetry/create-log.ts'
import type { OpenMind } from '../mind.ts'
import { toIntercomConfig } from '../sandbox-config.ts'
import { closeWhenStopped } from './close-when-stopped.ts'
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
  readonly mind: OpenMind
  /** Absent: the sample articles. */
  readonly knowledgeFolder?: string
}

const SAMPLES = fileURLToPath(new URL('../../../knowledge', import.meta.url))

/** A contact of the demo stops typing sooner than a real one. */
const QUIET = { quiet_ms: 400, quiet_max_ms: 3_000 }

/** Sets the stage, whatever the operator's own settings and knowledge are; `close` leaves nothing behind. */
export async function setStage({ config, mind, knowledgeFolder = SAMPLES }: StageOptions): Promise<Stage> {
  const database = await openTemporary(config.databaseUrl)
  const sandbox = await startSandbox({ port: 0, retryAfterMs: 2_000 })
  const closing = [() => sandbox.close(), database.drop]
  const close = once(async () => {
    stopListening()
    // What comes next is closed also when one of them fails: nothing is left behind.
    await closing.reduce((before, next) => before.finally(next), Promise.resolve())
  })
  const stopListening = closeWhenStopped(close)
  try {
    const app = await startApp({
      config: {
        ...config,
        databaseUrl: database.url,
        host: '127.0.0.1',
        port: 0,
        knowledgeFolder,
        settings: { ...Settings.parse({}), ...QUIET, mode: 'auto' },
        ...(mind.model && { model: mind.model }),
      },
      intercom: toIntercomConfig(sandbox),
      log: createLog('error'),
    })
    closing.unshift(app.close)
    sandbox.setServiceUrl(app.url)
    await app.answering
    return { app, sandbox, player: createPlayer(sandbox.url), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** However often it is asked for. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => {
    done ??= work()
    return done
  }
}

/** Never the operator's own database: a folder of its own, or one beside theirs on the server that they use. */
async function openTemporary(databaseUrl: string): Promise<TemporaryDatabase> {
  if (!databaseUrl.startsWith('pglite:')) return createTemporaryDatabase(databaseUrl, 'firstline_demo')
  const folder = await mkdtemp(join(tmpdir(), 'firstline-demo-'))
  return {
    url: `pglite:${join(folder, 'pglite')}`,
    drop: () => rm(folder, { recursive: true, force: true }),
  }
}
