import { sql } from 'drizzle-orm'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { createOnServer } from '../support/a-server.ts'
import { testServer } from '../support/test-server.ts'

// TEST_DATABASE_URL=postgres://... runs this, and every other test that needs a database, on a server.
const onServer = test.runIf(testServer())

async function anEmptyDatabase(): Promise<string> {
  const { url, drop } = await createOnServer('empty')
  onTestFinished(drop)
  return url
}

onServer('lets several instances that start together migrate an empty database', async () => {
  const url = await anEmptyDatabase()
  const stores = await Promise.all([1, 2, 3, 4].map(() => openStore(url)))
  await Promise.all(stores.map((store) => store.migrate()))
  const [first] = stores
  const { rows } = (await first?.db.execute<{ name: string }>(
    sql`select name from drizzle.__drizzle_migrations`,
  )) ?? { rows: [] }
  expect(rows.length).toBeGreaterThan(0)
  expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length)
  await Promise.all(stores.map((store) => store.close()))
})

onServer('lives on when the server cuts its connections, also one that is in use', async () => {
  const told: Error[] = []
  const store = await openStore(await anEmptyDatabase(), { onConnectionError: (error) => told.push(error) })
  await store.ping()
  const cut = store.db.transaction(async (tx) => {
    await tx.execute(sql`select 1`)
    await store.db.execute(sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`)
    await tx.execute(sql`select 1`)
  })
  await expect(cut).rejects.toThrow()
  expect(told.length).toBeGreaterThan(0)
  await store.ping()
  await store.close()
})

onServer('tells by its state that a trail is refused, to whoever owns the database', async () => {
  const store = await openStore(await anEmptyDatabase())
  await store.migrate()
  await expect(store.db.execute(sql`truncate audit_event`)).rejects.toMatchObject({
    cause: { code: '42501' },
  })
  await store.close()
})

onServer(
  'plans once per connection what comes again with other values, and nothing that comes once',
  async () => {
    const store = await openStore(await anEmptyDatabase())
    onTestFinished(store.close)
    const ask = (text: string) => store.db.execute<{ said: string }>(sql`select ${text}::text as said`)
    const planned = async () => {
      const { rows } = await store.db.execute<{ statement: string }>(
        sql`select statement from pg_prepared_statements where name like 'firstline%'`,
      )
      return rows.map(({ statement }) => statement)
    }
    await ask('first')
    expect(await planned()).toEqual([])
    const said = []
    for (const text of ['second', 'third', 'fourth']) said.push((await ask(text)).rows[0]?.said)
    expect(said).toEqual(['second', 'third', 'fourth'])
    expect(await planned()).toEqual(['select $1::text as said'])
  },
)

onServer('does not let what only wakes wait for the disk', async () => {
  const store = await openStore(await anEmptyDatabase())
  onTestFinished(store.close)
  const pool = new pg.Pool(store.queueOptions)
  onTestFinished(() => pool.end())
  const { rows } = await pool.query("select current_setting('synchronous_commit') as how")
  expect(rows).toEqual([{ how: 'off' }])
})
