import type { ModelConfig } from '../../config/parse-config.ts'
import { checkModel, EXTRACTIVE } from './check-model.ts'
import { judgeModes } from './check-modes.ts'
import { checkPublicAddress } from './check-public-address.ts'
import { judgeChanged } from './check-settings.ts'
import { checkVectors, NO_VECTORS } from './check-vectors.ts'
import { type ChecksDeps, isReal, type Readings, unlessWrong } from './checks-deps.ts'
import type { Check } from './examine.ts'

const OF_SERVER = ['OPENAI_API_KEY', 'OPENAI_BASE_URL'] as const
const OF_MODEL = [...OF_SERVER, 'OPENAI_MODEL', 'OPENAI_FAST_MODEL'] as const
const OF_VECTORS = [...OF_SERVER, 'OPENAI_EMBEDDING_MODEL'] as const

/** What answers are made with: modes, the model, vectors, the address that links lead to. */
export function answeringChecks(deps: ChecksDeps, { database }: Readings): readonly Check[] {
  const { config } = deps.reading
  const { model, settings, settingsFile, publicUrl } = config
  const workspace = async () => {
    const reading = await database()
    return reading.kind === 'read' ? (reading.facts.workspace ?? undefined) : undefined
  }
  const modes = async () => {
    const reading = await database()
    const isKnown = reading.kind === 'read' || reading.kind === 'new'
    const found = judgeModes(config, isKnown ? ((await workspace())?.switches ?? []) : undefined)
    if (reading.kind !== 'read' || reading.pid === undefined) return found
    const { settingsHash } = reading.facts
    return [...found, ...judgeChanged(deps.reading, { pid: reading.pid, settingsHash })]
  }
  const ask = (configured: ModelConfig) =>
    checkModel(configured, settings, async () => (await workspace())?.spentUsd)
  const vectors = async () => {
    if (!model?.embedding) return NO_VECTORS
    const limit = settings.limits.model_spend_per_day
    const isOverBudget = limit !== undefined && ((await workspace())?.spentUsd ?? 0) >= limit
    return checkVectors({ ...model, embedding: model.embedding }, await database(), isOverBudget)
  }
  return [
    unlessWrong(deps, [settingsFile], { name: 'Modes', look: modes }),
    unlessWrong(deps, OF_MODEL, { name: 'Model', look: async () => (model ? ask(model) : EXTRACTIVE) }),
    unlessWrong(deps, OF_VECTORS, { name: 'Vectors', look: vectors }),
    unlessWrong(deps, ['PUBLIC_URL', 'HOST', 'PORT'], {
      name: 'Public address',
      look: () => checkPublicAddress(publicUrl, isReal(config.intercom)),
    }),
  ]
}
