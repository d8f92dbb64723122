import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { serializeError } from '../../src/telemetry/serialize-error.ts'
import { aDatabase } from '../support/a-database.ts'
import { aLog } from '../support/a-log.ts'

const { db } = aDatabase()

const WRITTEN = 'my password is hunter2\n    at home I have it on a note (in the hall:3:7)'
const thrown = (failing: Promise<unknown>) => failing.catch((error) => error)

test('logs lines of JSON with a constant event and its facts', () => {
  const { log, lines } = aLog()
  log.info({ conversationId: '100', durationMs: 12 }, 'reply posted')
  expect(JSON.parse(lines()[0] ?? '')).toMatchObject({
    conversationId: '100',
    durationMs: 12,
    msg: 'reply posted',
  })
})

test('logs nothing below its level', () => {
  const { log, lines } = aLog('warn')
  log.info('quiet')
  expect(lines()).toEqual([])
})

test.each([
  { req: { headers: { authorization: 'Bearer hunter2' } } },
  { req: { headers: { cookie: 'session=hunter2' } } },
  { req: { headers: { 'x-hub-signature': 'sha1=hunter2' } } },
  { contact: { email: 'hunter2@example.com' } },
  { intercom: { accessToken: 'hunter2' } },
  { intercom: { clientSecret: 'hunter2' } },
])('cuts secrets out: %j', (facts) => {
  const { log, lines } = aLog()
  log.info(facts, 'something')
  expect(lines().join('')).not.toContain('hunter2')
  expect(lines().join('')).toContain('[Redacted]')
})

test('never quotes a query or its parameters, only the state and where it happened', async () => {
  const { log, lines } = aLog()
  const insert = sql`insert into conversation (app_id, id, asked) values ('app1', ${WRITTEN}, ${'x'}::int)`
  log.error({ err: await thrown(db().execute(insert)) }, 'failed')
  expect(lines().join('')).not.toMatch(/hunter2|at home|insert into/)
  expect(JSON.parse(lines()[0] ?? '').err).toMatchObject({ cause: { code: '22P02' } })
})

test('never quotes what was not JSON, or not of the expected shape', async () => {
  const broken = await thrown(Promise.resolve().then(() => JSON.parse(`{"body": ${WRITTEN}`)))
  const unexpected = await thrown(z.object({ kind: z.literal('x') }).parseAsync({ kind: WRITTEN }))
  for (const error of [broken, unexpected, new Error('wrapped', { cause: broken })]) {
    expect(JSON.stringify(serializeError(error))).not.toMatch(/hunter2|at home/)
  }
})

test('keeps the message of an ordinary error, its code, its cause and its frames', () => {
  const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
  const logged = serializeError(new TypeError('fetch failed', { cause }))
  expect(logged).toMatchObject({
    type: 'TypeError',
    message: 'fetch failed',
    cause: { type: 'Error', message: 'refused', code: 'ECONNREFUSED' },
  })
  expect(logged.frames).toContain('log.test.ts')
  expect(logged.frames?.split('\n').length).toBeLessThanOrEqual(8)
})

test.each([[undefined], [null], ['hunter2'], [{ message: 'hunter2' }]])(
  'says of what is no error only what kind of thing it is: %j',
  (value) => {
    expect(serializeError(value)).toEqual({ type: typeof value })
  },
)

test('does not take lines of a message for frames', () => {
  const error = Object.assign(new Error(WRITTEN), { query: 'insert' })
  expect(serializeError(error).frames).toContain('log.test.ts')
  expect(JSON.stringify(serializeError(error))).not.toMatch(/hunter2|at home/)
})
