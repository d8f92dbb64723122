import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createAllowance } from '../../src/model/allowance.ts'
import type { About } from '../../src/model/ask-model.ts'
import { readModelCalls } from '../../src/store/model-calls.ts'
import { aDatabase } from '../support/a-database.ts'
import { aModelServer, answer, error, filledIn, json, type Play, says, silence } from './a-model-server.ts'
import { anAbout, anAskModel, RIGHT } from './an-ask-model.ts'

const { db } = aDatabase()
const server = aModelServer()
const door = (deps: Parameters<typeof anAskModel>[2] = {}) => anAskModel(db(), server.baseUrl(), deps)
const failed = (because: string) => ({ kind: 'failed', because })
const right = { kind: 'answer', value: RIGHT }

/** The headers of an answer, and then nothing. */
const headersOnly: Play = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).write('{"choices": [')
}

/** Resolves once the server has been asked so many times. */
const askedTimes = async (times: number): Promise<void> => {
  while (server.heard.length < times) await new Promise((look) => setTimeout(look, 5))
}
/** Resolves once a call is written down: from there on it waits for its place. */
const begun = async ({ turnId }: About): Promise<void> => {
  while ((await readModelCalls(db(), [turnId ?? ''])).length === 0)
    await new Promise((look) => setTimeout(look, 5))
}
const goneTimes = async (times: number): Promise<void> => {
  while (server.gone.length < times) await new Promise((look) => setTimeout(look, 5))
}

describe('time', () => {
  test.each([
    ['never answers', silence],
    ['stops within its answer', headersOnly],
  ])('is up for a server that %s, and there is no second try', async (_case, play) => {
    server.play(play)
    const { answer: given, row } = await door({ timeoutMs: 500 }).ask()
    expect(given).toEqual(failed('timeout'))
    expect(row).toMatchObject({ outcome: 'timeout', httpRequests: 1 })
    await goneTimes(1)
  })

  test.each([
    ['never answers', silence],
    ['stops within its answer', headersOnly],
  ])('is what the turn has left, for a server that %s', async (_case, play) => {
    server.play(play)
    const allowance = createAllowance({ requests: 6, timeMs: 900 })
    expect((await door().ask({ allowance })).answer).toEqual(failed('timeout'))
    expect(allowance.leftMs()).toBe(0)
    expect((await door().ask({ allowance })).answer).toEqual(failed('allowance_used'))
    expect(server.heard).toHaveLength(1)
  })

  test('is up while waiting for a second try', async () => {
    server.play(error(500))
    const { answer: given } = await door().ask({ allowance: createAllowance({ requests: 6, timeMs: 900 }) })
    expect(given).toEqual(failed('timeout'))
    expect(server.heard).toHaveLength(1)
  })

  test('that a call took is taken from the allowance', async () => {
    server.play(answer(RIGHT))
    const allowance = createAllowance()
    await door().ask({ allowance })
    expect(allowance.leftMs()).toBeLessThan(45_000)
  })
})

describe('an answer that is not wanted any more', () => {
  test('closes the connection', async () => {
    server.play(silence)
    const given = new AbortController()
    const asking = door().ask({ signal: given.signal })
    await askedTimes(1)
    given.abort()
    const { answer: end, row } = await asking
    expect(end).toEqual(failed('aborted'))
    expect(row).toMatchObject({ outcome: 'aborted', httpRequests: 1, output: null })
    await goneTimes(1)
  })

  test('is not asked for at all', async () => {
    const { answer: end, row } = await door().ask({ signal: AbortSignal.abort() })
    expect(end).toEqual(failed('aborted'))
    expect(row).toMatchObject({ outcome: 'aborted', httpRequests: 0 })
    expect(server.heard).toEqual([])
  })

  test('is not asked for again', async () => {
    server.play((response, heard) => {
      error(500)(response, heard)
      response.on('close', () => given.abort())
    })
    const given = new AbortController()
    const { answer: end } = await door().ask({ signal: given.signal })
    expect(end).toEqual(failed('aborted'))
    expect(server.heard).toHaveLength(1)
  })
})

