import { expect, test } from 'vitest'
import { createAccess } from '../../src/intercom/access.ts'
import { IntercomError } from '../../src/intercom/intercom-error.ts'

const error = (status: number, code: string) => new IntercomError('POST /x', status, code)
const REVOKED = error(401, 'token_revoked')

/** Access, and every change of what it tells. */
function anAccess() {
  const changes: (string | undefined)[] = []
  return { access: createAccess({ onChange: (problem) => changes.push(problem) }), changes }
}

test('stops everything while the token is refused, and says that what comes in is stored', () => {
  const { access } = anAccess()
  access.note('readConversation', REVOKED)
  expect(access.stopOf()).toBe(REVOKED)
  expect(access.problem()).toMatch(
    /HTTP 401 \(token_revoked\).*INTERCOM_ACCESS_TOKEN.*what comes in is stored/,
  )
})

test.each<[string, IntercomError | undefined, boolean]>([
  ['an answer', undefined, true],
  ['a refusal for another reason', error(403, 'api_plan_restricted'), true],
  ['a 404 of Intercom', error(404, 'not_found'), true],
  ['a 429', error(429, 'rate_limit_exceeded'), true],
  ['a call that our own limiter kept from being made', error(429, 'held_back'), false],
  ['the same once more', error(401, 'unauthorized'), false],
  ["a proxy's page", error(403, 'not_json'), false],
  ['a 5xx', error(503, 'service_unavailable'), false],
  ['silence', error(0, 'ECONNREFUSED'), false],
])('goes on after %s: %s', (_what, told, goesOn) => {
  const { access } = anAccess()
  access.note('me', REVOKED)
  access.note('me', told)
  expect(access.stopOf() === undefined).toBe(goesOn)
})

test.each<[number, string, RegExp | undefined]>([
  [403, 'api_plan_restricted', /subscription/],
  [403, 'action_forbidden', /INTERCOM_BOT_ADMIN_ID.*inbox seat/],
  [402, 'api_plan_restricted', /subscription/],
  [404, 'admin_not_found', /INTERCOM_BOT_ADMIN_ID/],
  [404, 'team_not_found', /INTERCOM_HANDOFF_TEAM_ID/],
  [200, 'not_json', /INTERCOM_BASE_URL.*proxies/],
  [401, 'not_json', /INTERCOM_BASE_URL.*proxies/],
  [403, 'not_json', /INTERCOM_BASE_URL.*proxies/],
  [200, 'unexpected_answer at id', /INTERCOM_BASE_URL.*proxies/],
  [404, 'not_found', undefined],
  [409, 'conflict', undefined],
  [422, 'parameter_invalid', undefined],
  [429, 'rate_limit_exceeded', undefined],
  [502, 'not_json', undefined],
  [0, 'TimeoutError', undefined],
])('names a refusal that an operator can put right, and nothing else: %i %s', (status, code, words) => {
  const { access } = anAccess()
  access.note('writeNote', error(status, code))
  if (words) expect(access.problem()).toMatch(words)
  else expect(access.problem()).toBeUndefined()
  expect(access.stopOf()).toBeUndefined()
})

test('tells a refusal until the same call succeeds', () => {
  const { access, changes } = anAccess()
  access.note('writeNote', error(403, 'action_forbidden'))
  access.note('readConversation')
  expect(access.problem()).toContain('HTTP 403')
  access.note('writeNote', error(403, 'action_forbidden'))
  access.note('writeNote')
  expect(access.problem()).toBeUndefined()
  expect(changes).toEqual([expect.stringContaining('HTTP 403'), undefined])
})

test('puts what was found out about a refused token first, and warns of it when calls work all the same', () => {
  const { access } = anAccess()
  access.hint('Set INTERCOM_REGION=eu.')
  expect([access.problem(), access.warning()]).toEqual([undefined, 'Set INTERCOM_REGION=eu.'])
  access.note('me', REVOKED)
  expect(access.problem()).toMatch(/^Set INTERCOM_REGION=eu\. /)
  expect(access.warning()).toBeUndefined()
})
