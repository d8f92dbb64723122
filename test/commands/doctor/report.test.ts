import { expect, test } from 'vitest'
import { findingsOf } from '../../../src/commands/doctor/finding.ts'
import { addressInWords, bytesInWords, counted, someOf } from '../../../src/commands/doctor/in-words.ts'
import { reportInWords } from '../../../src/commands/doctor/report.ts'
import { withoutSecrets } from '../../../src/commands/doctor/without-secrets.ts'
import { readConfig } from '../../../src/config/parse-config.ts'

const plain = { columns: 60, paint: (_style: unknown, text: string) => text }

const findings = [
  findingsOf('Node').ok('26.10.0'),
  findingsOf('Settings').fail('PORT: expected a port number', 'Correct it in .env, then run doctor again.'),
  findingsOf('Settings').fail('HOST: expected a host', 'Correct it.'),
  findingsOf('Clock').warn('this machine is 9 s behind Intercom', 'Set the clock.'),
  findingsOf('Model').skipped('nothing to ask'),
]

test('is aligned, breaks at blanks, names a check once, and says levels in words', () => {
  expect(reportInWords(findings, plain).split('\n')).toEqual([
    '✓ ok       Node      26.10.0',
    '✗ FAILED   Settings  PORT: expected a port number',
    '                     → Correct it in .env, then run doctor',
    '                       again.',
    '✗ FAILED             HOST: expected a host',
    '                     → Correct it.',
    '! warning  Clock     this machine is 9 s behind Intercom',
    '                     → Set the clock.',
    '- skipped  Model     nothing to ask',
    '',
    '2 failed, 1 warning, 1 skipped, 1 ok. Begin at the top.',
  ])
})

test('ends in peace when nothing failed', () => {
  expect(reportInWords(findings.slice(0, 1), plain)).toMatch(/\nNothing failed: 1 ok\.$/)
  expect(reportInWords(findings.slice(3), plain)).toMatch(/\nNothing failed: 1 warning, 1 skipped, 0 ok\.$/)
})

test('a narrow terminal loses no word', () => {
  const words = reportInWords(findings, { ...plain, columns: 20 }).split(/\s+/)
  expect(words).toEqual(expect.arrayContaining(['behind', 'Intercom', 'again.']))
})

test.each([
  [counted(1, 'article'), '1 article'],
  [counted(1_200, 'article'), '1,200 articles'],
  [someOf(['a', 'b', 'c', 'd']), 'a, b, c and 1 more'],
  [bytesInWords(0), '0 B'],
  [bytesInWords(999), '999 B'],
  [bytesInWords(8_355_963), '8.4 MB'],
  [bytesInWords(77_000_000_000), '77 GB'],
  [addressInWords('https://me:secret@bot.example/x?key=1'), 'https://bot.example/x'],
  [addressInWords('http://127.0.0.1:3000'), 'http://127.0.0.1:3000'],
])('says %s', (said, expected) => {
  expect(said).toBe(expected)
})

test('the last hand hides whatever is secret, written as it is or as in an address', () => {
  const { config } = readConfig({
    DATABASE_URL: 'postgres://u:p%40ssword1@h/x',
    INTERCOM_ACCESS_TOKEN: 'dG9rOnNlY3JldA==',
    INTERCOM_CLIENT_SECRET: 'client-secret-1',
    OPENAI_API_KEY: 'sk-key-of-ours',
    CONSOLE_PASSWORD: 'console-password-1',
    METRICS_TOKEN: 'metrics-token-1',
  })
  const secrets =
    'p%40ssword1 p@ssword1 dG9rOnNlY3JldA== client-secret-1 sk-key-of-ours console-password-1 metrics-token-1'
  const [cleaned] = withoutSecrets([findingsOf('Any').fail(secrets, `see ${secrets}`)], config)
  const hidden = Array.from({ length: 7 }, () => '[hidden]').join(' ')
  expect(cleaned).toMatchObject({ found: hidden, fix: `see ${hidden}` })
})
