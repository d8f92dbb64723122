import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { type ConstructorOptions, fromDrizzle, type Job, type JobInsert, PgBoss } from 'pg-boss'
import { z } from 'zod'
import { AppId, ConversationId, type ConversationRef } from '../domain/ids.ts'
import type { Tx } from '../store/db.ts'
import { inBatches } from '../store/in-batches.ts'
import type { Log } from '../telemetry/create-log.ts'
import { createTellSeldom } from '../telemetry/tell-seldom.ts'
import { createNudge } from './create-nudge.ts'
import { type IsOutage, keepNoWords } from './keep-no-words.ts'
import { DEAD_TURN, TURN } from './queue-names.ts'

/** What a turn's job carries: whom to wake. What is to be done stands in the conversation row (law 2). */
const TurnJob = z.object({ appId: AppId, conversationId: ConversationId })

/** Runs one job. A number asks to be woken again after so many milliseconds. */
export type TurnHandler = (ref: ConversationRef) => Promise<number | undefined>

export type Queue = {
  readonly start: () => Promise<void>
  /** Wakes a conversation after `waitMs` and a poll at most, as part of the transaction that records why. */
  readonly wakeIn: (tx: Tx, ref: ConversationRef, waitMs: number) => Promise<void>
  /** Wakes a conversation after `waitMs`, outside any transaction; many at once cost little more than one. */
  readonly wake: (ref: ConversationRef, waitMs: number) => Promise<void>
  readonly workTurns: (handler: TurnHandler, isOutage?: IsOutage) => Promise<void>
  /** Runs `handler` once now and then by `cron` (UTC unless told otherwise), on one instance at a time. */
  readonly repeat: (
    name: string,
    cron: string,
    handler: () => Promise<void>,
    timezone?: string,
  ) => Promise<void>
  /** Runs what `repeat` was given once more, soon, on one instance; asked again before it has begun, it runs once. */
  readonly runSoon: (name: string) => Promise<void>
  /** Lets running jobs end, at most `timeoutMs`. */
  readonly stop: (timeoutMs: number) => Promise<void>
}

const WORKERS = 8

/** `short`: at most one waiting job per conversation. Its attempts cover an outage of some minutes. */
const TURN_QUEUE = {
  policy: 'short',
  heartbeatSeconds: 10,
  expireInSeconds: 180,
  retryLimit: 8,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
  deadLetter: DEAD_TURN,
  deleteAfterSeconds: 600,
} as const

/** For jobs that another process has sent, or this one before it was started anew. */
const POLLING = { pollingIntervalSeconds: 0.5 }

/** While a database is away, every worker says so twice a second. */
const ERRORS_EVERY_MS = 10_000

const codeOf = (error: object) => ('code' in error ? String(error.code) : 'none')

const WAKES = { lanes: 1, most: 500 }

const toJob = ({ appId, conversationId }: ConversationRef, waitMs: number) => ({
  data: { appId, conversationId },
  singletonKey: `${appId}:${conversationId}`,
  startAfter: Math.max(0, waitMs) / 1_000,
})

/** pg-boss as the alarm clock. It never decides anything: a job may run twice, late or never. */
export function createQueue(options: ConstructorOptions, log: Log): Queue {
  const boss = new PgBoss({
    ...options,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
  })
  const tellSeldom = createTellSeldom(ERRORS_EVERY_MS)
  boss.on('error', (error) =>
    tellSeldom(codeOf(error), (leftOut) => log.error({ err: error, leftOut }, 'queue error')),
  )
  const tellFailure = (facts: Readonly<Record<string, string>>) => (kind: string, error: unknown) =>
    tellSeldom(kind, (leftOut) => log.warn({ err: error, leftOut, ...facts }, 'a job failed'))
  const nudge = createNudge()

  const wakeIn: Queue['wakeIn'] = async (tx, ref, waitMs) => {
    const { data, ...options } = toJob(ref, waitMs)
    await boss.send(TURN, data, { ...options, db: fromDrizzle(tx, sql) })
  }

  const insert = inBatches(async (jobs: readonly JobInsert[]) => {
    await boss.insert(TURN, [...jobs])
    return jobs.map(() => undefined)
  }, WAKES)

  const wake: Queue['wake'] = async (ref, waitMs) => {
    await insert(toJob(ref, waitMs))
    nudge.nudge(waitMs)
  }

  return {
    start: async () => {
      await boss.start()
      await boss.createQueue(DEAD_TURN)
      await boss.createQueue(TURN, TURN_QUEUE)
      // Warms the queue cache: cold, a send inside a PGlite transaction never returns.
      await boss.findJobs(TURN, { id: randomUUID() })
    },
    wakeIn,
    wake,
    workTurns: async (handler, isOutage) => {
      const startWorker = () => {
        const nudged = nudge.add(() => void id.then((known) => boss.notifyWorker(known)))
        const id = boss.work(TURN, POLLING, async ([job]: Job<unknown>[]) => {
          nudged.begin()
          try {
            const ref = TurnJob.parse(job?.data)
            await keepNoWords(
              async () => {
                const againMs = await handler(ref)
                if (againMs !== undefined) await wake(ref, againMs)
              },
              tellFailure({ conversationId: ref.conversationId }),
              isOutage,
            )
          } finally {
            nudged.end()
          }
        })
        return id
      }
      await Promise.all(Array.from({ length: WORKERS }, startWorker))
    },
    repeat: async (name, cron, handler, timezone = 'UTC') => {
      await boss.createQueue(name, { policy: 'short', retryLimit: 0, deleteAfterSeconds: 600 })
      await boss.work(name, { pollingIntervalSeconds: 1 }, () =>
        keepNoWords(handler, tellFailure({ job: name })),
      )
      await boss.schedule(name, cron, null, { tz: timezone })
      await boss.send(name, null)
    },
    runSoon: async (name) => void (await boss.send(name, null)),
    stop: (timeoutMs) => boss.stop({ graceful: true, timeout: timeoutMs, close: true }),
  }
}
