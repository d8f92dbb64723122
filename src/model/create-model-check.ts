import type { ModelConfig } from '../config/parse-config.ts'
import type { AppId } from '../domain/ids.ts'
import type { ReadBudget } from './budget.ts'
import { probeModel } from './probe-model.ts'

export type ModelCheckDeps = {
  readonly config: ModelConfig
  readonly readBudget: ReadBudget
  readonly appId: () => AppId | undefined
}

/** Whether the model can be asked right now, in words when not. Firstline goes on by quoting either way. */
export const createModelCheck =
  ({ config, readBudget, appId }: ModelCheckDeps) =>
  async (): Promise<string | undefined> => {
    const known = appId()
    const { reached, limitUsd } = known ? await readBudget(known) : {}
    if (reached) return `the spend limit of $${limitUsd} is reached: only drafts until midnight (UTC)`
    const problem = await probeModel(config)
    return problem && `${problem}; answers by quoting until then`
  }
