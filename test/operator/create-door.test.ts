import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createDoor } from '../../src/operator/create-door.ts'
import { aDataFolder } from '../store/a-data-folder.ts'
import { aDatabase } from '../support/a-database.ts'
import { aLog } from '../support/a-log.ts'
import { stageConfig } from '../support/a-stage.ts'

// The door is that of the embedded database: a server needs none.
const database = aDatabase()
const aDoor = (databaseUrl: string) =>
  createDoor({ db: database.db(), config: stageConfig({ databaseUrl }), log: aLog().log })

test('replaces what a killed service left, however open it lay there', () => {
  const folder = aDataFolder()
  mkdirSync(folder)
  const file = `${folder}.key`
  writeFileSync(file, '{"address":"http://127.0.0.1:9","key":"old"}', { mode: 0o644 })
  const door = aDoor(`pglite:${folder}`)
  expect(existsSync(file)).toBe(false)
  writeFileSync(file, 'put there meanwhile', { mode: 0o666 })
  door?.open('http://127.0.0.1:3000')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readFileSync(file, 'utf8')).toMatch(/^\{"address":"http:\/\/127\.0\.0\.1:3000","key":"[\w-]{43}"\}$/)
  door?.close()
  expect(existsSync(file)).toBe(false)
})

test.each([
  ['http://0.0.0.0:3000', 'http://127.0.0.1:3000'],
  ['http://[::]:3000', 'http://[::1]:3000'],
  ['http://[::1]:3000', 'http://[::1]:3000'],
  ['http://192.168.1.5:3000', 'http://192.168.1.5:3000'],
])('of a service that listens at %s is found at %s', (url, address) => {
  const folder = aDataFolder()
  const door = aDoor(`pglite:${folder}`)
  door?.open(url)
  expect(JSON.parse(readFileSync(`${folder}.key`, 'utf8'))).toMatchObject({ address })
  door?.close()
})

test('has a new key each time', () => {
  const folder = aDataFolder()
  const keys = [1, 2].map(() => {
    const door = aDoor(`pglite:${folder}`)
    door?.open('http://127.0.0.1:3000')
    const content = readFileSync(`${folder}.key`, 'utf8')
    door?.close()
    return content
  })
  expect(keys[0]).not.toBe(keys[1])
})

test.each(['postgres://localhost/firstline', 'pglite:memory://'])('is not there for %s', (url) => {
  expect(aDoor(url)).toBeUndefined()
})
