import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { AdminId, AppId } from '../../src/domain/ids.ts'
import { modeSwitch } from '../../src/store/schema/conversations.ts'
import { readSwitches } from '../../src/store/switches.ts'
import { knowWorkspace, lastSweep, markSwept, recallWorkspace } from '../../src/store/workspaces.ts'
import { aDatabase } from '../support/a-database.ts'
import { BOT } from '../support/builders.ts'

const { db } = aDatabase()
const anAppId = () => AppId.parse(randomUUID())

test('finds a workspace again by the token that opens it, and keeps no token', async () => {
  const appId = anAppId()
  const token = `token-${appId}`
  await knowWorkspace(db(), token, { appId, adminId: BOT, name: 'Lumen' })
  expect(await recallWorkspace(db(), token)).toEqual({ appId, adminId: BOT })
  expect(await recallWorkspace(db(), 'another token')).toBeUndefined()
  const { rows } = await db().execute<Record<string, unknown>>(sql`select * from workspace`)
  expect(JSON.stringify(rows)).not.toContain(token)
})

test('knows a workspace by its newest token and owner', async () => {
  const appId = anAppId()
  await knowWorkspace(db(), `old-${appId}`, { appId, adminId: BOT })
  await knowWorkspace(db(), `new-${appId}`, { appId, adminId: AdminId.parse('901') })
  expect(await recallWorkspace(db(), `old-${appId}`)).toBeUndefined()
  expect(await recallWorkspace(db(), `new-${appId}`)).toEqual({ appId, adminId: '901' })
})

test('recalls the workspace that a token opened last', async () => {
  const [before, now] = [anAppId(), anAppId()]
  await knowWorkspace(db(), `moved-${now}`, { appId: before, adminId: BOT })
  // The embedded database's clock has milliseconds only.
  await wait(5)
  await knowWorkspace(db(), `moved-${now}`, { appId: now, adminId: BOT })
  expect((await recallWorkspace(db(), `moved-${now}`))?.appId).toBe(now)
})

test('remembers when a workspace was last swept', async () => {
  const appId = anAppId()
  expect(await lastSweep(db(), appId)).toBeUndefined()
  await knowWorkspace(db(), `token-${appId}`, { appId, adminId: BOT })
  expect(await lastSweep(db(), appId)).toBeUndefined()
  const at = new Date('2026-11-24T09:00:00.123Z')
  await markSwept(db(), appId, at)
  await knowWorkspace(db(), `token-${appId}`, { appId, adminId: BOT })
  expect(await lastSweep(db(), appId)).toEqual(at)
})

test('reads the switches of one workspace, and refuses a mode that it does not know', async () => {
  const [appId, other] = [anAppId(), anAppId()]
  await db()
    .insert(modeSwitch)
    .values([
      { appId, topic: '*', mode: 'off', who: 'maya' },
      { appId, topic: 'billing', mode: 'suggest', who: 'maya' },
      { appId: other, topic: '*', mode: 'sometimes', who: 'nobody' },
    ])
  expect(await readSwitches(db(), appId)).toEqual(
    expect.arrayContaining([
      { topic: '*', mode: 'off' },
      { topic: 'billing', mode: 'suggest' },
    ]),
  )
  await expect(readSwitches(db(), other)).rejects.toThrow()
  expect(await readSwitches(db(), anAppId())).toEqual([])
})
