import type { Config } from '../../config/parse-config.ts'
import { pilotInWords } from '../../console/pilot-in-words.ts'
import { bitingSwitches, modesInForce } from '../../decision/modes-in-force.ts'
import { toFileModes } from '../../operator/switch-operations.ts'
import type { Settings } from '../../config/settings.ts'
import type { WorkspaceFacts } from '../../operator/inspect-operation.ts'
import { type Finding, findingsOf } from './finding.ts'

const { ok, warn } = findingsOf('Modes')

type Switches = WorkspaceFacts['switches']

/** What the bot may do, in general and by topic. `switches` is absent where the database could not be asked. */
export function judgeModes(
  config: Pick<Config, 'settings' | 'intercom'>,
  switches: Switches | undefined,
): readonly Finding[] {
  const file = toFileModes(config)
  const inForce = modesInForce(file, switches ?? [])
  const [general, ...topics] = inForce.map(({ topic, mode }) => ({ topic, mode }))
  const own = topics.filter(({ topic, mode }) => topic !== 'other' && mode !== general?.mode)
  const words =
    [`${general?.mode}`, ...own.map(({ topic, mode }) => `${topic}: ${mode}`)].join(', ') +
    pilotPart(config.settings)
  const biting = bitingSwitches(file, switches ?? [])
  if (biting.length > 0) return biting.map((row) => warn(`${words}. ${switchInWords(row)}`, liftedBy(row)))
  if (inForce.every(({ mode }) => mode === 'off')) {
    return [
      warn('off: nothing is answered and nothing drafted', 'Set mode in firstline.yaml when you mean it to.'),
    ]
  }
  return [ok(switches ? words : `${words} (the switch could not be looked up)`)]
}

const pilotPart = ({ pilot }: Settings): string => (pilot ? `; pilot: ${pilotInWords(pilot)}` : '')

const switchInWords = ({ topic, mode, who, at }: Switches[number]): string =>
  `${topic === '*' ? 'Everything' : `The topic ${topic}`} was switched to ${mode} by ${who} at ${at}`

const liftedBy = ({ topic }: Switches[number]): string =>
  `Lift it by: npx firstline switch auto${topic === '*' ? '' : ` --topic ${topic}`}`
