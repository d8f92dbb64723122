import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { diagnose } from '../../../src/commands/doctor/diagnose.ts'
import type { Finding } from '../../../src/commands/doctor/finding.ts'
import { toIntercomConfig } from '../../../src/commands/sandbox-config.ts'
import type { Config, IntercomConfig, ModelConfig } from '../../../src/config/parse-config.ts'
import { AdminId } from '../../../src/domain/ids.ts'
import { WEBHOOK_TOPICS } from '../../../src/intercom/webhook-topics.ts'
import { type ModelServer, startModelServer } from '../../../src/sandbox/model/start-model-server.ts'
import { modelCall } from '../../../src/store/schema/model-calls.ts'
import { newLastingDatabase, type TestDatabase } from '../../support/a-database.ts'
import { aLog } from '../../support/a-log.ts'
import { testServer } from '../../support/test-server.ts'
import { aStage, stageConfig } from '../../support/a-stage.ts'
import { playState } from '../../support/a-talk.ts'
import { overhear, plantSecrets } from '../../support/overheard.ts'
import { canSearchVectors } from '../../support/vector-support.ts'

const VECTORS = await canSearchVectors()

const lasting: { database?: TestDatabase; model?: ModelServer } = {}
beforeAll(async () => {
  lasting.database = await newLastingDatabase()
  lasting.model = await startModelServer()
})
afterAll(async () => {
  await lasting.database?.drop()
  await lasting.model?.close()
})

const options = () => ({
  settings: { topics: [{ name: 'billing' }], prices: { small: { input: 1, output: 2 } } },
  databaseUrl: lasting.database?.url ?? '',
})
const stage = aStage(options)

const aModel = (more: Partial<ModelConfig> = {}): ModelConfig => ({
  apiKey: lasting.model?.apiKey ?? '',
  baseUrl: lasting.model?.url ?? '',
  strong: 'small',
  fast: 'small',
  ...more,
})

type Changes = {
  readonly config?: Partial<Config>
  readonly intercom?: Partial<IntercomConfig>
  readonly model?: Partial<ModelConfig>
  readonly limitMs?: number
}

/** Doctor beside the running service, with what the case changes of its configuration. */
async function doctor({ config, intercom, model, limitMs }: Changes = {}) {
  const { log } = aLog()
  const reading = {
    config: {
      ...stageConfig(options()),
      intercom: { ...toIntercomConfig(stage().sandbox), ...intercom },
      model: aModel(model),
      ...config,
    },
    problems: [],
    leftOut: [],
  }
  const said = await diagnose(reading, { log, ...(limitMs && { limitMs }) })
  const { intercom: asked, model: other } = reading.config
  plantSecrets(asked?.accessToken, asked?.clientSecret, other?.apiKey)
  overhear(JSON.stringify(said))
  return said
}

const levelOf = (findings: readonly Finding[], check: string) =>
  findings.filter((finding) => finding.check === check).map(({ level }) => level)

const foundOf = (findings: readonly Finding[], check: string) =>
  findings
    .filter((finding) => finding.check === check)
    .map(({ found, fix }) => `${found} ${fix ?? ''}`)
    .join('\n')

const calls = async () => (await playState(stage().sandbox)).requests

beforeEach(async () => {
  lasting.model?.clear()
  await fetch(`${stage().sandbox.url}/play/faults`, { method: 'DELETE' })
})

