import { afterAll, afterEach, beforeAll } from 'vitest'
import { Settings } from '../../src/config/settings.ts'
import { AppId } from '../../src/domain/ids.ts'
import { createEmbed, type Embed } from '../../src/model/create-embed.ts'
import { type ModelServer, startModelServer } from '../../src/sandbox/model/start-model-server.ts'
import type { Db } from '../../src/store/db.ts'
import { aLog } from '../support/a-log.ts'
import { plantSecrets } from '../support/overheard.ts'

/** A scripted model for all tests of a file, which behaves again after each of them. */
export function aScriptedModel(): () => ModelServer {
  const set: { server?: ModelServer } = {}
  beforeAll(async () => {
    set.server = await startModelServer()
    plantSecrets(set.server.apiKey)
  })
  afterEach(() => set.server?.clear())
  afterAll(() => set.server?.close())
  return () => {
    if (!set.server) throw new Error('The model is started before the first test.')
    return set.server
  }
}

export const ABOUT = { appId: AppId.parse('app-of-vectors') }

type Options = {
  readonly limits?: Partial<Settings['limits']>
  readonly prices?: Settings['prices']
  /** Another address than that of the scripted model. */
  readonly baseUrl?: string
}

/** The door for embeddings, before a scripted model, and what it logs. */
export function anEmbedder(
  db: Db,
  server: ModelServer,
  { limits, prices = {}, baseUrl = server.url }: Options = {},
): {
  readonly embed: Embed
  readonly lines: () => readonly string[]
  readonly log: ReturnType<typeof aLog>['log']
} {
  const { log, lines } = aLog()
  const embed = createEmbed({
    config: { apiKey: server.apiKey, baseUrl },
    db,
    limits: { ...Settings.parse({}).limits, ...limits },
    prices,
    log,
  })
  return { embed, lines, log }
}

/** How many requests for embeddings the model has had since. */
export const countEmbeddings = (server: ModelServer): number =>
  server.requests().filter(({ path }) => path === 'embeddings').length
