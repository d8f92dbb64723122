import type { RunEnd } from '../domain/turn.ts'
import type { TurnRun } from '../telemetry/create-metrics.ts'

/** Tells how a run ended and how long it took, also when it threw. */
export async function timeRun(run: () => Promise<RunEnd>, tell: (run: TurnRun) => void): Promise<RunEnd> {
  const startedMs = performance.now()
  const told = (end: TurnRun['end']) => tell({ end, seconds: (performance.now() - startedMs) / 1000 })
  try {
    const end = await run()
    told(end.kind)
    return end
  } catch (error) {
    told('failed')
    throw error
  }
}
