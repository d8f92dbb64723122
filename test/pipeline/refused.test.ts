import { expect, test } from 'vitest'
import { until } from '../support/a-talk.ts'
import { aStage } from '../support/a-stage.ts'

const stage = aStage({ settings: { mode: 'auto' } })

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

// The last one: the token stays refused until somebody looks again, half a minute later.
test('stores what comes in while the token is refused, asks nothing, and says so', async () => {
  const talk = await stage().start('Thanks!')
  const other = await stage().start('Thank you!')
  for (const one of [talk, other]) await stage().rest(one)
  await talk.trouble({ call: 'read', status: 401, times: 1_000 })
  await talk.contact('How do I export all my data?')
  await untilNamed('what comes in is stored')
  expect(await readyz()).toEqual({
    status: 503,
    problem: expect.stringMatching(/HTTP 401.*INTERCOM_ACCESS_TOKEN/),
  })
  const asked = await talk.requests()
  await other.contact('How do I cancel?')
  await until('the webhook is stored', other.isDelivered)
  expect(await talk.requests()).toEqual(asked)
  expect([...(await talk.replies()), ...(await other.replies())]).toEqual([])
})
