// The service as `firstline serve` composes it, each call to the outside counted. It dies where CHAOS_ORDER says, and
// waits CHAOS_HURRY times less long than DESIGN 3 has it.
import { writeSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { startApp } from '../../../src/app.ts'
import { parseConfig } from '../../../src/config/parse-config.ts'
import { createLog } from '../../../src/telemetry/create-log.ts'
import { countedParts } from './counted-parts.ts'
import { hurried } from './hurried.ts'
import { createSteps, type DeathOrder } from './create-steps.ts'
import { readOrder } from './death-order.ts'
import { TELL, type Told } from './told.ts'

/** Written at once: a process that is killed has no time to flush. */
const tell = (told: Told) => writeSync(TELL, `${JSON.stringify(told)}\n`)

const die = (order: DeathOrder): Promise<never> => {
  tell({ kind: 'died', order })
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => {})
}

const steps = createSteps({
  order: readOrder(process.env['CHAOS_ORDER']),
  onReached: (point) => tell({ kind: 'reached', point }),
  die,
})
const config = parseConfig(process.env)
if (!config.intercom) throw new Error('chaos-main needs the variables that "firstline sandbox" prints')
const app = await startApp({
  config,
  intercom: config.intercom,
  log: createLog(config.logLevel),
  adapt: { ...countedParts(steps), patience: (own) => hurried(own, Number(process.env['CHAOS_HURRY'] ?? 1)) },
})
await app.answering
steps.started()
tell({ kind: 'ready', url: app.url })
// Whoever is killed keeps nothing, and the next one would compile it all again.
flushCompileCache()
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)))
