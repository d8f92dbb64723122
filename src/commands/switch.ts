import { userInfo } from 'node:os'
import { Argument, Command } from 'commander'
import { parseConfig } from '../config/parse-config.ts'
import { pilotInWords } from '../console/pilot-in-words.ts'
import { Mode, MODES } from '../domain/mode.ts'
import { OperationRefusedError } from '../operator/operation.ts'
import { type InForce, switchSet, switchShow } from '../operator/switch-operations.ts'
import { withOperator } from '../operator/with-operator.ts'

type Options = {
  readonly topic?: string
  readonly who?: string
  readonly show?: boolean
  readonly json?: boolean
}

/** `switch`: the kill switch. */
export const switchCommand = (): Command =>
  new Command('switch')
    .description(
      'make the bot more cautious from the very next message on; without a mode, show what is in force',
    )
    .addArgument(new Argument('[mode]', 'what the bot may do at most; auto lifts the switch').choices(MODES))
    .option('--topic <name>', 'only for one topic of the settings file')
    .option('--who <name>', 'who sets it', systemUser())
    .option('--show', 'show what is in force')
    .option('--json', 'print facts as JSON')
    .addHelpText(
      'after',
      '\nIn force is the more cautious of the settings file and the switch: a switch never makes the bot bolder.\n' +
        'It stays until it is set again, also over restarts.',
    )
    .action(throwSwitch)

/** A container may run as a user that has no name. */
function systemUser(): string {
  try {
    return userInfo().username
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`
  }
}

async function throwSwitch(mode: string | undefined, options: Options): Promise<void> {
  const { topic = '*', who = '', json } = options
  if (mode && options.show) throw new OperationRefusedError('Give a mode or --show, not both.')
  if (!mode && options.topic) {
    throw new OperationRefusedError(
      `--topic needs a mode, for example: firstline switch off --topic ${topic}`,
    )
  }
  const config = parseConfig(process.env)
  const inForce = mode
    ? await withOperator(config, switchSet, { mode: Mode.parse(mode), topic, who })
    : await withOperator(config, switchShow, {})
  process.stdout.write(json ? `${JSON.stringify(inForce)}\n` : `${inWords(inForce).join('\n')}\n`)
}

function inWords({ workspace, file, switches, pilot, effective }: InForce): readonly string[] {
  const own = file.topics.flatMap(({ name, mode }) => (mode ? [`, ${name}: ${mode}`] : []))
  const width = Math.max(...effective.map(({ topic }) => nameOf(topic).length))
  return [
    `Workspace  ${workspace.name ?? workspace.appId}${workspace.name ? ` (${workspace.appId})` : ''}`,
    `File       ${file.mode}${own.join('')}`,
    ...(switches.length > 0 ? switches.map(switchInWords) : ['Switch     none']),
    ...(pilot ? [`Pilot      ${pilotInWords(pilot)}; nothing is written for anybody else`] : []),
    'In force',
    ...effective.map(
      ({ topic, mode, fileMode }) =>
        `  ${nameOf(topic).padEnd(width)}  ${mode}${mode === fileMode ? '' : `, by the switch (file: ${fileMode})`}`,
    ),
  ]
}

const switchInWords = ({ topic, mode, who, at }: InForce['switches'][number]): string =>
  `Switch     ${nameOf(topic)}: ${mode}, set by ${who} at ${at}`

const nameOf = (topic: string): string => (topic === '*' ? 'everything' : topic)
