import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { judgeReading } from '../../../src/commands/doctor/check-database.ts'
import { readDatabase } from '../../../src/commands/doctor/read-database.ts'
import { inspectDatabase } from '../../../src/operator/inspect-operation.ts'
import { lockDataFolder } from '../../../src/store/embedded-lock.ts'
import { ownMigrations } from '../../../src/store/migrations-folder.ts'
import { aDataFolder } from '../../store/a-data-folder.ts'
import { openEmptyDatabase } from '../../support/a-database.ts'
import { aLog } from '../../support/a-log.ts'
import { stageConfig } from '../../support/a-stage.ts'

const { log } = aLog()
const read = (databaseUrl: string) => readDatabase(stageConfig({ databaseUrl }), log)
const context = { isEmbedded: false, own: ownMigrations(), isReal: true }

test('a folder that is not there yet is not made', async () => {
  const folder = aDataFolder()
  expect(await read(`pglite:${folder}`)).toEqual({ kind: 'new' })
  expect([existsSync(folder), existsSync(`${folder}.lock.sqlite`)]).toEqual([false, false])
})

test('a folder whose holder does not answer is told with what to do', async () => {
  const folder = aDataFolder()
  mkdirSync(folder)
  writeFileSync(join(folder, 'PG_VERSION'), '18')
  const unlock = lockDataFolder(folder)
  const reading = await read(`pglite:${folder}`)
  unlock()
  expect(reading).toMatchObject({
    kind: 'held',
    problem: expect.stringContaining('try again in a few seconds'),
  })
})

test('a folder that is no database says so', async () => {
  const folder = aDataFolder()
  mkdirSync(folder)
  writeFileSync(join(folder, 'PG_VERSION'), 'none')
  const reading = await read(`pglite:${folder}`)
  const [finding] = judgeReading(reading, { ...context, isEmbedded: true })
  expect(finding).toMatchObject({ level: 'fail', fix: expect.stringContaining('Move the folder away') })
})

test('a server that nobody runs is told without its address', async () => {
  const reading = await read('postgres://me:hunter2pass@127.0.0.1:9/firstline')
  expect(judgeReading(reading, context)).toMatchObject([
    { level: 'fail', found: 'the server refuses the connection (ECONNREFUSED)' },
  ])
})

test('a database without any table tells what it is, and knows no workspace', async () => {
  const store = await openEmptyDatabase()
  const config = stageConfig({})
  const { database, workspace } = await inspectDatabase.run({ db: store.db, config, log }, {})
  await store.close()
  expect(database).toMatchObject({ readOnly: false, mayCreate: true, migrations: [] })
  expect(database.major).toBeGreaterThanOrEqual(14)
  expect(database.sizeBytes).toBeGreaterThan(0)
  expect(Math.abs(database.clockAheadMs)).toBeLessThan(5_000)
  expect(workspace).toBeNull()
})
