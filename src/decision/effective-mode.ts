import { type Mode, moreCautious } from '../domain/mode.ts'

/** The topic of a question that belongs to none of the settings' topics. */
export const OTHER_TOPIC = 'other'

/** One row of the kill switch; `topic` is `*` for everything. */
export type ModeSwitch = { readonly topic: string; readonly mode: Mode }

/** A topic's mode replaces the general one; a switch can only make it more cautious. */
export const effectiveMode = (fileMode: Mode, topic: string, switches: readonly ModeSwitch[]): Mode =>
  moreCautious(
    fileMode,
    ...switches.filter((row) => row.topic === '*' || row.topic === topic).map((row) => row.mode),
  )
