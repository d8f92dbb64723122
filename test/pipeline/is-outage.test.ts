import { expect, test } from 'vitest'
import { IntercomError } from '../../src/intercom/intercom-error.ts'
import { isOutage } from '../../src/pipeline/is-outage.ts'

const wrapped = (cause: unknown) => new Error('Failed query', { cause })
const coded = (code: string) => Object.assign(new Error('refused'), { code })
const fromIntercom = (status: number, code = 'some_code') => new IntercomError('GET /x', status, code)

const AWAY: readonly (readonly [string, unknown])[] = [
  ['a database that nobody reaches', wrapped(coded('ECONNREFUSED'))],
  ['a database that ends the connection', wrapped(coded('57P01'))],
  ['a connection that was lost without a code', wrapped(new Error('Connection terminated unexpectedly'))],
  ['a full disk', coded('53100')],
  ['Intercom without an answer', fromIntercom(0)],
  ['a refused token', fromIntercom(401)],
  ['Intercom in trouble', fromIntercom(503)],
  ['the page of a proxy', fromIntercom(403, 'not_json')],
]
const OTHERS: readonly (readonly [string, unknown])[] = [
  ['a mistake of ours', new TypeError('x is not a function')],
  ['a row that the database refuses', wrapped(coded('23505'))],
  ['what Intercom refuses for this conversation', fromIntercom(403)],
  ['no error at all', undefined],
]

test.each(AWAY)('%s is an outage', (_case, error) => expect(isOutage(error)).toBe(true))
test.each(OTHERS)('%s is none', (_case, error) => expect(isOutage(error)).toBe(false))