describe('the allowance', () => {
  test('is used up by another call', async () => {
    server.play(answer(RIGHT))
    const allowance = createAllowance({ requests: 1, timeMs: 45_000 })
    expect((await door().ask({ allowance })).answer).toEqual(right)
    const { answer: end, row } = await door().ask({ allowance })
    expect(end).toEqual(failed('allowance_used'))
    expect(row).toMatchObject({ outcome: 'allowance_used', httpRequests: 0, usage: null })
    expect(server.heard).toHaveLength(1)
  })

  test.each([
    ['a second try', error(503)],
    ['a repair', says('no form')],
  ])('covers %s', async (_case, play) => {
    server.play(play)
    const allowance = createAllowance({ requests: 1, timeMs: 45_000 })
    expect((await door().ask({ allowance })).answer).toEqual(failed('allowance_used'))
    expect(server.heard).toHaveLength(1)
  })

  const plays = fc.constantFrom<Play>(
    answer(RIGHT),
    answer({ city: 1 }),
    filledIn('{'),
    filledIn('[]'),
    says('words'),
    says('', { refusal: 'no' }),
    says('', { tool_calls: [{}] }),
    says('', { tool_calls: [{ function: null }] }),
    says('', { tool_calls: 'many' }),
    json({ choices: [{}] }),
    json({ choices: [null] }),
    json([]),
    json('words'),
    error(400),
    error(429, { 'retry-after-ms': '1' }),
    error(500),
    (response) => void response.destroy(),
    (response) => void response.writeHead(204).end(),
    (response) => void response.writeHead(200).end('{"choices":'),
    (response) => void response.writeHead(302, { location: '/v1/elsewhere' }).end(),
  )
  test('of six requests is never exceeded, nothing is thrown, and every call is kept', async () => {
    const scripts = fc.array(plays, { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(scripts, async (script) => {
        server.heard.length = 0
        server.play(...script)
        const allowance = createAllowance({ requests: 6, timeMs: 45_000 })
        const asking = door()
        const asked = await Promise.all([1, 2, 3, 4, 5].map(() => asking.ask({ allowance })))
        expect(server.heard.length).toBeLessThanOrEqual(6)
        const counted = asked.map(({ row }) => row?.httpRequests ?? 0).reduce((a, b) => a + b)
        expect(counted).toBe(server.heard.length)
        for (const { answer: end, row } of asked) {
          expect(row?.outcome).toBe(end.kind === 'answer' ? 'answered' : end.because)
        }
      }),
      { numRuns: 12 },
    )
  })
})

describe('several at a time', () => {
  test('wait for a place, and take it in their order', async () => {
    server.play(silence)
    const asking = door({ limits: { model_calls_at_once: 2 } })
    const givens = [1, 2, 3, 4].map(() => new AbortController())
    const calls: ReturnType<typeof asking.ask>[] = []
    for (const { signal } of givens) {
      const about = anAbout()
      calls.push(asking.ask({ signal, about }))
      await begun(about)
    }
    await askedTimes(2)
    givens[2]?.abort()
    expect((await calls[2])?.row).toMatchObject({ outcome: 'aborted', httpRequests: 0 })
    expect(server.heard).toHaveLength(2)
    server.play(answer(RIGHT))
    givens[0]?.abort()
    expect((await calls[3])?.answer).toEqual(right)
    expect(server.heard).toHaveLength(3)
    givens[1]?.abort()
    expect((await calls[1])?.answer).toEqual(failed('aborted'))
  })

  test('wait no longer than their turn may last', async () => {
    server.play(silence)
    const asking = door({ limits: { model_calls_at_once: 1 } })
    const first = new AbortController()
    const held = asking.ask({ signal: first.signal })
    await askedTimes(1)
    const { answer: end, row } = await asking.ask({
      allowance: createAllowance({ requests: 6, timeMs: 30 }),
    })
    expect(end).toEqual(failed('timeout'))
    expect(row).toMatchObject({ httpRequests: 0 })
    first.abort()
    await held
  })
})
