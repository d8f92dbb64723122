import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { AdminId, ConversationId, TagId, TeamId } from '../../src/domain/ids.ts'
import { createAccess } from '../../src/intercom/access.ts'
import type { Intercom } from '../../src/intercom/create-intercom.ts'
import { guardAccess } from '../../src/intercom/guard-access.ts'
import { anError, anIntercom, BASE, TOKEN } from './an-intercom.ts'

const { intercom, play, requests, pauses } = anIntercom()

const ID = ConversationId.parse('100')
const BOT = AdminId.parse('900')

const aGuard = () => {
  const access = createAccess()
  return { access, guarded: guardAccess(intercom, access) }
}

type Calls = Readonly<Record<string, (of: Intercom) => Promise<unknown>>>
/** Every way to ask. */
const READS: Calls = {
  readConversation: (of) => of.readConversation(ID),
  openSince: (of) => of.openSince(new Date(0)),
  unresolved: (of) => of.unresolved(new Date(0)),
  newest: (of) => of.newest(),
  admins: (of) => of.admins(),
  teams: (of) => of.teams(),
  tags: (of) => of.tags(),
  people: (of) => of.people(),
}
/** Every way to write. */
const WRITES: Calls = {
  writeComment: (of) => of.writeComment(ID, BOT, '<p>Hello</p>'),
  writeNote: (of) => of.writeNote(ID, BOT, '<p>Why</p>'),
  assignTeam: (of) => of.assignTeam(ID, BOT, TeamId.parse('70')),
  addTag: (of) => of.addTag(ID, BOT, TagId.parse('7')),
  close: (of) => of.close(ID, BOT),
}
const ALL: Calls = { me: (of) => of.me(), ...READS, ...WRITES }

test('guards every call there is', () => {
  expect(Object.keys(aGuard().guarded).sort()).toEqual(Object.keys(ALL).sort())
  expect(Object.keys(intercom).sort()).toEqual(Object.keys(ALL).sort())
})

const page = (status: number) => () => HttpResponse.html('<!doctype html><title>Sign in</title>', { status })

/** What may be refused, and the words that say what to do about it. */
const REFUSALS: readonly [string, () => Response, RegExp][] = [
  ['a token that was revoked', () => anError(401, 'token_revoked'), /INTERCOM_ACCESS_TOKEN.*stored/],
  ['a token of nobody', () => anError(401, 'unauthorized'), /INTERCOM_ACCESS_TOKEN.*INTERCOM_REGION/],
  ['a missing scope or seat', () => anError(403, 'action_forbidden'), /permissions.*inbox seat/],
  ['a plan that is over', () => anError(403, 'api_plan_restricted'), /subscription/],
  ['a page instead of an answer', page(200), /INTERCOM_BASE_URL.*proxies/],
  ["a proxy's own 401", page(401), /INTERCOM_BASE_URL.*proxies/],
  ["a proxy's own 403", page(403), /INTERCOM_BASE_URL.*proxies/],
  ["a proxy's own 404", page(404), /INTERCOM_BASE_URL.*proxies/],
]

/** Nobody waits for a tag: it is given up, and nothing else is in the way. */
const OF_TAGS = new Set(['a missing scope or seat', 'a plan that is over'])

test.each(REFUSALS.filter(([what]) => OF_TAGS.has(what)))(
  'leaves the service ready when a tag is refused for %s',
  async (_what, answer) => {
    const { access, guarded } = aGuard()
    play(http.all(`${BASE}/*`, answer))
    expect(await ALL['addTag']?.(guarded)).toMatchObject({ kind: 'refused', error: { status: 403 } })
    expect(access.problem()).toBeUndefined()
  },
)

test.each(Object.entries(ALL))(
  'says of %s what is refused and what to do, and asks once',
  async (name, call) => {
    for (const [what, answer, words] of REFUSALS.filter(
      ([what]) => name !== 'addTag' || !OF_TAGS.has(what),
    )) {
      const { access, guarded } = aGuard()
      requests.length = 0
      play(http.all(`${BASE}/*`, answer))
      const outcome = await call(guarded).catch((error: unknown) => error)
      expect(outcome, what).toMatchObject(
        outcome instanceof Error ? { name: 'IntercomError' } : { error: { name: 'IntercomError' } },
      )
      expect(access.problem(), what).toMatch(words)
      expect(access.problem(), what).not.toContain(TOKEN)
      expect(requests.length, what).toBe(1)
    }
    expect(pauses).toEqual([])
  },
)

test.each(Object.entries({ ...READS, ...WRITES }))(
  'makes no call for %s while the token is refused',
  async (_name, call) => {
    const { guarded } = aGuard()
    play(http.all(`${BASE}/*`, () => anError(401, 'token_revoked')))
    await guarded.me().catch(() => {})
    const outcome = await call(guarded).catch((error: unknown) => ({ kind: 'refused', error }))
    expect(outcome).toMatchObject({ kind: 'refused', error: { status: 401, code: 'token_revoked' } })
    expect(requests).toHaveLength(1)
  },
)

test('asks whose token it is at any time, and goes on when it is accepted', async () => {
  const { access, guarded } = aGuard()
  play(http.all(`${BASE}/*`, () => anError(401, 'token_revoked')))
  await guarded.me().catch(() => {})
  play(http.get(`${BASE}/me`, () => HttpResponse.json({ id: '1', app: { id_code: 'abc123' } })))
  await guarded.me()
  expect(access.problem()).toBeUndefined()
  expect(access.stopOf()).toBeUndefined()
})
