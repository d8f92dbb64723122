import { readFileSync } from 'node:fs'
import { ConfigError } from '../config/config-error.ts'
import type { Config } from '../config/parse-config.ts'

/** What a restart would make of the settings file as it is now. */
export type SettingsState =
  | { readonly kind: 'in_use' }
  | { readonly kind: 'changed' }
  /** The file is gone, and a restart would use the defaults. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'wrong'; readonly problems: readonly string[] }

export type ReadSettingsState = () => SettingsState

export type SettingsDeps = {
  /** What this process started with. */
  readonly config: Pick<Config, 'settingsFile' | 'settingsHash'>
  /** Reads environment and settings file as a start does; throws its `ConfigError`. */
  readonly readConfig: () => Pick<Config, 'settingsHash'>
}

/**
 * Compares the settings file with what is in use. What counts is what the file means: a comment changes nothing. The
 * whole configuration is judged, since a setting may need a variable that is not there.
 */
export function createReadSettingsState({ config, readConfig }: SettingsDeps): ReadSettingsState {
  let seen: { readonly content: string; readonly state: SettingsState } | undefined
  return () => {
    const content = contentOf(config.settingsFile)
    if (seen?.content !== content) seen = { content, state: judge(content, { config, readConfig }) }
    return seen.state
  }
}

function judge(content: string, { config, readConfig }: SettingsDeps): SettingsState {
  try {
    if (readConfig().settingsHash === config.settingsHash) return { kind: 'in_use' }
    return { kind: content === GONE ? 'gone' : 'changed' }
  } catch (error) {
    return { kind: 'wrong', problems: error instanceof ConfigError ? error.problems : [String(error)] }
  }
}

const GONE = 'error: ENOENT'

/** What stands in the file, or why it cannot be read. */
function contentOf(file: string): string {
  try {
    return `text: ${readFileSync(file, 'utf8')}`
  } catch (error) {
    return `error: ${error instanceof Error && 'code' in error ? String(error.code) : String(error)}`
  }
}

/** For `/readyz`: how file and running settings differ, or nothing while they do not. */
export function settingsProblem(
  state: SettingsState,
  { settingsFile: file }: SettingsDeps['config'],
): string | undefined {
  switch (state.kind) {
    case 'in_use':
      return undefined
    case 'changed':
      return `${file} has changed; restart to use it`
    case 'gone':
      return `${file} is gone; a restart would use the defaults`
    case 'wrong':
      return `${file} has changed and a restart would fail: ${state.problems.join('; ')}`
  }
}
