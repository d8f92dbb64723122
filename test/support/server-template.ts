import { randomUUID } from 'node:crypto'
import type { TestProject } from 'vitest/node'
import { openStore } from '../../src/store/open-store.ts'
import { databaseUrl, dropOnServer, onServer, testServer } from './test-server.ts'

/**
 * Once per run, before any worker: migrates the database that those of the tests are copies of. Afterwards it goes, and
 * with it whatever a test that was killed has left. Without TEST_DATABASE_URL there is nothing to do.
 */
export async function setup({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!testServer()) return undefined
  const template = `firstline_test_${randomUUID().slice(0, 8)}`
  await onServer(`create database ${template}`)
  const drop = () => dropAll(template)
  try {
    const store = await openStore(databaseUrl(template))
    await store.migrate().finally(store.close)
  } catch (error) {
    await drop()
    throw error
  }
  provide('template', template)
  return drop
}

async function dropAll(template: string): Promise<void> {
  const left = await onServer('select datname from pg_database where starts_with(datname, $1)', [template])
  for (const { datname } of left) await dropOnServer(String(datname))
}
