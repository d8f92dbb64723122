import { createHmac } from 'node:crypto'
import { sql } from 'drizzle-orm'
import fastify, { LogController } from 'fastify'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { createWebhookRoutes, type WebhookDeps } from '../../src/intake/webhook-routes.ts'
import { createRecordNotification, type RecordDeps } from '../../src/pipeline/record-notification.ts'
import { startQueue } from '../queue/a-queue.ts'
import { aLog } from '../support/a-log.ts'
import { plantSecrets, plantWords } from '../support/overheard.ts'
import { anIdentity, REF } from '../support/builders.ts'

export const SECRET = 'the-client-secret'
const CARD = 'My card is 4111 1111 1111 1111'
const MAIL = 'ana@example.com asks again'

export const sign = (body: string | Buffer, secret = SECRET) =>
  `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`

/** A notification as Intercom sends it: a contact has written into conversation 100. */
export const aNotification = (overrides: object = {}, item: object = {}) => ({
  type: 'notification_event',
  id: 'notif_1',
  topic: 'conversation.user.replied',
  app_id: REF.appId,
  created_at: 1_700_000_000,
  delivery_attempts: 1,
  data: {
    type: 'notification_event_data',
    item: {
      type: 'conversation',
      id: REF.conversationId,
      source: { id: 's1', body: CARD, author: { type: 'user', id: 'c1' } },
      conversation_parts: { conversation_parts: [{ id: 'p1', body: MAIL }] },
      ...item,
    },
  },
  ...overrides,
})

type Rows = {
  readonly notification: number
  readonly part: number
  readonly conversation: number
  readonly job: number
}

/** The signed door over a real database and queue, both emptied before each test of the file. */
export function aDoor() {
  const opened: { waking?: Awaited<ReturnType<typeof startQueue>>; https: { close: () => unknown }[] } = {
    https: [],
  }
  const waking = () => {
    if (!opened.waking) throw new Error('The database is opened before the first test.')
    return opened.waking
  }
  beforeAll(async () => {
    opened.waking = await startQueue()
  })
  beforeEach(async () => {
    const { db } = waking().store
    await db.execute(sql`truncate notification, part, conversation`)
    await db.execute(sql`delete from pgboss.job`)
  })
  afterAll(async () => {
    await Promise.all(opened.https.map((http) => http.close()))
    await opened.waking?.close()
  })

  const wakes: Promise<unknown>[] = []
  const wake: RecordDeps['queue']['wake'] = (...woken) => {
    const waking = queue().wake(...woken)
    wakes.push(waking)
    return waking
  }
  const queue = () => waking().queue

  const record = (overrides: Partial<RecordDeps> = {}) =>
    createRecordNotification({
      db: waking().store.db,
      queue: { wake, wakeIn: queue().wakeIn },
      log: aLog().log,
      quiet: { quietMs: 60_000, quietMaxMs: 60_000 },
      identity: anIdentity(),
      ...overrides,
    })

  /** The door itself, its log, and a way to knock. */
  const open = (
    workspace: WebhookDeps['workspace'] = () => ({ appId: REF.appId, record: record() }),
    hear: WebhookDeps['hear'] = () => {},
  ) => {
    const { log, lines } = aLog()
    plantSecrets(SECRET)
    plantWords(CARD, MAIL)
    const http = fastify({
      loggerInstance: log,
      logController: new LogController({ disableRequestLogging: true }),
    })
    opened.https.push(http)
    http.register(createWebhookRoutes({ clientSecret: SECRET, workspace, hear }))
    const send = async (body: string | Buffer, headers: Readonly<Record<string, string>> = {}) => {
      const payload = Buffer.from(body)
      const { statusCode, body: answer } = await http.inject({
        method: 'POST',
        url: '/webhooks/intercom',
        headers: { 'content-type': 'application/json', 'x-hub-signature': sign(payload), ...headers },
        payload,
      })
      return { status: statusCode, answer }
    }
    return { http, lines, send, notify: (notification: object) => send(JSON.stringify(notification)) }
  }

  /** What is stored once every wake that was begun has come through. */
  const rows = async (): Promise<Rows> => {
    await Promise.all(wakes)
    const { rows: found } = await waking().store.db.execute<Rows>(sql`
      select (select count(*)::int from notification) as notification, (select count(*)::int from part) as part,
        (select count(*)::int from conversation) as conversation,
        (select count(*)::int from pgboss.job where name = 'turn') as job`)
    return found[0] ?? { notification: -1, part: -1, conversation: -1, job: -1 }
  }

  return { open, record, rows, db: () => waking().store.db }
}
