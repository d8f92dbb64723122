import type { Mode } from '../domain/mode.ts'
import { effectiveMode, type ModeSwitch, OTHER_TOPIC } from './effective-mode.ts'

/** What the settings file says of modes. */
export type FileModes = {
  readonly mode: Mode
  readonly topics: readonly { readonly name: string; readonly mode?: Mode | undefined }[]
}

/** `topic` is `*` for everything that has no mode of its own. */
export type ModeInForce = { readonly topic: string; readonly fileMode: Mode; readonly mode: Mode }

/** Every topic that a turn can have, hence every topic that can be switched. */
export const topicsOf = ({ topics }: FileModes): readonly string[] => [
  ...new Set([...topics.map(({ name }) => name), OTHER_TOPIC]),
]

/** What the bot may do right now, in general and for each topic of the settings file. */
export function modesInForce(file: FileModes, switches: readonly ModeSwitch[]): readonly ModeInForce[] {
  const fileMode = (topic: string) => file.topics.find(({ name }) => name === topic)?.mode ?? file.mode
  return ['*', ...topicsOf(file)].map((topic) => ({
    topic,
    fileMode: fileMode(topic),
    mode: effectiveMode(fileMode(topic), topic, switches),
  }))
}

/** The switches that make anything more cautious than the settings file does. */
export const bitingSwitches = <Row extends ModeSwitch>(
  file: FileModes,
  switches: readonly Row[],
): readonly Row[] =>
  switches.filter((row) => modesInForce(file, [row]).some(({ fileMode, mode }) => mode !== fileMode))
