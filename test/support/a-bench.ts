import fastify from 'fastify'
import { afterAll, beforeAll } from 'vitest'
import type { z } from 'zod'
import { toIntercomConfig } from '../../src/commands/sandbox-config.ts'
import { Settings } from '../../src/config/settings.ts'
import { AdminId, AppId } from '../../src/domain/ids.ts'
import { createWebhookRoutes } from '../../src/intake/webhook-routes.ts'
import { createIntercom, type Intercom } from '../../src/intercom/create-intercom.ts'
import type { Admit } from '../../src/intercom/call.ts'
import { createLanes } from '../../src/intercom/create-lanes.ts'
import type { Limiter } from '../../src/intercom/limit/create-limiter.ts'
import { toWorkspace } from '../../src/pipeline/connect.ts'
import { createTurns } from '../../src/pipeline/create-turns.ts'
import { createMind } from '../../src/pipeline/think-with-model.ts'
import { createRecordNotification } from '../../src/pipeline/record-notification.ts'
import type { MindSteps } from '../../src/pipeline/think.ts'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/start-sandbox.ts'
import { signatureOf } from '../../src/sandbox/webhooks/post-webhook.ts'
import type { Db } from '../../src/store/db.ts'
import { createLog } from '../../src/telemetry/create-log.ts'
import { openDatabase } from './a-database.ts'
import { letPass } from './let-pass.ts'
import { plainMind } from './a-mind.ts'
import { type Cast, castOf, startTalk, type Talk, until } from './a-talk.ts'

export type DeskOptions = {
  readonly settings?: z.input<typeof Settings>
  /** No team is configured that could get a hand-off. */
  readonly withoutTeam?: boolean
  readonly mind?: MindSteps
  /** Puts something between the walk and Intercom. */
  readonly adaptIntercom?: (own: Intercom) => Intercom
  /** Puts something between the walk and the database. */
  readonly adaptDb?: (own: Db) => Db
  readonly postTimeoutMs?: number
  /** Counts the calls of each lane; absent: nobody does. */
  readonly admit?: Limiter['lane']
  readonly now?: () => Date
}

/** A walk that is woken by hand. */
export type Desk = {
  /** One run of a conversation: `true` when it asks to be woken again. */
  readonly wake: (talk: Talk) => Promise<boolean>
  /** Wakes it until nothing is left to do; how often it may ask to be woken again is bounded. */
  readonly finish: (talk: Talk) => Promise<void>
  /** Why drafting failed, if it did. */
  readonly failures: readonly unknown[]
}

/**
 * All parts of the service but the queue, on a real database and a real sandbox with signed webhooks: a test decides
 * when a conversation is woken, and how much time has passed.
 */
export type Bench = {
  readonly sandbox: Sandbox
  readonly db: Db
  readonly cast: Cast
  /** Whoever sits down last hears the webhooks. */
  readonly sitDown: (options?: DeskOptions) => Desk
  /** Starts a conversation and waits until it was heard. */
  readonly start: (first: Parameters<typeof startTalk>[1]) => Promise<Talk>
  readonly heard: (talk: Talk) => Promise<void>
  /** Sends a webhook's body once more, signed; answers the status. */
  readonly hearAgain: (body: string) => Promise<number>
  /** Lets time pass for everything that this conversation waits for. */
  readonly letPass: (talk: Talk, seconds: number) => Promise<void>
}

const MOST_RUNS = 12

async function setBench(options: SandboxOptions): Promise<Bench & { readonly close: () => Promise<void> }> {
  const sandbox = await startSandbox({ retryAfterMs: 500, ...options })
  const store = await openDatabase()
  const { db } = store
  const appId = AppId.parse(sandbox.appId)
  const { desk: _first, ...plain } = createDesk({ sandbox, db }, {})
  let record = createRecordNotification({ db, ...plain })
  const http = fastify({ forceCloseConnections: true })
  const { clientSecret } = sandbox
  await http.register(createWebhookRoutes({ clientSecret, workspace: () => ({ appId, record }) }))
  const url = await http.listen({ port: 0 })
  sandbox.setServiceUrl(url)
  const heard = (talk: Talk) => until(`conversation ${talk.id} is heard`, talk.isDelivered)
  return {
    sandbox,
    db,
    cast: castOf(sandbox),
    heard,
    hearAgain: async (body) => {
      const headers = {
        'content-type': 'application/json',
        'x-hub-signature': signatureOf(body, clientSecret),
      }
      return (await fetch(`${url}/webhooks/intercom`, { method: 'POST', headers, body })).status
    },
    sitDown: (options = {}) => {
      const { desk, ...recording } = createDesk({ sandbox, db }, options)
      record = createRecordNotification({ db, ...recording })
      return desk
    },
    start: async (first) => {
      const talk = await startTalk(sandbox, first)
      await heard(talk)
      return talk
    },
    letPass: (talk, seconds) => letPass(db, talk, seconds),
    close: async () => {
      await http.close()
      await sandbox.close()
      await store.close()
    },
  }
}

function createDesk({ sandbox, db }: { readonly sandbox: Sandbox; readonly db: Db }, options: DeskOptions) {
  const { handOffTeamId, ...without } = toIntercomConfig(sandbox)
  const intercomConfig = options.withoutTeam || !handOffTeamId ? without : { ...without, handOffTeamId }
  const settings = Settings.parse({ mode: 'auto', quiet_ms: 0, ...options.settings })
  const known = { appId: AppId.parse(sandbox.appId), adminId: AdminId.parse(sandbox.botAdminId) }
  const workspace = toWorkspace(known, intercomConfig, { settings, settingsHash: 'hash' })
  const { postTimeoutMs, admit, adaptIntercom = (own) => own, adaptDb = (own) => own } = options
  const failures: unknown[] = []
  const connectTo = (counting: { readonly admit?: Admit }) =>
    createIntercom(intercomConfig, { ...(postTimeoutMs && { postTimeoutMs }), ...counting })
  const only = adaptIntercom(connectTo({}))
  const intercomFor = admit ? createLanes((lane) => connectTo({ admit: admit(lane) })) : () => only
  const answer = createTurns({
    db: adaptDb(db),
    intercomFor,
    workspace,
    think: createMind({
      mind: options.mind ?? plainMind,
      samples: workspace.samples,
      onFailure: (error) => failures.push(error),
    }),
    now: options.now ?? (() => new Date()),
  })
  const wake: Desk['wake'] = async (talk) => (await answer(talk.ref)).kind === 'again'
  const finish: Desk['finish'] = async (talk) => {
    for (let runs = 0; runs < MOST_RUNS; runs += 1) if (!(await wake(talk))) return
    throw new Error(`conversation ${talk.id} does not come to an end`)
  }
  return {
    desk: { wake, finish, failures },
    queue: { wake: async () => {}, wakeIn: async () => {} },
    log: createLog('silent'),
    quiet: { quietMs: 0, quietMaxMs: 0 },
    identity: workspace.identity,
  }
}

/** One bench for all tests of a file, each with a conversation of its own. */
export function aBench(options: SandboxOptions = {}): () => Bench {
  const set: { bench?: Awaited<ReturnType<typeof setBench>> } = {}
  beforeAll(async () => {
    set.bench = await setBench(options)
  })
  afterAll(() => set.bench?.close())
  return () => {
    if (!set.bench) throw new Error('The bench is set before the first test.')
    return set.bench
  }
}
