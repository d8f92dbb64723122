import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Db } from '../../src/store/db.ts'
import { OuterHandleInTransactionError } from '../../src/store/guard-transactions.ts'
import { openStore } from '../../src/store/open-store.ts'
import { conversation, notification } from '../../src/store/schema/conversations.ts'
import { aDatabase, openDatabase, openEmptyDatabase } from '../support/a-database.ts'
import { testServer } from '../support/test-server.ts'
import { migratedSnapshot } from '../support/migrated-snapshot.ts'
import { aDataFolder } from './a-data-folder.ts'

const { store, db } = aDatabase()

const aRow = (id: string) => ({ appId: 'app1', id })
const ids = async (from: Db = db()) =>
  (await from.select({ id: conversation.id }).from(conversation)).map(({ id }) => id)
const causeOf = (failing: Promise<unknown>) =>
  failing.then(
    () => undefined,
    (error) => (error instanceof OuterHandleInTransactionError ? error : error.cause),
  )

// A server hides the bug that this guards against, by giving the query another connection.
const isEmbedded = !testServer()

test.runIf(isEmbedded).each<[string, () => Promise<unknown>]>([
  ['a query', () => ids()],
  ['a statement', () => db().execute(sql`select 1`)],
  ['a transaction', () => db().transaction(async () => 1)],
])('turns %s on the outer handle inside a transaction into an error', async (_case, misuse) => {
  const failing = db().transaction(async (tx) => {
    await tx.insert(conversation).values(aRow('misused'))
    await misuse()
  })
  expect(await causeOf(failing)).toBeInstanceOf(OuterHandleInTransactionError)
  expect(await ids()).not.toContain('misused')
})

test('lets work that was started inside a transaction use the outer handle once it is over', async () => {
  const later = await db().transaction(async () => ({ rows: wait(20).then(() => ids()) }))
  expect(await later.rows).toEqual(expect.any(Array))
})

test('keeps transactions that overlap apart: none sees half of another, all are kept', async () => {
  await db().insert(conversation).values(aRow('counted'))
  const count = () =>
    db().transaction(async (tx) => {
      const [row] = await tx.select().from(conversation).where(sql`id = 'counted'`).for('update')
      await wait(1)
      await tx
        .update(conversation)
        .set({ asked: (row?.asked ?? 0) + 1 })
        .where(sql`id = 'counted'`)
    })
  await Promise.all(Array.from({ length: 8 }, count))
  const [row] = await db().select().from(conversation).where(sql`id = 'counted'`)
  expect(row?.asked).toBe(8)
})

test('makes a query beside an open transaction wait, and shows it nothing uncommitted', async () => {
  const begun = Promise.withResolvers<void>()
  const seen = Promise.withResolvers<readonly string[]>()
  const writing = db().transaction(async (tx) => {
    await tx.insert(conversation).values(aRow('abandoned'))
    begun.resolve()
    await wait(5)
    throw new Error('rolled back')
  })
  void begun.promise.then(() => ids().then(seen.resolve, seen.reject))
  await expect(writing).rejects.toThrow('rolled back')
  expect(await seen.promise).not.toContain('abandoned')
})

test('rolls a savepoint back by itself', async () => {
  await db().transaction(async (tx) => {
    await tx.insert(conversation).values(aRow('outer'))
    await tx
      .transaction(async (inner) => {
        await inner.insert(conversation).values(aRow('inner'))
        throw new Error('only this part')
      })
      .catch(() => {})
    await tx.insert(conversation).values(aRow('after'))
  })
  const kept = await ids()
  expect(kept).toEqual(expect.arrayContaining(['outer', 'after']))
  expect(kept).not.toContain('inner')
})

test('keeps nothing of a transaction whose statement failed', async () => {
  const failing = db().transaction(async (tx) => {
    await tx.insert(conversation).values(aRow('twice'))
    await tx.insert(conversation).values(aRow('twice'))
  })
  await expect(failing).rejects.toMatchObject({ cause: { code: '23505' } })
  expect(await ids()).not.toContain('twice')
})

