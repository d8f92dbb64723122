import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Digest } from '../../src/domain/digest.ts'
import { startTalk } from '../support/a-talk.ts'
import { runCommand } from './a-command.ts'
import { aRunningService } from './a-running-service.ts'

const service = aRunningService('mode: shadow\ndigest:\n  timezone: Pacific/Kiritimati')
const home = mkdtempSync(join(tmpdir(), 'firstline-digest-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

test('prints the summary of today, made by the service, and stores it', async () => {
  const { sandbox, command, url } = service()
  await startTalk(sandbox, 'Why was I [charged](https://evil.example) *twice*?')
  const made = await command('digest', 'run')
  expect(made).toMatchObject({ code: 0, err: '' })
  expect(made.out).toMatch(/^# Unresolved conversations, \d{4}-\d{2}-\d{2}\n/)
  expect(made.out).toContain('1 unresolved conversation: 1 open, 0 snoozed past due, 1 unassigned.')
  expect(made.out).toContain('\\[charged\\](https://evil.example) \\*twice\\*?')
  await startTalk(sandbox, 'And another one?')
  expect(await command('digest', 'run')).toEqual(made)
  const again = await command('digest', 'run', '--again', '--json')
  const digest = Digest.parse(JSON.parse(again.out))
  expect(digest.items).toHaveLength(2)
  expect(await command('digest', 'run', '--json', '--date', digest.date)).toEqual(again)
  const page = await fetch(`${url}/console/summaries/${digest.date}`)
  expect(await page.text()).toContain('And another one?')
})

test.each([
  ['yesterday', /invalid.*Expected a day, for example 2026-11-24/],
  ['2026-02-30', /Expected a day/],
  ['2020-01-01', /There is no summary of 2020-01-01, and only today's/],
])('says what is wrong with the day %s', async (date, problem) => {
  const { code, out, err } = await service().command('digest', 'run', '--date', date)
  expect(err).toMatch(problem)
  expect({ code, out }).toEqual({ code: 2, out: '' })
})

test('says what to do without a workspace', async () => {
  const { code, err } = await runCommand(['digest', 'run'], home, { DATABASE_URL: 'pglite:memory://' })
  expect(err).toBe(
    'A summary needs a workspace: set INTERCOM_ACCESS_TOKEN, or start the service (npm start) and run this beside it.\n',
  )
  expect(code).toBe(2)
})

test('says so when Intercom cannot be reached', async () => {
  const { code, err } = await runCommand(['digest', 'run'], home, {
    DATABASE_URL: 'pglite:memory://',
    INTERCOM_ACCESS_TOKEN: 'sandbox-x',
    INTERCOM_CLIENT_SECRET: '0f1e2d3c-4b5a',
    INTERCOM_BASE_URL: 'http://127.0.0.1:9',
    INTERCOM_BOT_ADMIN_ID: '1',
    INTERCOM_HANDOFF_TEAM_ID: '2',
  })
  expect(err).toMatch(/^GET \/me: no answer/)
  expect(code).toBe(1)
})
