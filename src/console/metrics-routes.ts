import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyPluginAsync } from 'fastify'
import type { Backlog, Metrics } from '../telemetry/create-metrics.ts'
import { isLoopback } from './is-loopback.ts'
import { hasBearer } from './is-same-secret.ts'

export type MetricsDeps = {
  readonly metrics: Metrics
  /** What waits right now; may throw or hang while the database is away. */
  readonly readBacklog: () => Promise<Backlog | undefined>
  /** Absent: loopback only. */
  readonly token: string | undefined
}

const BACKLOG_WITHIN_MS = 1_000

/** `GET /metrics` for Prometheus: this machine, or METRICS_TOKEN as bearer. It answers without the database, too. */
export const createMetricsRoutes =
  ({ metrics, readBacklog, token }: MetricsDeps): FastifyPluginAsync =>
  async (scope) => {
    scope.get('/metrics', async (request, reply) => {
      if (!isLoopback(request) && !(token && hasBearer(request, token))) {
        return reply.code(401).header('www-authenticate', 'Bearer').send(REFUSED)
      }
      const late = wait(BACKLOG_WITHIN_MS, undefined, { ref: false })
      metrics.setBacklog(await Promise.race([readBacklog().catch(() => undefined), late]))
      return reply.type(metrics.contentType).send(await metrics.expose())
    })
  }

const REFUSED = {
  error: 'unauthorized',
  message: 'Metrics are told on this machine, or to whoever sends METRICS_TOKEN as bearer token.',
}
