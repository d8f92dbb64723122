import type { ModelConfig } from '../config/parse-config.ts'
import type { Settings } from '../config/settings.ts'
import type { AppId } from '../domain/ids.ts'
import type { AskModel } from '../model/ask-model.ts'
import { createReadBudget } from '../model/budget.ts'
import { createAskModel } from '../model/create-ask-model.ts'
import { createEmbed } from '../model/create-embed.ts'
import { createModelCheck } from '../model/create-model-check.ts'
import type { PromptLibrary } from '../model/prompt-library.ts'
import type { Db } from '../store/db.ts'
import type { Log } from '../telemetry/create-log.ts'
import type { Metrics } from '../telemetry/create-metrics.ts'
import { composeVectors, type VectorParts } from './compose-vectors.ts'

export type ModelDeps = {
  readonly config: ModelConfig
  readonly settings: Pick<Settings, 'limits' | 'prices'>
  readonly prompts: PromptLibrary
  readonly db: Db
  readonly log: Log
  readonly metrics: Metrics
  readonly appId: () => AppId | undefined
}

export type ModelParts = {
  readonly ask: AskModel
  /** Whether it can be asked right now, in words when not. */
  readonly check: () => Promise<string | undefined>
  /** Absent: no model for embeddings is configured. */
  readonly vectors?: VectorParts
}

/** The door to the language model, and who looks whether it is open. */
export function composeModel({ config, settings, prompts, db, log, metrics, appId }: ModelDeps): ModelParts {
  const { limits, prices } = settings
  const door = { config, db, limits, prices, log, onCall: metrics.countModelCall }
  const { embedding } = config
  return {
    ask: createAskModel({ ...door, prompts }),
    check: createModelCheck({ config, readBudget: createReadBudget({ db, limits }), appId }),
    ...(embedding && { vectors: composeVectors({ db, model: embedding, embed: createEmbed(door), log }) }),
  }
}
