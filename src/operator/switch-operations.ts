import { z } from 'zod'
import { generalMode } from '../config/general-mode.ts'
import type { Config } from '../config/parse-config.ts'
import { type FileModes, modesInForce, topicsOf } from '../decision/modes-in-force.ts'
import { Mode } from '../domain/mode.ts'
import type { Db } from '../store/db.ts'
import { readSwitchRows, setSwitch } from '../store/switches.ts'
import { createOperation, OperationRefusedError } from './operation.ts'
import { type OurWorkspace, ourWorkspace } from './our-workspace.ts'

const InForce = z.object({
  workspace: z.object({ appId: z.string(), name: z.string().nullable() }),
  file: z.object({
    mode: Mode,
    topics: z.array(z.object({ name: z.string(), mode: Mode.nullable() })),
  }),
  switches: z.array(z.object({ topic: z.string(), mode: Mode, who: z.string(), at: z.string() })),
  /** Who may get anything in `suggest` and `auto`; null: everybody. */
  pilot: z.object({ contacts: z.array(z.string()), share: z.number() }).nullable(),
  effective: z.array(z.object({ topic: z.string(), fileMode: Mode, mode: Mode })),
})
/** The modes of the settings file, the switches, and what follows from both. */
export type InForce = z.infer<typeof InForce>

const Who = z.string().regex(/^[^\p{Cc}]{1,200}$/u, 'expected a name of up to 200 letters in one line')

export const switchShow = createOperation({
  name: 'switch-show',
  facts: z.strictObject({}),
  result: InForce,
  run: async ({ db, config }) => readInForce(db, config, await ourWorkspace(db, config)),
})

/** The audit trail has a chain for each conversation and no names: who set a switch stands in its row and in the log. */
export const switchSet = createOperation({
  name: 'switch-set',
  facts: z.strictObject({ mode: Mode, topic: z.string(), who: Who }),
  result: InForce,
  run: async ({ db, config, log }, { mode, topic, who }) => {
    refuseUnknown(topic, topicsOf(toFileModes(config)))
    const workspace = await ourWorkspace(db, config)
    await db.transaction((tx) => setSwitch(tx, workspace.appId, { topic, mode, who, at: new Date() }))
    log.info({ topic, mode, who }, 'switch set')
    return readInForce(db, config, workspace)
  },
})

/** What the settings file says, as the console and the log need it, too. */
export const toFileModes = ({ settings, intercom }: Pick<Config, 'settings' | 'intercom'>): FileModes => ({
  mode: generalMode({ mode: settings.mode, token: intercom?.accessToken }),
  topics: settings.topics.map(({ name, mode }) => ({ name, mode })),
})

function refuseUnknown(topic: string, known: readonly string[]): void {
  if (topic === '*' || known.includes(topic)) return
  throw new OperationRefusedError(
    `Unknown topic "${topic}". Known are: ${known.join(', ')}. ` +
      'A topic is known when it is listed under topics in the settings file; every question of another one is "other".',
  )
}

async function readInForce(db: Db, config: Config, workspace: OurWorkspace): Promise<InForce> {
  const rows = await readSwitchRows(db, workspace.appId)
  const file = toFileModes(config)
  return {
    workspace,
    file: {
      mode: file.mode,
      topics: file.topics.map(({ name, mode }) => ({ name, mode: mode ?? null })),
    },
    switches: rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() })),
    pilot: config.settings.pilot ?? null,
    effective: [...modesInForce(file, rows)],
  }
}
