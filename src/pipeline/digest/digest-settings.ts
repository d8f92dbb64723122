import type { Config } from '../../config/parse-config.ts'
import { createSummariseWithModel } from '../../drafting/model/summarise-with-model.ts'
import type { AskModel } from '../../model/ask-model.ts'
import type { DigestDeps } from '../make-digest.ts'

/** What the settings say about summaries. Without a model they are made by rules. */
export function digestSettings(
  { settings }: Pick<Config, 'settings'>,
  ask: AskModel | undefined,
): Pick<DigestDeps, 'timezone' | 'botName' | 'summarise'> {
  const topics = settings.topics.map(({ name, description }) => ({
    name,
    ...(description && { description }),
  }))
  return {
    timezone: settings.digest.timezone,
    botName: settings.bot.name,
    ...(ask && { summarise: createSummariseWithModel(ask, topics) }),
  }
}
