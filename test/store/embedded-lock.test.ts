import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { DataFolderInUseError, lockDataFolder } from '../../src/store/embedded-lock.ts'
import { openStore } from '../../src/store/open-store.ts'
import { aDataFolder, anotherProcess } from './a-data-folder.ts'

// About the embedded database itself, whatever the other tests run on.
const hold = (folder: string) =>
  anotherProcess(`lockDataFolder(${JSON.stringify(folder)}); console.log('held')`)

test('keeps a second process off a data folder and names the one that has it', async () => {
  const folder = aDataFolder()
  const other = hold(folder)
  await other.said
  const refusal = await openStore(`pglite:${folder}`).catch((error) => error)
  expect(refusal).toBeInstanceOf(DataFolderInUseError)
  expect(refusal).toMatchObject({ pid: other.pid })
  expect(refusal.message).toContain(`${folder} is in use by process ${other.pid}`)
})

test('is not fooled by a link to the folder', async () => {
  const folder = aDataFolder()
  mkdirSync(folder)
  const link = join(dirname(folder), 'link')
  symlinkSync(folder, link)
  const other = hold(folder)
  await other.said
  await expect(openStore(`pglite:${link}`)).rejects.toMatchObject({
    name: 'DataFolderInUseError',
    pid: other.pid,
  })
})

test('keeps the same process from opening a folder twice', () => {
  const folder = aDataFolder()
  const release = lockDataFolder(folder)
  expect(() => lockDataFolder(folder)).toThrow(`in use by process ${process.pid}`)
  release()
  lockDataFolder(folder)()
  expect(existsSync(`${folder}.lock`)).toBe(false)
})

test('opens what a killed process left, with every row that it had acknowledged', async () => {
  const folder = aDataFolder()
  const other = anotherProcess(`
    const store = await openStore(${JSON.stringify(`pglite:${folder}`)})
    await store.migrate()
    await store.db.execute("insert into conversation (app_id, id) values ('app1', 'kept')")
    console.log('committed')`)
  await other.said
  await other.kill()
  expect(readFileSync(`${folder}.lock`, 'utf8')).toBe(String(other.pid))
  const store = await openStore(`pglite:${folder}`)
  expect(readFileSync(`${folder}.lock`, 'utf8')).toBe(String(process.pid))
  expect((await store.db.execute<{ id: string }>(sql`select id from conversation`)).rows).toEqual([
    { id: 'kept' },
  ])
  await store.close()
  expect(existsSync(`${folder}.lock`)).toBe(false)
})

test.each([
  ['nothing', ''],
  ['no process id', 'somebody'],
  ['zero', '0'],
  ['an id that was given to this process since', String(process.pid)],
])('takes over a lock that holds %s', (_case, content) => {
  const folder = aDataFolder()
  writeFileSync(`${folder}.lock`, content)
  const release = lockDataFolder(folder)
  expect(readFileSync(`${folder}.lock`, 'utf8')).toBe(String(process.pid))
  release()
})

test.each([
  ['a fresh folder', async () => {}],
  [
    'the folder of a killed process',
    async (folder: string) => {
      const other = hold(folder)
      await other.said
      await other.kill()
    },
  ],
])('lets one of several processes through that reach for %s at once', async (_case, prepare) => {
  const folder = aDataFolder()
  await prepare(folder)
  const startAt = Date.now() + 800
  const others = Array.from({ length: 4 }, () =>
    anotherProcess(`
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Math.max(0, ${startAt} - Date.now()))
      try { lockDataFolder(${JSON.stringify(folder)}); console.log('held') }
      catch (error) { console.log(error.name) }`),
  )
  const said = await Promise.all(others.map((other) => other.said))
  expect(said.toSorted()).toEqual([...Array(3).fill('DataFolderInUseError'), 'held'])
})

test('a process that has not said its id yet keeps the others off, without a wrong name', async () => {
  const folder = aDataFolder()
  const other = hold(folder)
  await other.said
  rmSync(`${folder}.lock`)
  expect(() => lockDataFolder(folder)).toThrow('in use by another process')
  writeFileSync(`${folder}.lock`, '4194304')
  expect(() => lockDataFolder(folder)).toThrow('in use by another process')
})

test('gives the folder back when the database in it cannot be opened', async () => {
  const folder = aDataFolder()
  mkdirSync(folder)
  writeFileSync(join(folder, 'PG_VERSION'), '18')
  await expect(openStore(`pglite:${folder}`)).rejects.toThrow('could not be opened')
  expect(existsSync(`${folder}.lock`)).toBe(false)
})
