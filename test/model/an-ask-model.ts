import { z } from 'zod'
import type { ModelConfig } from '../../src/config/parse-config.ts'
import { Settings } from '../../src/config/settings.ts'
import { AppId } from '../../src/domain/ids.ts'
import { createAllowance } from '../../src/model/allowance.ts'
import type { About, ModelRequest } from '../../src/model/ask-model.ts'
import { type AskModelDeps, createAskModel } from '../../src/model/create-ask-model.ts'
import { readPrompts } from '../../src/model/prompt-library.ts'
import type { Db } from '../../src/store/db.ts'
import { readModelCalls } from '../../src/store/model-calls.ts'
import { aRef, aTurnId } from '../store/a-ref.ts'
import { aLog } from '../support/a-log.ts'
import { plantSecrets } from '../support/overheard.ts'

export const Form = z.object({ city: z.string(), people: z.number().nullable() })
export const RIGHT = { city: 'Lyon', people: null }
const SUMMARY = { topics: 'TOPICS', conversation: 'CONVERSATION' }

export const aModelConfig = (baseUrl: string, overrides: Partial<ModelConfig> = {}): ModelConfig => ({
  apiKey: 'sk-of-ours',
  baseUrl,
  strong: 'strong-1',
  fast: 'fast-1',
  ...overrides,
})

type Deps = Partial<Omit<AskModelDeps, 'db' | 'config' | 'limits'>> & {
  readonly config?: Partial<ModelConfig>
  /** Instead of the one that leads to the server. */
  readonly replaceConfig?: ModelConfig
  readonly limits?: Partial<Settings['limits']>
}

/** The door, before a server, with the prompts as they are. */
export function anAskModel(db: Db, baseUrl: string, { config, replaceConfig, limits, ...deps }: Deps = {}) {
  const { log, lines } = aLog()
  plantSecrets((replaceConfig ?? aModelConfig(baseUrl, config)).apiKey)
  const askModel = createAskModel({
    config: replaceConfig ?? aModelConfig(baseUrl, config),
    prompts: readPrompts('prompts'),
    db,
    limits: { ...Settings.parse({}).limits, ...limits },
    prices: { 'fast-1': { input: 2, cached_input: 0.5, output: 10 } },
    log,
    ...deps,
  })
  return {
    askModel,
    lines,
    /** Asks for the summary of a conversation, and reads what was kept of it. */
    ask: async (overrides: Partial<ModelRequest<typeof Form>> = {}) => {
      const about = anAbout()
      const answer = await askModel({
        prompt: 'summarise-conversation',
        variables: SUMMARY,
        schema: Form,
        about,
        allowance: createAllowance(),
        signal: new AbortController().signal,
        ...overrides,
      })
      const [row] = await readModelCalls(db, [(overrides.about ?? about).turnId ?? ''])
      return { answer, row }
    },
  }
}

/** A turn that no other test knows, in a workspace of its own. */
export const anAbout = (): About => {
  const turnId = aTurnId()
  return { ...aRef(), appId: AppId.parse(`app-${turnId}`), turnId }
}
