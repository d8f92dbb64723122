import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { runCommand } from './a-command.ts'

const Report = z.object({
  ok: z.boolean(),
  findings: z.array(
    z.strictObject({
      check: z.string(),
      level: z.enum(['ok', 'warn', 'fail', 'skipped']),
      found: z.string(),
      fix: z.string().optional(),
    }),
  ),
})

function aHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'firstline-doctor-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  return home
}

// Processes of their own, one after the other: a busy machine may take its time.
const PATIENT = { timeout: 90_000 }

test('a fresh clone is in order, and still is one afterwards', PATIENT, async () => {
  const home = aHome()
  const { code, out, err } = await runCommand(['doctor', '--json'], home, { PORT: '0', SANDBOX_PORT: '0' })
  const { ok, findings } = Report.parse(JSON.parse(out))
  expect({ code, err, ok }).toEqual({ code: 0, err: '', ok: true })
  expect(findings.find(({ check }) => check === 'Intercom')).toMatchObject({
    level: 'skipped',
    found: expect.stringContaining('the sandbox workspace is what will be used'),
  })
  expect(findings.find(({ check }) => check === 'Model')?.found).toContain('extractive')
  expect(readdirSync(home)).toEqual([])
})

const SECRETS = {
  INTERCOM_ACCESS_TOKEN: 'dG9rOnBsYW50ZWQ=',
  INTERCOM_CLIENT_SECRET: 'planted-client-secret',
  OPENAI_API_KEY: 'sk-planted-key',
  DATABASE_URL: 'postgres://me:planted-password@127.0.0.1:9/firstline',
}

test('a wrong configuration exits with 2, hides no other line, and tells no secret', PATIENT, async () => {
  const home = aHome()
  writeFileSync(join(home, 'firstline.yaml'), 'mood: auto\n')
  const { code, out, err } = await runCommand(['doctor'], home, {
    ...SECRETS,
    INTERCOM_BASE_URL: 'http://me:planted-name@127.0.0.1:9',
    OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
    PUBLIC_URL: 'https://me:planted-proxy@127.0.0.1:9',
    PORT: 'three',
  })
  expect({ code, err }).toEqual({ code: 2, err: '' })
  const lines = out.split('\n')
  const line = (name: string) => lines.filter((one) => one.includes(` ${name} `))
  expect(line('Settings')[0]).toMatch(/^✗ FAILED +Settings +PORT: expected a port number/)
  expect(out).toContain('unknown setting "mood". Did you mean "mode"?')
  expect(line('Port')[0]).toMatch(/^- skipped +Port +PORT is wrong: see Settings$/)
  expect(line('Database')[0]).toMatch(/^✗ FAILED +Database +the server refuses the connection/)
  expect(line('Knowledge')[0]).toMatch(/^! warning +Knowledge .*nothing to answer from/)
  expect(line('Intercom')[0]).toMatch(/^✗ FAILED +Intercom +no answer/)
  expect(line('Model')[0]).toMatch(/^✗ FAILED +Model/)
  expect(out).toMatch(/\d+ failed, .*Begin at the top\.\n$/)
  expect(out).not.toMatch(/planted|dG9rOnBs/)
})

test('an option that nobody knows is wrong use', PATIENT, async () => {
  expect(await runCommand(['doctor', '--yes'], aHome(), {})).toMatchObject({ code: 2, out: '' })
})
