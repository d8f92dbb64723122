import { expect, test } from 'vitest'
import { endlessCalls, otherDoors } from './outward-calls.ts'
import { readSource } from './source-files.ts'

const src = readSource('src')
const one = (text: string) => new Map([['x.ts', text]])

test('gives every call to somebody outside an end', () => {
  expect(endlessCalls(src)).toEqual([])
})

test('looks where the calls are', () => {
  const withoutEnds = new Map(
    [...src].map(([path, text]) => [
      path,
      text.replace(/\b(?:signal|connectionTimeoutMillis|PATIENCE)\b|timeout:/g, 'x'),
    ]),
  )
  const files = new Set(endlessCalls(withoutEnds).map((at) => at.replace(/:\d+$/, '')))
  for (const path of [
    'commands/demo/player.ts',
    'commands/doctor/check-public-address.ts',
    'intercom/call.ts',
    'model/complete.ts',
    'model/metered-fetch.ts',
    'operator/ask-service.ts',
    'sandbox/webhooks/post-webhook.ts',
    'store/open-server.ts',
    'store/temporary-database.ts',
  ]) {
    expect(files).toContain(path)
  }
})

test('goes out by fetch and by the client of the database alone', () => {
  expect(otherDoors(src)).toEqual([])
})

test.each([
  ['await fetch(url)', true],
  ["const page = await (await fetch(`http://h/x(y)`, { method: 'POST' })).json()", true],
  ['return fetch(url, {\n  signal: AbortSignal.timeout(1),\n})', false],
  ['const signal = mine\nreturn fetch(url)', true],
  ['await fetch(url); const signal = 1', true],
  ['new pg.Client({ connectionString })', true],
  ['new pg.Client({ connectionString, connectionTimeoutMillis: 5 })', false],
  ['new pg.Pool({ max: 3 })', true],
  ['initChatModel(name, { apiKey })', true],
  ['chat.withStructuredOutput(schema).invoke(messages, { signal })', false],
  ['chat.withStructuredOutput(schema).invoke(messages)', true],
  ['call.fetch(url)', false],
  ['// fetch(url)', false],
  ['/** fetch(url) */', false],
])('finds in %j a call without an end: %s', (text, found) => {
  expect(endlessCalls(one(text))).toHaveLength(found ? 1 : 0)
})

test.each([
  ["import { request } from 'node:https'", true],
  ["import { connect } from 'node:net'", true],
  ["import { BlockList, isIP } from 'node:net'", false],
  ["import type { Server } from 'node:http'", false],
  ['const feed = new EventSource(url)', true],
])('takes %j for another way out: %s', (text, found) => {
  expect(otherDoors(one(text))).toEqual(found ? ['x.ts'] : [])
})
