import { ConfigError } from '../../src/config/config-error.ts'
import { parseConfig } from '../../src/config/parse-config.ts'

/** What is wrong with this environment; nothing when it is accepted. */
export function problemsOf(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  try {
    parseConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}
