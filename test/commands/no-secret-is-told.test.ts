import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findLeaks } from '../support/find-leaks.ts'
import { runCommand } from './a-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'firstline-secrets-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const PLANTED = {
  INTERCOM_ACCESS_TOKEN: 'planted-token-0123456789',
  INTERCOM_CLIENT_SECRET: 'planted-client-secret-01',
  OPENAI_API_KEY: 'planted-model-key-012345',
  CONSOLE_PASSWORD: 'planted-console-password',
  METRICS_TOKEN: 'planted-metrics-token-01',
}
const PASSWORD = 'planted-database-pw'
/** Nothing listens on the discard port: every call fails. */
const NOBODY = '127.0.0.1:9'
const ENVIRONMENT = {
  ...PLANTED,
  LOG_LEVEL: 'trace',
  PORT: '0',
  DATABASE_URL: `postgres://firstline:${PASSWORD}@${NOBODY}/firstline`,
  INTERCOM_BASE_URL: `http://${NOBODY}`,
  OPENAI_BASE_URL: `http://${NOBODY}/v1`,
}
const SECRETS = [...Object.values(PLANTED), PASSWORD]

test.each(['doctor --json', 'doctor', 'serve', 'switch off', 'digest run', 'audit verify --json'])(
  'firstline %s fails without telling a secret',
  async (line) => {
    const { code, out, err } = await runCommand(line.split(' '), folder, ENVIRONMENT)
    expect(code).not.toBe(0)
    expect(out + err).not.toBe('')
    expect(findLeaks([out, err], SECRETS)).toEqual([])
  },
)

test('a start with every secret wrong names the variables, not their values', async () => {
  const wrong = Object.fromEntries(Object.entries(PLANTED).map(([name, value]) => [name, `${value}\nx`]))
  const { code, out, err } = await runCommand(['serve'], folder, { ...ENVIRONMENT, ...wrong })
  expect(code).toBe(2)
  for (const name of Object.keys(PLANTED)) expect(err).toContain(name)
  expect(findLeaks([out, err], SECRETS)).toEqual([])
})
