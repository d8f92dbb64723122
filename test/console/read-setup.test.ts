import { describe, expect, test } from 'vitest'
import { toIntercomConfig } from '../../src/commands/sandbox-config.ts'
import { createReadSetup } from '../../src/console/setup/read-setup.ts'
import type { SetupFacts } from '../../src/console/setup/setup-facts.ts'
import { setupParts } from '../../src/console/setup/setup-steps.ts'
import { createLimiter } from '../../src/intercom/limit/create-limiter.ts'
import { ASK_EXPORT } from '../support/a-mind.ts'
import { aStage, stageConfig } from '../support/a-stage.ts'
import { playState, until } from '../support/a-talk.ts'

const stage = aStage({ settings: { mode: 'auto', pilot: { share: 1 } } })

/** The page as the running service shows it, and the names of its green lines. */
async function readPage() {
  const response = await fetch(`${stage().app.url}/console/setup`)
  const body = (await response.text()).replaceAll(/\s+/g, ' ')
  const green = body.matchAll(/<li class="setup-step done">.*?<h3>(.*?) <span/g)
  return { status: response.status, body, green: [...green].map(([, name]) => name) }
}

const isGreen = (name: string) => async () => (await readPage()).green.includes(name)

describe('the setup of a running service', () => {
  test('turns green step by step: the connection, the ping, the first message, the reply', async () => {
    const { sandbox, rest, start } = stage()
    const before = await readPage()
    expect(before.status).toBe(200)
    expect(before.green).toEqual([
      'Access token',
      'The bot&#39;s teammate',
      'The team for hand-offs',
      'Articles',
      'The mind',
      'Webhook address',
    ])
    expect(before.body).toContain('for 100 % of all contacts')
    const first = await (await fetch(`${stage().app.url}/console`)).text()
    expect(first).toContain('Pilot: only 100 % of all contacts may get an answer')
    sandbox.ping()
    await until('the ping is shown', isGreen('First ping'))
    const talk = await start(ASK_EXPORT)
    await rest(talk)
    await until('the notification is shown', isGreen('First notification'))
    await talk.contact('Thank you!')
    await rest(talk)
    await until('the topics are shown', isGreen('Topics'))
    const after = await readPage()
    expect(after.body).toContain('Everything is connected.')
    expect(after.body).toContain(`href="/console/conversations/${talk.id}"`)
  })
})

/** The same service's facts, had it been started with something else. */
const setupWith = (intercom: object) =>
  createReadSetup({
    db: stage().app.store.db,
    config: stageConfig({}),
    intercom: { ...toIntercomConfig(stage().sandbox), ...intercom },
    admit: createLimiter({ db: stage().app.store.db, share: 1 }).lane('note'),
    fileModes: { mode: 'suggest', topics: [{ name: 'billing', mode: 'off' }] },
    countArticles: async () => 3,
    appId: () => undefined,
  })

const readWith = (intercom: object): Promise<SetupFacts> => setupWith(intercom)()

const stateOf = (facts: SetupFacts, name: string) =>
  setupParts(facts)
    .flatMap(({ steps }) => steps)
    .find((step) => step.name === name)?.state

describe('facts', () => {
  test('of a token that Intercom refuses are few, and the page stands', async () => {
    const facts = await readWith({ accessToken: 'sandbox-made-up' })
    expect(facts.me).toEqual({ kind: 'failed', status: 401, code: expect.any(String) })
    expect(facts.admins).toEqual(facts.me)
    expect([stateOf(facts, 'Access token'), stateOf(facts, 'First turn')]).toEqual(['wrong', 'waiting'])
  })

  test('of an Intercom that cannot be reached say so', async () => {
    const facts = await readWith({ baseUrl: 'http://127.0.0.1:9' })
    expect(facts.me).toMatchObject({ kind: 'failed', status: 0 })
    expect(stateOf(facts, 'Access token')).toBe('waiting')
  })

  test('are read from Intercom once for all who look at the same time', async () => {
    const asked = async () => (await playState(stage().sandbox)).requests['GET /admins'] ?? 0
    const [before, read] = [await asked(), setupWith({})]
    const [one, two] = await Promise.all([read(), read()])
    expect(one.admins).toEqual(two.admins)
    expect(await asked()).toBe(before + 1)
  })

  test('hold the boldest mode in force, and never the token or the secret', async () => {
    const facts = await readWith({})
    expect(facts.boldestMode).toBe('suggest')
    expect(JSON.stringify(facts)).not.toContain(stage().sandbox.accessToken)
    expect(JSON.stringify(facts)).not.toContain(stage().sandbox.clientSecret)
  })
})
