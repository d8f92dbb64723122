import type { MeasureOptions } from './measures.ts'
import { startRole, startService } from './processes.ts'
import { ModelAnswer, ModelAsk, WorkspaceAnswer, WorkspaceAsk } from './roles.ts'
import { rounded } from './statistics.ts'

/** Three calls to the model make a turn of one second. */
const MODEL_DELAY_MS = 333
const CONVERSATIONS = 192
const INSTANCES = [1, 3]

/** How many turns a second one instance and three on the same server finish while a model thinks for a second each. */
export async function measureScale(options: MeasureOptions) {
  if (options.place.name === 'embedded') return undefined
  const perSecond: number[] = []
  for (const instances of INSTANCES) perSecond.push(await workOff(instances, options))
  const [one = 0, three = 0] = perSecond
  return { one: rounded(one), three: rounded(three), ratio: rounded(three / one, 2) }
}

async function workOff(instances: number, { place, cleanUp }: MeasureOptions): Promise<number> {
  const role = startRole('workspace.ts', { ask: WorkspaceAsk, answer: WorkspaceAnswer }, cleanUp)
  const model = startRole('model.ts', { ask: ModelAsk, answer: ModelAnswer }, cleanUp)
  const facts = await role.ask({ kind: 'open' })
  const { url, apiKey } = await model.ask({ delayMs: MODEL_DELAY_MS })
  const environment = {
    ...facts.environment,
    OPENAI_BASE_URL: url,
    OPENAI_API_KEY: apiKey,
    OPENAI_MODEL: 'scripted',
    OPENAI_FAST_MODEL: 'scripted',
  }
  const { databaseUrl } = await place.create()
  const services = []
  for (let nth = 0; nth < instances; nth += 1) {
    const { folder } = await place.create()
    const settings = 'quiet_ms: 0\nquiet_max_ms: 0\n'
    services.push(await startService({ folder, databaseUrl, environment, settings }, cleanUp))
  }
  const { latenciesMs, unanswered } = await role.ask({
    kind: 'backlog',
    serviceUrl: services[0]?.url ?? '',
    conversations: CONVERSATIONS,
  })
  if (unanswered > 0) throw new Error(`${unanswered} conversations were not answered`)
  for (const { end } of [...services, role, model]) await end()
  return (CONVERSATIONS * 1_000) / Math.max(...latenciesMs)
}
