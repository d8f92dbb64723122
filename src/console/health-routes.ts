import type { FastifyPluginAsync } from 'fastify'
import { isLoopback } from './is-loopback.ts'
import { hasBearer } from './is-same-secret.ts'

/** One thing the service needs, and whether it has it right now. */
export type HealthCheck = {
  readonly name: 'database' | 'queue' | 'knowledge' | 'vectors' | 'intercom' | 'region' | 'model' | 'settings'
  /** The problem in words, or nothing when all is well. May throw. */
  readonly check: () => Promise<string | undefined>
  /** What is to be told although the service can do its job. */
  readonly warning?: () => Promise<string | undefined>
  /** The service can do its job without it: its problem is told, and nothing is refused. */
  readonly mayFail?: true
}

type CheckResult = { readonly name: string; readonly ok: boolean; readonly problem?: string }

const CHECK_WITHIN_MS = 3_000

/** `/healthz`: the process lives. `/readyz`: it can do its job; what exactly is missing is told on loopback, or to METRICS_TOKEN. */
export const createHealthRoutes =
  (checks: readonly HealthCheck[], token?: string): FastifyPluginAsync =>
  async (scope) => {
    scope.get('/healthz', async () => ({ ok: true }))
    scope.get('/readyz', async (request, reply) => {
      const results = await Promise.all(checks.map(run))
      const ok = results.every((result) => result.ok)
      reply.code(ok ? 200 : 503)
      return isLoopback(request) || (token && hasBearer(request, token)) ? { ok, checks: results } : { ok }
    })
  }

/** A check names its problem; one that throws or hangs has failed. */
async function run({ name, check, warning, mayFail }: HealthCheck): Promise<CheckResult> {
  const problem = await inTime(check)
  if (problem) return { name, ok: mayFail === true, problem }
  const told = warning && (await inTime(warning))
  return { name, ok: true, ...(told && { problem: told }) }
}

const inTime = (ask: () => Promise<string | undefined>) =>
  Promise.race([ask().catch(() => 'failed'), timeout()])

const timeout = () =>
  new Promise<string>((resolve) => setTimeout(() => resolve('no answer within 3 s'), CHECK_WITHIN_MS).unref())
