import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { toIntercomConfig } from '../../src/commands/sandbox-config.ts'
import { ConversationId } from '../../src/domain/ids.ts'
import { createIntercom } from '../../src/intercom/create-intercom.ts'
import { signatureOf } from '../../src/sandbox/webhooks/post-webhook.ts'
import { type ApiCall, createMetrics } from '../../src/telemetry/create-metrics.ts'
import { ROOT } from '../project/source-files.ts'
import { ASK_EXPORT, ASK_PERSON } from '../support/a-mind.ts'
import { aStage } from '../support/a-stage.ts'

const stage = aStage({ settings: { mode: 'auto' } })

const exposed = async () => (await fetch(`${stage().app.url}/metrics`)).text()

/** The value of one line of the exposition. */
const counted = (text: string, series: string) =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${series} `))
      ?.slice(series.length),
  )

test('counts what happens where it happens', async () => {
  const answered = await stage().start(ASK_EXPORT)
  const handedOff = await stage().start(ASK_PERSON)
  await stage().rest(answered)
  await stage().rest(handedOff)
  const text = await exposed()
  for (const series of [
    'firstline_webhooks_total{result="stored"}',
    'firstline_turns_total{end="over"}',
    'firstline_turn_seconds_count',
    'firstline_fence_window_seconds_count',
    'firstline_fence_window_seconds_sum',
    'firstline_outcomes_total{outcome="hand_off",reason="person_requested"}',
    'firstline_intercom_calls_total{call="GET /conversations/{id}",status="200"}',
    'firstline_intercom_calls_total{call="POST /conversations/{id}/reply",status="200"}',
    'firstline_intercom_calls_total{call="GET /me",status="200"}',
    'firstline_intercom_wait_seconds_count{lane="turn"}',
    'firstline_intercom_wait_seconds_count{lane="reply"}',
    'firstline_intercom_wait_seconds_count{lane="hand_off"}',
    'firstline_intercom_permits_left{lane="digest"}',
  ]) {
    expect([series, counted(text, series) > 0]).toEqual([series, true])
  }
  expect(text).toMatch(/^firstline_outcomes_total\{outcome="reply",reason="[^"]+"\} [1-9]/m)
  expect(counted(text, 'firstline_effects_total{kind="reply",state="sent"}')).toBe(1)
  expect(counted(text, 'firstline_effects_total{kind="assignment",state="sent"}')).toBe(1)
  expect(counted(text, 'firstline_waiting{what="conversations"}')).toBe(0)
  expect(counted(text, 'firstline_waiting{what="dead_turns"}')).toBe(0)
})

test('counts a notification of another workspace', async () => {
  const { sandbox, app } = stage()
  const body = JSON.stringify({
    type: 'notification_event',
    id: 'notif_elsewhere',
    topic: 'conversation.user.replied',
    app_id: 'elsewhere',
    created_at: 1_700_000_000,
    data: { item: { type: 'conversation', id: '1' } },
  })
  const headers = {
    'content-type': 'application/json',
    'x-hub-signature': signatureOf(body, sandbox.clientSecret),
  }
  await fetch(`${app.url}/webhooks/intercom`, { method: 'POST', headers, body })
  expect(counted(await exposed(), 'firstline_webhooks_total{result="other_workspace"}')).toBe(1)
})

test('labels name no conversation and no person', async () => {
  const talk = await stage().start(ASK_EXPORT)
  await stage().rest(talk)
  const own = (await exposed()).split('\n').filter((line) => line.startsWith('firstline_'))
  const { cast, sandbox } = stage()
  for (const word of [talk.id, cast.contact, sandbox.appId, sandbox.accessToken, 'export']) {
    expect(own.filter((line) => line.includes(`"${word}`) || line.includes(`/${word}`))).toEqual([])
  }
})

test('names a call to Intercom as its description does, and counts one that got no answer', async () => {
  const { sandbox } = stage()
  const calls: string[] = []
  const onCall = ({ call, status }: ApiCall) => calls.push(`${call} ${status}`)
  const config = toIntercomConfig(sandbox)
  await createIntercom(config, { onCall }).openSince(new Date())
  await createIntercom(config, { onCall }).readConversation(ConversationId.parse('404'))
  const away = createIntercom({ ...config, baseUrl: 'http://127.0.0.1:9' }, { onCall, pause: async () => {} })
  await away.me().catch(() => undefined)
  expect([...new Set(calls)]).toEqual([
    'POST /conversations/search 200',
    'GET /conversations/{id} 404',
    'GET /me 0',
  ])
})

test('adds up what a model takes', async () => {
  const metrics = createMetrics()
  const usage = { input: 100, cachedInput: 40, output: 7 }
  metrics.countModelCall({ role: 'fast', result: 'answered', usage, costUsd: 0.25 })
  metrics.countModelCall({ role: 'fast', result: 'timeout', usage: undefined, costUsd: null })
  const text = await metrics.expose()
  expect(counted(text, 'firstline_model_calls_total{role="fast",result="answered"}')).toBe(1)
  expect(counted(text, 'firstline_model_calls_total{role="fast",result="timeout"}')).toBe(1)
  expect(counted(text, 'firstline_model_tokens_total{role="fast",kind="input"}')).toBe(60)
  expect(counted(text, 'firstline_model_tokens_total{role="fast",kind="cached_input"}')).toBe(40)
  expect(counted(text, 'firstline_model_tokens_total{role="fast",kind="output"}')).toBe(7)
  expect(counted(text, 'firstline_model_cost_usd_total{role="fast"}')).toBe(0.25)
})

test('docs/metrics.md lists every metric with its kind, and no other', async () => {
  const page = readFileSync(join(ROOT, 'docs/metrics.md'), 'utf8')
  const listed = [...page.matchAll(/^\| `(firstline_\w+)` \| (\w+) \|/gm)].map(
    ([, name, kind]) => `${name} ${kind}`,
  )
  const types = [...(await createMetrics().expose()).matchAll(/^# TYPE (firstline_\w+ \w+)$/gm)]
  expect(listed.length).toBeGreaterThan(8)
  expect(listed.toSorted()).toEqual(types.map(([, type]) => type).toSorted())
})
