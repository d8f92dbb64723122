import { expect, onTestFinished, test } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { createTemporaryDatabase } from '../../src/store/temporary-database.ts'
import { createOnServer } from '../support/a-server.ts'
import { onServer, testServer } from '../support/test-server.ts'

const aServer = test.runIf(testServer())

/** What a start is told by the database at this address. */
async function refusalOf(url: string): Promise<{ readonly name: string; readonly message: string }> {
  const store = await openStore(url)
  onTestFinished(() => store.close())
  return store.migrate().then(
    () => expect.fail('the database was taken'),
    (error: Error) => ({ name: error.name, message: error.message }),
  )
}

async function aDatabase(kind: 'empty' | 'migrated' = 'empty') {
  const database = await createOnServer(kind)
  onTestFinished(database.drop)
  return database
}

/** The same address with something changed. */
function changed(url: string, change: Partial<Pick<URL, 'username' | 'password' | 'pathname'>>): string {
  return Object.assign(new URL(url), change).href
}

/** A role of its own that owns nothing. */
async function aStranger(): Promise<{ readonly username: string; readonly password: string }> {
  const name = `firstline_stranger_${process.pid}_${Date.now()}`
  await onServer(`create role ${name} login password 'pw' nocreatedb`)
  onTestFinished(async () => void (await onServer(`drop role ${name}`)))
  return { username: name, password: 'pw' }
}

test('a server that is not there', async () => {
  const refusal = await refusalOf('postgres://firstline:hunter2@127.0.0.1:9/x')
  expect(refusal).toMatchObject({
    name: 'DatabaseUnreachableError',
    message: expect.stringContaining('nothing listens at its address. Start the server. Check host and port'),
  })
  expect(refusal.message).not.toContain('hunter2')
})

aServer.each([
  ['a wrong password', { password: 'hunter2' }, 'refuses user or password'],
  ['an unknown user', { username: 'nobody-here' }, 'refuses user or password'],
  ['an unknown database', { pathname: 'no_such' }, 'no database of that name'],
])('%s', async (_case, change, found) => {
  const refusal = await refusalOf(changed(testServer() ?? '', change))
  expect(refusal).toMatchObject({
    name: 'DatabaseUnreachableError',
    message: expect.stringContaining(found),
  })
  expect(refusal.message).not.toContain('hunter2')
})

aServer('a database that is set read-only, empty or not', async () => {
  for (const kind of ['empty', 'migrated'] as const) {
    const { name, url } = await aDatabase(kind)
    await onServer(`alter database ${name} set default_transaction_read_only = on`)
    expect(await refusalOf(url)).toMatchObject({
      name: 'DatabaseUnfitError',
      message: expect.stringMatching(/read-only \(a standby.* Let DATABASE_URL name the primary/),
    })
  }
})

aServer('one that becomes read-only while it is used cannot be called ready', async () => {
  const { name, url } = await aDatabase('migrated')
  const store = await openStore(url)
  onTestFinished(() => store.close())
  await store.ping()
  await onServer(`alter database ${name} set default_transaction_read_only = on`)
  await onServer('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
  await expect.poll(() => store.ping().catch((error: Error) => error.name)).toBe('DatabaseUnfitError')
})

aServer('a user who may not make tables, and one who may make no database for a demo', async () => {
  const stranger = await aStranger()
  const { name, url } = await aDatabase()
  await onServer(`revoke all on database ${name} from public`)
  await onServer(`grant connect on database ${name} to public`)
  const store = await openStore(changed(url, stranger))
  onTestFinished(() => store.close())
  await expect(store.migrate()).rejects.toMatchObject({ cause: { code: '42501' } })
  await expect(createTemporaryDatabase(changed(url, stranger), 'firstline_test')).rejects.toMatchObject({
    name: 'DatabaseUnfitError',
    message: expect.stringContaining('alter role <user> createdb'),
  })
})

aServer('a statement that waits too long for a lock is ended, and a silent transaction too', async () => {
  const { url } = await aDatabase('migrated')
  const store = await openStore(url)
  onTestFinished(() => store.close())
  const settings = await store.db.execute<{ name: string; setting: string }>(`
    select name, setting from pg_settings
    where name in ('statement_timeout', 'idle_in_transaction_session_timeout') order by name`)
  expect(settings.rows).toEqual([
    { name: 'idle_in_transaction_session_timeout', setting: '60000' },
    { name: 'statement_timeout', setting: '30000' },
  ])
})
