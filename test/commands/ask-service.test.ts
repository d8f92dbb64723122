import { chmodSync, writeFileSync } from 'node:fs'
import fastify from 'fastify'
import { describe, expect, onTestFinished, test } from 'vitest'
import { auditVerify } from '../../src/operator/audit-operations.ts'
import { withOperator } from '../../src/operator/with-operator.ts'
import { lockDataFolder } from '../../src/store/embedded-lock.ts'
import { aDataFolder } from '../store/a-data-folder.ts'
import { stageConfig } from '../support/a-stage.ts'

const KEY = 'k'.repeat(43)

/** A data folder that somebody holds, and how a command fares with it. */
function aHeldFolder() {
  const folder = aDataFolder()
  onTestFinished(lockDataFolder(folder))
  const config = stageConfig({ databaseUrl: `pglite:${folder}` })
  return {
    writeKey: (content: string) => writeFileSync(`${folder}.key`, content, { mode: 0o600 }),
    shutKey: () => chmodSync(`${folder}.key`, 0),
    verify: () => withOperator(config, auditVerify, {}).catch((error: Error) => error),
  }
}

/** Something else that listens where the key file says. */
async function aStranger(status: number, body: unknown): Promise<string> {
  const http = fastify()
  onTestFinished(() => http.close())
  http.post('/operator/audit-verify', (_request, reply) => reply.code(status).send(body))
  const address = await http.listen({ host: '127.0.0.1', port: 0 })
  return JSON.stringify({ address, key: KEY })
}

const failure = (why: string) => ({ name: 'ServiceNotAskedError', message: expect.stringContaining(why) })

describe('a command that cannot reach the holder of the folder says what to do, when', () => {
  test('there is no key file', async () => {
    expect(await aHeldFolder().verify()).toMatchObject(failure('there is no key file beside it'))
  })

  // A superuser may read everything.
  test.skipIf(process.getuid?.() === 0)('the key file is of somebody else', async () => {
    const { writeKey, shutKey, verify } = aHeldFolder()
    writeKey('{}')
    shutKey()
    expect(await verify()).toMatchObject(failure('run the command as that user'))
  })

  test.each(['', '{}', '[]', '{"address":"file:///etc","key":"x"}', `{"address":"x","key":"${KEY}"}`])(
    'the key file holds %j',
    async (content) => {
      const { writeKey, verify } = aHeldFolder()
      writeKey(content)
      expect(await verify()).toMatchObject(failure('restart the service, which writes a new one'))
    },
  )

  test('nobody listens at its address', async () => {
    const { writeKey, verify } = aHeldFolder()
    writeKey(JSON.stringify({ address: 'http://127.0.0.1:9', key: KEY }))
    expect(await verify()).toMatchObject(failure('no answer came from http://127.0.0.1:9'))
  })

  test.each([
    [404, { message: 'Route not found' }, 'another version'],
    [404, { error: 'unknown command' }, 'another version'],
    [200, { result: { chains: 'many' } }, 'another version'],
    [200, 'hello', 'another version'],
    [401, { error: 'wrong key' }, 'has another key by now'],
    [403, { error: 'not from there' }, 'set HOST to 127.0.0.1 or 0.0.0.0'],
    [500, { error: 'The command failed in the service.' }, 'The command failed in the service.'],
  ])('the answer is %i %j', async (status, body, why) => {
    const { writeKey, verify } = aHeldFolder()
    writeKey(await aStranger(status, body))
    expect(await verify()).toMatchObject(failure(why))
  })
})

test('what the service refuses is refused in its words', async () => {
  const { writeKey, verify } = aHeldFolder()
  writeKey(await aStranger(400, { error: 'Not like that.' }))
  expect(await verify()).toMatchObject({ name: 'OperationRefusedError', message: 'Not like that.' })
})
