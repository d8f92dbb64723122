import { createConnections } from './connection.ts'
import { createRequests, type NextRequest } from './notifications.ts'
import { playRole } from './role.ts'
import { type LoadAnswer, LoadAsk } from './roles.ts'
import { dueTimes, openLoop } from './schedule.ts'
import { percentile, rounded } from './statistics.ts'

/** The load generator, in a process of its own. */
playRole(LoadAsk, async (ask): Promise<LoadAnswer> => {
  const next = await createRequests(ask.port, ask)
  const connections = createConnections(ask.port)
  const knock = createKnock(next, connections.send)
  await saturate(knock.at, ask.connections, ask.warmUpSeconds)
  const busy = await saturate(knock.at, ask.connections, ask.saturationSeconds)
  const steady = await openLoop(dueTimes(ask.steadyPerSecond, ask.steadySeconds), knock.at)
  connections.close()
  return {
    perSecond: rounded(busy.length / ask.saturationSeconds, 0),
    saturatedP99Ms: rounded(percentile(busy, 99)),
    p50Ms: rounded(percentile(steady, 50)),
    p99Ms: rounded(percentile(steady, 99)),
    refused: knock.refused(),
  }
})

type Knock = (nth: number) => Promise<void>

/** Sends one notification and counts answers that are no 200. */
function createKnock(next: NextRequest, send: (request: readonly Buffer[]) => Promise<number>) {
  let refused = 0
  const at: Knock = async (nth) => {
    const status = await send(next(nth))
    if (status !== 200) refused += 1
  }
  return { at, refused: () => refused }
}

/** Keeps every connection busy for a while; the latencies of what was answered meanwhile. */
async function saturate(knock: Knock, connections: number, seconds: number): Promise<readonly number[]> {
  const endAt = performance.now() + seconds * 1_000
  const latencies: number[] = []
  const keepBusy = async (connection: number) => {
    for (let nth = connection; performance.now() < endAt; nth += 1) {
      const sentAt = performance.now()
      await knock(nth)
      if (performance.now() < endAt) latencies.push(performance.now() - sentAt)
    }
  }
  await Promise.all(Array.from({ length: connections }, (_, connection) => keepBusy(connection)))
  return latencies
}