const texts = [
  '',
  'NULL',
  'null',
  'a,b',
  '{a}',
  '"',
  '\\',
  "'",
  ' blank ',
  'part:1',
  'ünï → 日本語 🙂',
  'a\nb\t',
]
test('gives back arrays, moments and texts as they were written', async () => {
  const at = new Date('2026-03-29T01:59:59.123+01:00')
  const row = {
    ...aRow('round-trip'),
    topic: texts.join(''),
    entryIds: texts,
    createdAt: at,
    attempt: 2_147_483_647,
  }
  await db().insert(notification).values(row)
  const [read] = await db().select().from(notification).where(sql`id = 'round-trip'`)
  expect(read).toMatchObject({ ...row, conversationId: null })
  expect(read?.receivedAt).toBeInstanceOf(Date)
  await db()
    .insert(notification)
    .values({ ...row, id: 'empty', entryIds: [] })
  const [empty] = await db().select().from(notification).where(sql`id = 'empty'`)
  expect(empty?.entryIds).toEqual([])
})

// `count(*)` and `bigint` come as a number from one driver and as text from the other; these come alike.
test('gives numbers from plain SQL as numbers', async () => {
  const { rows } = await db().execute<Record<string, unknown>>(sql`
    select 2147483647::int as whole, 0.1::float8 as share, count(*)::int as many,
      extract(epoch from interval '1.5 s')::float8 * 1000 as ms, true as yes, null::int as none
    from (values (1), (2)) two`)
  expect(rows).toEqual([{ whole: 2_147_483_647, share: 0.1, many: 2, ms: 1_500, yes: true, none: null }])
})

test('migrates once, however often and however many at a time ask for it', async () => {
  const fresh = await openEmptyDatabase()
  await Promise.all([fresh.migrate(), fresh.migrate(), fresh.migrate()])
  await fresh.migrate()
  const { rows } = await fresh.db.execute<{ name: string }>(
    sql`select name from drizzle.__drizzle_migrations`,
  )
  expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length)
  expect(await ids(fresh.db)).toEqual([])
  await fresh.close()
})

test('says again that a migration failed, and tries it anew', async () => {
  const fresh = await openEmptyDatabase()
  await fresh.db.execute(sql`create table workspace (stranger int)`)
  await expect(fresh.migrate()).rejects.toThrow()
  await expect(fresh.migrate()).rejects.toThrow()
  await fresh.db.execute(sql`drop table workspace`)
  await fresh.migrate()
  expect(await ids(fresh.db)).toEqual([])
  await fresh.close()
})

// About the embedded database itself, whatever the other tests run on.
test('keeps a folder from one opening to the next', async () => {
  const folder = aDataFolder()
  const first = await openStore(`pglite:${folder}`, { snapshot: await migratedSnapshot() })
  await first.db.insert(conversation).values(aRow('kept'))
  await first.close()
  const second = await openStore(`pglite:${folder}/`)
  await second.migrate()
  expect(await ids(second.db)).toEqual(['kept'])
  await second.close()
})

test('opens a copy of its own', async () => {
  const copy = await openDatabase()
  await copy.db.insert(conversation).values(aRow('only-in-the-copy'))
  expect(await ids()).not.toContain('only-in-the-copy')
  await copy.close()
})

test('tells whether the database can be reached', async () => {
  const other = await openDatabase()
  await other.ping()
  await other.close()
  await expect(other.ping()).rejects.toThrow()
})

test('fails to reach a server that is not there', async () => {
  const nowhere = await openStore('postgres://nobody@127.0.0.1:9/none')
  await expect(nowhere.ping()).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  await nowhere.close()
})

test.runIf(isEmbedded)(
  'delivers a notification when its transaction is committed, and none that is rolled back',
  async () => {
    const { db: adapter } = store().queueOptions
    if (!adapter?.listen) throw new Error('the embedded database can listen')
    const heard: unknown[] = []
    const listening = await adapter.listen(
      'news',
      (payload) => heard.push(payload),
      () => {},
    )
    await db()
      .transaction(async (tx) => {
        await tx.execute(sql`select pg_notify('news', 'lost')`)
        throw new Error('rolled back')
      })
      .catch(() => {})
    await db().transaction(async (tx) => {
      await tx.execute(sql`select pg_notify('news', 'kept')`)
      expect(heard).toEqual([])
    })
    await expect.poll(() => heard).toEqual(['kept'])
    await listening.close()
  },
)
