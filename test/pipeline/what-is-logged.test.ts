import { beforeAll, expect, test } from 'vitest'
import { signatureOf } from '../../src/sandbox/webhooks/post-webhook.ts'
import { aLog } from '../support/a-log.ts'
import { ASK_EXPORT, ASK_PASSWORD, ASK_PERSON, aMind } from '../support/a-mind.ts'
import { aStage } from '../support/a-stage.ts'
import { plantWords } from '../support/overheard.ts'

// What the workspace holds is looked for in the log when any test file ends (overhear.ts). Here: what else may get there.
const { log, lines } = aLog()
const mind = aMind()
const stage = aStage({ settings: { mode: 'auto' }, log, adaptMind: mind.adapt })

const SECRET = 'xylophonist'
beforeAll(() => plantWords(SECRET))

const logged = () => lines().join('')
const errors = () => lines().filter((line) => line.includes('"err"'))

test('what happens is logged in ids and codes, never in what people wrote or who they are', async () => {
  const answered = await stage().start(`${ASK_EXPORT} ${SECRET}`)
  const handedOff = await stage().start(`${ASK_PERSON} ${SECRET}`)
  await stage().rest(answered)
  await stage().rest(handedOff)
  await handedOff.teammate(`${SECRET} for you`)
  await stage().rest(handedOff)
  expect(logged()).toContain(answered.id)
  for (const word of [SECRET, 'Priya', 'nairdesign', 'Open Settings', stage().sandbox.accessToken]) {
    expect(logged()).not.toContain(word)
  }
})

test("a mind that fails on somebody's words is logged as an error, without them", async () => {
  const before = errors().length
  mind.replace({ draft: ({ understanding }) => JSON.parse(understanding.question) })
  const talk = await stage().start(`${ASK_EXPORT} ${SECRET}`)
  await stage().rest(talk)
  mind.replace()
  expect(await stage().lastTurn(talk)).toMatchObject({ outcome: { reason: 'unexpected_error' } })
  // A turn that a late webhook has started anew tells it once more.
  const told = errors().slice(before)
  expect(told).toEqual(told.map(() => expect.stringContaining('SyntaxError')))
  expect(told.length).toBeGreaterThan(0)
  expect(logged()).not.toContain(SECRET)
  expect(errors().join('')).not.toContain('export')
})

test('a page that answers in the place of Intercom is not logged', async () => {
  const before = lines().length
  const talk = await stage().start(ASK_EXPORT)
  await stage().rest(talk)
  await talk.trouble({ call: 'read', times: 1, status: 502, body_html: `<p>${SECRET}</p>` })
  await talk.contact(`${ASK_PASSWORD} ${SECRET}`)
  await stage().rest(talk)
  expect(await talk.replies()).toHaveLength(2)
  expect(lines().length).toBeGreaterThan(before)
  expect(logged()).not.toContain(SECRET)
})

test.each([
  ['is not JSON', `{"type": "notification_event", "${SECRET}`, 400],
  ['is none', JSON.stringify({ type: SECRET, topic: SECRET }), 400],
])('a signed body that %s is refused without a word of it', async (_case, body, status) => {
  const { app, sandbox } = stage()
  const headers = { 'x-hub-signature': signatureOf(body, sandbox.clientSecret) }
  const answer = await fetch(`${app.url}/webhooks/intercom`, { method: 'POST', headers, body })
  expect([answer.status, await answer.text()]).toEqual([status, expect.not.stringContaining(SECRET)])
  expect(logged()).toContain('malformed')
  expect(logged()).not.toContain(SECRET)
})

test('an address, a method and a header that nobody expects are not repeated anywhere', async () => {
  const { app } = stage()
  const asked = [
    fetch(`${app.url}/${SECRET}?q=${SECRET}`),
    fetch(`${app.url}/console/conversations/${SECRET}`, { headers: { 'x-anything': SECRET } }),
    fetch(`${app.url}/console`, { method: 'DELETE', body: SECRET }),
    fetch(`${app.url}/operator/${SECRET}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SECRET}` },
    }),
  ]
  for (const answer of await Promise.all(asked)) expect(await answer.text()).not.toContain(SECRET)
  expect(logged()).not.toContain(SECRET)
})
