import { describe, expect, test } from 'vitest'
import { judgeDatabase, judgeUnreachable } from '../../../src/commands/doctor/check-database.ts'
import type { DatabaseFacts } from '../../../src/store/database-facts.ts'

const OWN = ['1_first', '2_second']

const facts: DatabaseFacts = {
  version: '16.4',
  major: 16,
  readOnly: false,
  mayCreate: true,
  fsync: true,
  sizeBytes: 12_345_678,
  vector: 'available',
  clockAheadMs: 3,
  migrations: OWN,
}

const judge = (more: Partial<DatabaseFacts>, context = { isEmbedded: false, isReal: true }) =>
  judgeDatabase({ facts: { ...facts, ...more }, own: OWN, ...context })

test('a server in good order has three lines, and nothing to do', () => {
  expect(judge({}).map(({ check, level, found }) => `${check} ${level} ${found}`)).toEqual([
    'Database ok Postgres server 16.4, 12 MB; vector available (for an embedding model)',
    'Migrations ok all 2 applied',
    'Durability ok fsync is on: what was acknowledged survives a power cut',
  ])
})

test.each([
  ['too old', { version: '13.9', major: 13 }, 'Database fail', 'Postgres 14 or newer'],
  ['read-only', { readOnly: true }, 'Database fail', 'default_transaction_read_only'],
  ['newer than this code', { migrations: [...OWN, '3_third'] }, 'Migrations fail', 'Start that version'],
  ['behind this code', { migrations: ['1_first'] }, 'Migrations warn', 'Restart the service'],
  [
    'behind and shut',
    { migrations: ['1_first'], mayCreate: false },
    'Migrations fail',
    'create in this database',
  ],
  ['without fsync', { fsync: false }, 'Durability warn', 'fsync = on'],
])('a server that is %s', (_case, more, line, fix) => {
  const found = judge(more).find(({ check, level }) => `${check} ${level}` === line)
  expect(found?.fix).toContain(fix)
})

test('an empty database waits for its first start', () => {
  expect(judge({ migrations: [] })[1]).toMatchObject({
    level: 'ok',
    found: expect.stringContaining('none yet'),
  })
})

test.each([
  [true, 'warn'],
  [false, 'ok'],
])('the embedded database has no fsync; with real customers %s: %s', (isReal, level) => {
  expect(judge({ fsync: false, major: 12 }, { isEmbedded: true, isReal }).map((one) => one.level)).toEqual([
    'ok',
    'ok',
    level,
  ])
})

describe('a server that cannot be reached', () => {
  const coded = (code: string) => Object.assign(new Error(`password of postgres://u:hunter2@h`), { code })

  test.each([
    [coded('28P01'), 'refuses the password (28P01)'],
    [new Error('Failed query', { cause: coded('3D000') }), 'has no such database (3D000)'],
    [new Error('Failed query', { cause: new AggregateError([coded('ECONNREFUSED')]) }), '(ECONNREFUSED)'],
    [coded('ENOTFOUND'), 'has a host name that nobody knows'],
    [coded('XX000'), 'cannot be reached or asked (XX000)'],
    [new Error('timeout of postgres://u:hunter2@h'), 'the server cannot be reached or asked'],
  ])('is told by its code, never by the words of the driver: %s', (error, said) => {
    const { level, found, fix } = judgeUnreachable(error, false)
    expect(level).toBe('fail')
    expect(found).toContain(said)
    expect(`${found}${fix}`).not.toMatch(/hunter2|Failed query/)
  })

  test('is no server where it is embedded', () => {
    expect(judgeUnreachable(new Error('wasm'), true).fix).toContain('Move the folder away')
  })
})
