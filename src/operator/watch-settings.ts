import { setTimeout as wait } from 'node:timers/promises'
import type { Log } from '../telemetry/create-log.ts'
import type { ReadSettingsState, SettingsState } from './read-settings-state.ts'

export type WatchSettingsDeps = {
  readonly readState: ReadSettingsState
  readonly settingsFile: string
  readonly log: Log
  readonly signal: AbortSignal
  readonly everyMs?: number
}

const LOOK_EVERY_MS = 2_000

/**
 * Tells the log, once per change, when the settings file no longer says what is in use. The service goes on with what it
 * started with. A state is told when a second look confirms it: editors empty or replace a file while they save it.
 */
export async function watchSettings(deps: WatchSettingsDeps): Promise<void> {
  const { readState, signal, everyMs = LOOK_EVERY_MS } = deps
  let before = IN_USE
  let told = IN_USE
  while (!signal.aborted) {
    const state = readState()
    const now = JSON.stringify(state)
    if (now === before && now !== told) {
      tell(state, deps)
      told = now
    }
    before = now
    await wait(everyMs, undefined, { signal, ref: false }).catch(() => {})
  }
}

const IN_USE = JSON.stringify({ kind: 'in_use' } satisfies SettingsState)

const EVENTS = {
  in_use: 'settings file says again what is in use',
  changed: 'settings file changed; restart to use it',
  gone: 'settings file is gone; a restart would use the defaults',
  wrong: 'settings file changed; a restart would fail',
} as const satisfies Record<SettingsState['kind'], string>

function tell(state: SettingsState, { log, settingsFile: file }: WatchSettingsDeps): void {
  const level = state.kind === 'in_use' ? 'info' : 'warn'
  log[level]({ file, ...(state.kind === 'wrong' && { problems: state.problems }) }, EVENTS[state.kind])
}
