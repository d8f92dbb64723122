import { expect, test } from 'vitest'
import { databaseRefusal, databaseTrouble } from '../../src/store/database-trouble.ts'
import { DatabaseUnreachableError } from '../../src/store/database-unreachable-error.ts'
import { unfitBecause } from '../../src/store/refuse-unfit.ts'

const coded = (code: string) => Object.assign(new Error('hunter2'), { code })
const wrapped = (cause: Error) => new Error('Failed query: insert into x params: hunter2', { cause })

test.each([
  ['ECONNREFUSED', 'nothing listens at its address'],
  ['ENOTFOUND', 'host name is not known'],
  ['28P01', 'refuses user or password'],
  ['3D000', 'no database of that name'],
  ['53100', 'disk of the server is full'],
  ['53200', 'out of memory'],
  ['25006', 'read-only'],
  ['42501', 'may not make tables'],
])('says of %s that %s, and what to do, however deep the code lies', (code, found) => {
  for (const error of [coded(code), wrapped(coded(code)), new AggregateError([coded(code)])]) {
    const trouble = databaseTrouble(error)
    expect(trouble?.found).toContain(found)
    expect(trouble?.fix).toMatch(/^[A-Z].*\.$/)
    expect(new DatabaseUnreachableError(error).message).not.toContain('hunter2')
  }
})

test('takes an error of unknown origin for one of the database only where the database has refused', () => {
  expect(databaseRefusal(wrapped(coded('53100')))).toBeDefined()
  expect(databaseRefusal(coded('ECONNREFUSED'))).toBeUndefined()
  expect(databaseRefusal(coded('23505'))).toBeUndefined()
  expect(databaseRefusal('no error at all')).toBeUndefined()
})

test.each([
  ['13.18 (Debian)', 130_018, 'has version 13.18 (Debian); Firstline needs 14 or newer'],
  ['9.6.24', 90_624, 'has version 9.6.24; Firstline needs 14'],
  ['14.0', 140_000, undefined],
  ['18.1', 180_001, undefined],
])('judges a server of version %s', (version, versionNumber, problem) => {
  const judged = unfitBecause({ version, versionNumber, readOnly: false })
  if (problem) expect(judged).toContain(problem)
  else expect(judged).toBeUndefined()
})
