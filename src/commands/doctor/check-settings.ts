import { existsSync } from 'node:fs'
import type { ConfigReading } from '../../config/parse-config.ts'
import { counted } from './in-words.ts'
import { type Finding, findingsOf } from './finding.ts'

const { ok, warn, fail } = findingsOf('Settings')

/** What is wrong is said as the start would say it: with line, expectation and example. */
export async function checkSettings({ config, problems }: ConfigReading): Promise<readonly Finding[]> {
  if (problems.length > 0)
    return problems.map((problem) => fail(problem, fixOf(problem, config.settingsFile)))
  const { settingsFile, settings } = config
  if (!existsSync(settingsFile))
    return [ok(`valid; there is no ${settingsFile}, so that every default holds`)]
  return [ok(`valid: environment, and ${settingsFile} with ${counted(settings.topics.length, 'topic')}`)]
}

const fixOf = (problem: string, settingsFile: string): string =>
  problem.startsWith(settingsFile)
    ? `Correct it in ${settingsFile}: nothing starts before.`
    : 'Correct it in .env, or where the variable is set: nothing starts before.'

/** A service goes on with the settings that it was started with. */
export const judgeChanged = (
  { config }: ConfigReading,
  service: { readonly pid: number; readonly settingsHash: string },
): readonly Finding[] =>
  service.settingsHash === config.settingsHash
    ? []
    : [
        warn(
          `${config.settingsFile} is not what the running service (process ${service.pid}) was started with`,
          'Restart the service when you want the file to hold.',
        ),
      ]