const fault = (match: { readonly method?: string; readonly path: string }, trouble: object) =>
  fetch(`${stage().sandbox.url}/play/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ faults: [{ match: { times: 20, ...match }, ...trouble }] }),
  })

describe('beside a running service', () => {
  test('finds it in good order, writes nothing, and lets nobody be read', async () => {
    const talk = await stage().start('How do I export all my data? My name is Priya Secretperson.')
    await stage().rest(talk)
    const [before, rows] = [await calls(), await stage().app.store.db.$count(modelCall)]
    const { findings, exitCode } = await doctor()
    expect(findings.filter(({ level }) => level === 'fail')).toEqual([])
    expect(exitCode).toBe(0)
    expect(foundOf(findings, 'Database')).toContain(testServer() ? 'Postgres server' : 'embedded Postgres')
    expect(foundOf(findings, 'Migrations')).toMatch(/^all \d+ applied/)
    expect(foundOf(findings, 'Intercom')).toContain(stage().sandbox.appId)
    expect(foundOf(findings, 'Permissions')).toContain('writing is not tried')
    expect(foundOf(findings, 'Bot author')).toContain('with an inbox seat')
    expect(foundOf(findings, 'Webhooks')).toMatch(
      new RegExp(`^heard of \\d+ of ${WEBHOOK_TOPICS.length} topics, last conversation\\.`),
    )
    expect(levelOf(findings, 'Other bots')).toEqual(['ok'])
    expect(levelOf(findings, 'Rate limit')).toEqual(['ok'])
    expect(foundOf(findings, 'Model')).toMatch(/^small at http:\/\/127.* filled in a form in .* for \$0\.0/)
    expect(levelOf(findings, 'Clock')).toEqual(['ok'])
    expect(JSON.stringify(findings)).not.toMatch(/Secretperson|export all my data/)
    const added = Object.entries(await calls()).filter(([call, times]) => times !== (before[call] ?? 0))
    expect(added.length).toBeGreaterThan(0)
    expect(added.filter(([call]) => !/^GET |^POST \/conversations\/search$/.test(call))).toEqual([])
    expect(await stage().app.store.db.$count(modelCall)).toBe(rows)
  })

  test.skipIf(testServer())(
    'asks the service that holds the folder, which may have other settings',
    async () => {
      const { findings } = await doctor({ config: { settingsHash: 'of a file that has changed' } })
      expect(foundOf(findings, 'Data folder')).toContain(
        `held by the running service (process ${process.pid})`,
      )
      expect(foundOf(findings, 'Settings')).toContain('Restart the service')
    },
  )

  test('warns of Fin where it takes part', async () => {
    const talk = await stage().start('Is anybody there?')
    await talk.fin('I am Fin.')
    const { findings } = await doctor()
    expect(foundOf(findings, 'Other bots')).toMatch(/^Fin took part in 1 of the newest \d+ conversations/)
  })
})

describe('Intercom that is not as it should be fails in its own line, and the rest is looked at', () => {
  const wrong: readonly (readonly [string, Partial<IntercomConfig>, string, string])[] = [
    ['a wrong token', { accessToken: 'sandbox-of-yesterday' }, 'Intercom', 'the token is refused (HTTP 401'],
    ['another server', { baseUrl: 'http://127.0.0.1:9' }, 'Intercom', 'no answer'],
    ['a bot that nobody knows', { botAdminId: AdminId.parse('9') }, 'Bot author', 'no teammate'],
  ]
  test.each(wrong)('%s', async (_case, intercom, check, said) => {
    const { findings, exitCode } = await doctor({ intercom })
    expect(levelOf(findings, check)).toEqual(['fail'])
    expect(foundOf(findings, check)).toContain(said)
    expect(findings.filter(({ level }) => level === 'fail')).toHaveLength(1)
    expect(exitCode).toBe(1)
    expect(levelOf(findings, 'Model')).toEqual(['ok'])
    expect(levelOf(findings, 'Migrations')).toEqual(['ok'])
  })

  test.each([
    ['/me', { status: 403 }, 'Intercom', 'subscription'],
    ['/me', { body_html: '<h1>proxy</h1>' }, 'Intercom', 'not one of Intercom'],
    ['/me', { status: 500 }, 'Intercom', 'HTTP 500'],
    ['/admins', { status: 403 }, 'Permissions', 'subscription'],
    ['/teams', { status: 401 }, 'Permissions', '"Read admins"'],
    ['/conversations/search', { status: 401 }, 'Permissions', '"Read conversations"'],
    ['/conversations/search', { body_html: '<h1>proxy</h1>' }, 'Permissions', 'not one of Intercom'],
  ])('%s with %j', async (path, trouble, check, said) => {
    await fault({ path: `^${path}$` }, trouble)
    const { findings, exitCode } = await doctor()
    expect(foundOf(findings, check)).toContain(said)
    expect(levelOf(findings, check)).toEqual(['fail'])
    expect(exitCode).toBe(1)
    expect(JSON.stringify(findings)).not.toContain('<h1>')
  })

  test('an answer that never comes', async () => {
    await fault({ path: '^/me$' }, { timeout: 'before' })
    const { findings } = await doctor({ limitMs: 1_500 })
    expect(foundOf(findings, 'Intercom')).toContain('no end within 2 s')
    expect(levelOf(findings, 'Knowledge')).toEqual(['ok'])
  })
})

describe('a model that is not as it should be', () => {
  test.each([
    ['of another key', { apiKey: 'sk-of-somebody-else' }, 'Check OPENAI_API_KEY'],
    ['nobody listens for', { baseUrl: 'http://127.0.0.1:9/v1' }, 'cannot be reached'],
  ])('%s', async (_case, model, said) => {
    const { findings, exitCode } = await doctor({ model })
    expect(foundOf(findings, 'Model')).toContain(said)
    expect([levelOf(findings, 'Model'), exitCode]).toEqual([['fail'], 1])
    expect(JSON.stringify(findings)).not.toContain('sk-of-somebody-else')
  })

  test('talks nonsense', async () => {
    lasting.model?.misbehave({ does: 'invalid_json', match: { times: 4 } })
    const { findings } = await doctor({ model: { strong: 'large' } })
    expect(levelOf(findings, 'Model')).toEqual(['fail', 'fail'])
    expect(foundOf(findings, 'Model')).toContain('Choose a model that knows function calling')
    expect(foundOf(findings, 'Spend')).toContain('the price of large is not known')
  })

  test.skipIf(!VECTORS)('gives vectors, or a line that says what to do', async () => {
    const { findings, exitCode } = await doctor({ model: { embedding: 'scripted-embedding' } })
    expect([levelOf(findings, 'Vectors'), exitCode]).toEqual([['ok', 'ok'], 0])
    expect(foundOf(findings, 'Vectors')).toMatch(
      /^(\d+) of \1 chunks wait for a vector of scripted-embedding.*gave 64 numbers in \d/s,
    )
    expect(foundOf(findings, 'Spend')).toContain('the price of scripted-embedding is not known')
    lasting.model?.misbehave({ does: 'unknown_model', match: { tool: 'embeddings' } })
    const without = await doctor({ model: { embedding: 'nobody-knows' } })
    expect([levelOf(without.findings, 'Vectors'), without.exitCode]).toEqual([['ok', 'fail'], 1])
    expect(JSON.stringify(without.findings)).toContain('Check OPENAI_EMBEDDING_MODEL')
  })

  test('needs a second try', async () => {
    lasting.model?.misbehave({ does: 'invalid_json' })
    const { findings, exitCode } = await doctor()
    expect([levelOf(findings, 'Model'), exitCode]).toEqual([['warn'], 0])
  })
})
