import fastify, { type FastifyBaseLogger, LogController } from 'fastify'
import type { IntercomConfig } from '../config/parse-config.ts'
import { createConsoleRoutes } from '../console/console-routes.ts'
import { createHealthRoutes, type HealthCheck } from '../console/health-routes.ts'
import { harden } from '../console/harden.ts'
import { HTTP_OPTIONS } from '../console/http-options.ts'
import type { PilotFacts } from '../console/pilot-in-words.ts'
import { createMetricsRoutes, type MetricsDeps } from '../console/metrics-routes.ts'
import type { ReadSetup } from '../console/setup/setup-facts.ts'
import type { ConsoleAccess } from '../console/sign-in/console-access.ts'
import type { FileModes } from '../decision/modes-in-force.ts'
import { createWebhookRoutes } from '../intake/webhook-routes.ts'
import type { Access } from '../intercom/access.ts'
import type { KnowledgeHealth } from '../knowledge/sources/knowledge-health.ts'
import type { OperatorDoor } from '../operator/create-door.ts'
import type { HearTopic } from '../pipeline/hear-topic.ts'
import type { Answering } from './start-answering.ts'
import type { Store } from '../store/open-store.ts'
import { databaseTrouble } from '../store/database-trouble.ts'
import { DatabaseUnfitError } from '../store/database-unfit-error.ts'
import type { Log } from '../telemetry/create-log.ts'
import type { Metrics } from '../telemetry/create-metrics.ts'

/** What the routes are made of. */
export type HttpParts = {
  readonly store: Store
  readonly log: Log
  readonly intercom: IntercomConfig
  /** Whether Intercom lets us in. */
  readonly intercomAccess: Pick<Access, 'problem' | 'warning'>
  readonly knowledge: KnowledgeHealth
  readonly answering: () => Answering | undefined
  readonly fileModes: FileModes
  /** Absent: everybody may get an answer. */
  readonly pilot?: PilotFacts | undefined
  readonly door: OperatorDoor | undefined
  /** Who may see the console. */
  readonly access: ConsoleAccess
  readonly publicUrl: string
  readonly metrics: Metrics
  readonly readBacklog: MetricsDeps['readBacklog']
  /** Absent: metrics and the details of readiness on loopback only. */
  readonly metricsToken: string | undefined
  readonly readSetup: ReadSetup
  readonly hear: HearTopic
  /** Absent: no model is configured. */
  readonly checkModel?: HealthCheck['check']
  /** Absent: no model for embeddings is configured. */
  readonly checkVectors?: HealthCheck['check']
  /** Absent: nobody watches the settings file. */
  readonly checkSettings?: HealthCheck['check']
}

/** The service's HTTP side: every route, and nothing that answers conversations. Not listening yet. */
export function createHttp(parts: HttpParts) {
  const { store, log, intercom, knowledge, answering, fileModes, pilot, door } = parts
  const { checkModel, checkVectors, checkSettings } = parts
  const { metrics, readBacklog, metricsToken, readSetup, hear } = parts
  const { access, intercomAccess, publicUrl } = parts
  const logger: FastifyBaseLogger = log
  const http = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    ...HTTP_OPTIONS,
  })
  const checks: readonly HealthCheck[] = [
    { name: 'database', check: () => store.ping().then(() => undefined, inWords) },
    { name: 'knowledge', ...knowledge },
    {
      name: 'intercom',
      check: async () =>
        intercomAccess.problem() ?? (answering() ? undefined : 'not connected yet: see the log'),
    },
    {
      name: 'queue',
      check: async () => deadInWords((await readBacklog().catch(() => undefined))?.deadTurns ?? 0),
      mayFail: true,
    },
    { name: 'region', check: async () => intercomAccess.warning(), mayFail: true },
    ...(checkVectors ? [{ name: 'vectors', check: checkVectors, mayFail: true } as const] : []),
    ...(checkModel ? [{ name: 'model', check: checkModel, mayFail: true } as const] : []),
    ...(checkSettings ? [{ name: 'settings', check: checkSettings, mayFail: true } as const] : []),
  ]
  harden(http, publicUrl)
  http.register(createHealthRoutes(checks, metricsToken))
  http.register(createMetricsRoutes({ metrics, readBacklog, token: metricsToken }))
  http.register(
    createWebhookRoutes({
      clientSecret: intercom.clientSecret,
      workspace: answering,
      onResult: metrics.countWebhook,
      hear,
    }),
  )
  const appId = () => answering()?.appId
  http.register(createConsoleRoutes({ db: store.db, appId, fileModes, pilot, readSetup, access, publicUrl }))
  if (door) http.register(door.routes)
  return http
}

/** What is wrong with the database, for who asks whether the service is ready. */
const inWords = (error: unknown): string =>
  error instanceof DatabaseUnfitError
    ? error.message
    : (databaseTrouble(error)?.found ?? 'The database does not answer.')

const deadInWords = (deadTurns: number): string | undefined =>
  deadTurns > 0
    ? `${deadTurns} conversation(s) wait although every attempt has failed: see "firstline jobs dead".`
    : undefined
