import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { toIntercomConfig } from '../../src/commands/sandbox-config.ts'
import { createIntercom } from '../../src/intercom/create-intercom.ts'
import { createSweep } from '../../src/pipeline/sweep.ts'
import type { Queue } from '../../src/queue/create-queue.ts'
import { TURN } from '../../src/queue/queue-names.ts'
import { findUnwoken } from '../../src/queue/find-unwoken.ts'
import { countOpenWork } from '../../src/store/conversations.ts'
import { effect } from '../../src/store/schema/turns.ts'
import { ofConversation } from '../../src/store/sql-conditions.ts'
import { aStage } from '../support/a-stage.ts'
import { playState, type Talk, until } from '../support/a-talk.ts'
import { anIdentity } from '../support/builders.ts'

/** The queue of the service, to sweep by hand. */
const kept: { queue?: Queue } = {}
const queue = (): Queue => {
  if (!kept.queue) throw new Error('The stage is set before the first test.')
  return kept.queue
}
const stage = aStage({
  settings: { mode: 'auto' },
  adapt: {
    queue: (own) => {
      kept.queue = own
      return own
    },
    patience: (own) => ({ ...own, acceptedAgainMs: 100 }),
  },
})

/** What readyz says of Intercom. */
async function readyz() {
  const answer = await fetch(`${stage().app.url}/readyz`)
  const { checks } = JSON.parse(await answer.text())
  const { problem } = checks.find(({ name }: { name: string }) => name === 'intercom')
  return { status: answer.status, problem }
}
const untilNamed = (words: string) =>
  until(`readyz says ${words}`, async () => String((await readyz()).problem).includes(words))

test('says while it runs that a write is refused and why, and sends it once it is allowed', async () => {
  const talk = await stage().start('Thanks!')
  await stage().rest(talk)
  await talk.trouble({ call: 'write', status: 403, effect: 'none', times: 1_000 })
  await talk.contact('How do I export all my data?')
  await untilNamed('HTTP 403')
  expect(await readyz()).toEqual({
    status: 503,
    problem: expect.stringMatching(/^POST .*\/reply: .*subscription/),
  })
  await talk.calm()
  await stage().rest(talk)
  expect(await talk.replies()).toHaveLength(1)
  expect(await readyz()).toEqual({ status: 200, problem: undefined })
})

test('says while it runs that a page came instead of an answer', async () => {
  const talk = await stage().start('Thanks!')
  await stage().rest(talk)
  await talk.trouble({ call: 'read', body_html: '<title>Sign in</title>', times: 1_000 })
  await talk.contact('How do I export all my data?')
  await untilNamed('proxies')
  expect(await readyz()).toMatchObject({ status: 503 })
  await talk.calm()
  await stage().rest(talk)
  expect(await talk.replies()).toHaveLength(1)
})

/** As when Intercom went on refusing: no job of this conversation has an attempt left. */
async function useUpAttempts(talk: Talk) {
  const { db } = stage().app.store
  const isOfTalk = sql`name = ${TURN} and singleton_key = ${`${talk.ref.appId}:${talk.id}`} and state < 'completed'`
  await db.execute(
    sql`update pgboss.job set state = 'failed', completed_on = clock_timestamp() where ${isOfTalk}`,
  )
}
const effectsOf = (talk: Talk) =>
  stage().app.store.db.select().from(effect).where(ofConversation(effect, talk.ref))

test('keeps what was refused for want of a seat, lets it rest, and sends it with the sweep once there is one', async () => {
  const { sandbox, app } = stage()
  const { db } = app.store
  const talk = await stage().start('Thanks!')
  await stage().rest(talk)
  await talk.trouble({ call: 'write', status: 403, effect: 'none', times: 1_000 })
  await talk.contact('How do I export all my data?')
  await untilNamed('HTTP 403')
  // readyz hears of it before it is written down.
  await until('the refusal is written down', async () =>
    (await effectsOf(talk)).some(({ state, problem }) => state === 'pending' && problem === 'refused_403'),
  )
  await useUpAttempts(talk)
  expect(await findUnwoken(db, talk.ref.appId)).toEqual([])
  expect(await effectsOf(talk)).toMatchObject([{ kind: 'reply', state: 'pending', problem: 'refused_403' }])

  await talk.calm()
  const intercom = createIntercom(toIntercomConfig(sandbox))
  const { appId } = talk.ref
  const now = () => new Date()
  const of = { db, queue: queue(), intercom, appId, identity: anIdentity(), staleMs: 900_000, now }
  await createSweep(of)()
  await stage().rest(talk)
  expect(await talk.story()).toEqual(['contact source', 'contact comment', 'bot comment'])
  expect(await effectsOf(talk)).toMatchObject([{ state: 'sent' }])
})

/** The token was revoked: every call is refused, whatever it asks. */
const revoke = () =>
  fetch(`${stage().sandbox.url}/play/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ faults: [{ match: { times: 10_000 }, status: 401 }] }),
  })

test('stores what comes in while the token is refused, asks nothing, and answers once it is accepted', async () => {
  const talk = await stage().start('Thanks!')
  const other = await stage().start('Thank you!')
  for (const one of [talk, other]) await stage().rest(one)
  await revoke()
  await talk.contact('How do I export all my data?')
  await untilNamed('what comes in is stored')
  expect(await readyz()).toEqual({
    status: 503,
    problem: expect.stringMatching(/HTTP 401.*INTERCOM_ACCESS_TOKEN/),
  })
  const { 'GET /me': _before, ...asked } = await talk.requests()
  await other.contact('How do I export all my data?')
  await until('the webhook is delivered', other.isDelivered)
  const { deliveries } = await playState(stage().sandbox)
  expect(deliveries.filter(({ state }) => state !== 'delivered')).toEqual([])
  expect(await countOpenWork(stage().app.store.db, talk.ref.appId)).toBe(2)
  const { 'GET /me': _since, ...askedSince } = await talk.requests()
  expect(askedSince).toEqual(asked)
  for (const one of [talk, other]) await useUpAttempts(one)

  await talk.calm()
  for (const one of [talk, other]) {
    await stage().rest(one)
    expect(await one.replies()).toHaveLength(1)
  }
  expect(await readyz()).toEqual({ status: 200, problem: undefined })
})
