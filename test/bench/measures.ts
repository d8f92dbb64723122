import { setTimeout as wait } from 'node:timers/promises'
import type { CleanUp } from './clean-up.ts'
import { measureScale } from './measure-scale.ts'
import type { Place } from './places.ts'
import { type Service, startAgain, startRole, startService } from './processes.ts'
import { BareAnswer, BareAsk, LoadAnswer, LoadAsk, WorkspaceAnswer, WorkspaceAsk } from './roles.ts'
import { readStartDelay } from './read-start-delay.ts'
import { median, percentile, rounded } from './statistics.ts'

export type MeasureOptions = {
  readonly place: Place
  /** How long each load lasts. */
  readonly seconds: number
  readonly cleanUp: CleanUp
}

const CONNECTIONS = 50
const WARM_UP_SECONDS = 2
const STEADY_PER_SECOND = 200
const TALKS_PER_SECOND = 20
/** The service gives back what a load has taken after two seconds without work. */
const REST_MS = 6_000
const STARTS = 5
/** Turns wait until the load is over: what is measured is the door. */
const DOOR_ONLY = 'quiet_ms: 60000\nquiet_max_ms: 60000\n'
const AT_ONCE = 'quiet_ms: 0\nquiet_max_ms: 0\n'

const knock = async (
  port: number,
  { appId, clientSecret }: { readonly appId: string; readonly clientSecret: string },
  { seconds, cleanUp }: MeasureOptions,
) => {
  const load = startRole('load.ts', { ask: LoadAsk, answer: LoadAnswer }, cleanUp)
  const answer = await load.ask({
    port,
    appId,
    clientSecret,
    connections: CONNECTIONS,
    warmUpSeconds: WARM_UP_SECONDS,
    saturationSeconds: seconds,
    steadyPerSecond: STEADY_PER_SECOND,
    steadySeconds: seconds,
  })
  await load.end()
  return answer
}

async function openWorkspace(cleanUp: CleanUp) {
  const role = startRole('workspace.ts', { ask: WorkspaceAsk, answer: WorkspaceAnswer }, cleanUp)
  return { role, facts: await role.ask({ kind: 'open' }) }
}

/** Webhooks acknowledged by the bare route and by the service, one after the other on the same machine. */
export async function measureAcknowledgement(options: MeasureOptions) {
  const { place, cleanUp } = options
  const { role, facts } = await openWorkspace(cleanUp)
  const bareRoute = startRole('bare-route.ts', { ask: BareAsk, answer: BareAnswer }, cleanUp)
  const { databaseUrl } = await place.create()
  const { port } = await bareRoute.ask({ databaseUrl, clientSecret: facts.clientSecret })
  const bare = await knock(port, facts, options)
  await bareRoute.end()
  const home = await place.create()
  const service = await startAgain({ ...home, environment: facts.environment, settings: DOOR_ONLY }, cleanUp)
  const restMb = await memoryAtRest(service)
  const own = await knock(service.port, facts, options)
  const afterLoadMb = await memoryAtRest(service)
  await service.end()
  await role.end()
  return { bare, service: own, share: rounded(own.perSecond / bare.perSecond, 2), restMb, afterLoadMb }
}

async function memoryAtRest(service: Service): Promise<number> {
  await wait(REST_MS)
  return service.memoryMb()
}

/** From the webhook's way out of the workspace to the arrival of the reply there. */
export async function measureReply({ place, seconds, cleanUp }: MeasureOptions) {
  const { role, facts } = await openWorkspace(cleanUp)
  const home = await place.create()
  const service = await startAgain({ ...home, environment: facts.environment, settings: AT_ONCE }, cleanUp)
  const { latenciesMs, unanswered } = await role.ask({
    kind: 'converse',
    serviceUrl: service.url,
    perSecond: TALKS_PER_SECOND,
    seconds,
    warmUpSeconds: WARM_UP_SECONDS,
  })
  const afterLoadMb = await memoryAtRest(service)
  await service.end()
  await role.end()
  const startDelayMs = await readStartDelay(home.databaseUrl)
  return {
    startP50Ms: rounded(startDelayMs),
    p50Ms: rounded(percentile(latenciesMs, 50)),
    p95Ms: rounded(percentile(latenciesMs, 95)),
    replies: latenciesMs.length,
    unanswered,
    afterLoadMb,
  }
}

/** From the start of the process to its first 200 on `/readyz`: on an empty database, and on one that knows everything. */
export async function measureStart({ place, cleanUp }: MeasureOptions) {
  const { role, facts } = await openWorkspace(cleanUp)
  const cold: number[] = []
  const warm: number[] = []
  for (let start = 0; start < STARTS; start += 1) {
    const home = await place.create()
    for (const times of [cold, warm]) {
      const service = await startService({ ...home, environment: facts.environment, settings: '' }, cleanUp)
      times.push(service.readyMs)
      await service.end()
    }
  }
  await role.end()
  return { coldMs: rounded(median(cold), 0), warmMs: rounded(median(warm), 0) }
}

export const MEASURES = {
  acknowledge: measureAcknowledgement,
  reply: measureReply,
  start: measureStart,
  scale: measureScale,
} as const
