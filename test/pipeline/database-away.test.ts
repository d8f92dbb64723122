import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts'
import { aLog } from '../support/a-log.ts'
import { ASK_EXPORT, ASK_PASSWORD, aMind, plainMind } from '../support/a-mind.ts'
import { createOnServer, type ServerDatabase } from '../support/a-server.ts'
import { onServer, testServer } from '../support/test-server.ts'
import { type Stage, setStage } from '../support/a-stage.ts'
import { startTalk, type Talk, until } from '../support/a-talk.ts'

/** Longer than the outage, so that what was answered 503 comes again, as it does from Intercom after a minute. */
const RETRY_AFTER_MS = 3_000
const ANSWERED = ['contact source', 'bot comment']

const mind = aMind()
const { log, lines } = aLog('info')
const place: { database?: ServerDatabase; sandbox?: Sandbox; stage?: Stage } = {}

beforeAll(async () => {
  if (!testServer()) return
  place.database = await createOnServer('migrated')
  place.sandbox = await startSandbox({ retryAfterMs: RETRY_AFTER_MS })
  const { url } = place.database
  place.stage = await setStage(
    { databaseUrl: url, settings: { mode: 'auto' }, adaptMind: () => mind.adapt(plainMind), log },
    place.sandbox,
  )
})
afterAll(async () => {
  await place.stage?.close()
  await place.sandbox?.close()
  await place.database?.drop()
})

const goAway = async (name: string) => {
  await onServer(`alter database ${name} allow_connections false`)
  await onServer('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
}
const comeBack = (name: string) => onServer(`alter database ${name} allow_connections true`)

const ask = async ({ app }: Stage, path: string) => {
  const answer = await fetch(`${app.url}${path}`)
  return { status: answer.status, said: await answer.text() }
}
const refused = () => lines().filter((line) => line.includes('"result":"store_down","status":503')).length

test.runIf(testServer())(
  'a database that goes away in the middle of a load and comes back: nothing is lost, all is answered once',
  { timeout: 90_000 },
  async () => {
    const { database, stage, sandbox } = place
    if (!database || !stage || !sandbox) throw new Error('The stage is set before the first test.')
    const start = (question: string) => startTalk(sandbox, question)
    const answered = await start(ASK_EXPORT)
    await stage.rest(answered)
    const [hitByIt, outlastsIt] = [mind.hold(), mind.hold()]
    const inFlight: readonly Talk[] = [await start(ASK_EXPORT), await start(ASK_PASSWORD)]
    await Promise.all([hitByIt.thinking, outlastsIt.thinking])

    await goAway(database.name)
    const written: readonly Talk[] = [await start(ASK_EXPORT), await start(ASK_PASSWORD)]
    await answered.contact(ASK_PASSWORD)
    hitByIt.release()
    await until('all three are refused', () => refused() === 3)
    const readiness = await ask(stage, '/readyz')
    expect(readiness.status).toBe(503)
    expect(readiness.said).toMatch(/"name":"database","ok":false,"problem":"The database /)
    expect((await ask(stage, '/healthz')).status).toBe(200)

    await comeBack(database.name)
    outlastsIt.release()
    for (const talk of [...inFlight, ...written, answered]) await stage.rest(talk)
    expect(await Promise.all([...inFlight, ...written].map((talk) => talk.story()))).toEqual(
      [1, 2, 3, 4].map(() => ANSWERED),
    )
    expect(await answered.story()).toEqual([...ANSWERED, 'contact comment', 'bot comment'])
    expect((await ask(stage, '/readyz')).status).toBe(200)
  },
)
