import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { isReadByLibraries, quietLibraries } from '../../src/model/quiet-libraries.ts'
import { aDatabase } from '../support/a-database.ts'
import { aModelServer, answer, says } from './a-model-server.ts'
import { anAskModel, RIGHT } from './an-ask-model.ts'
import { aTrap } from './a-trap.ts'

/*
 * The variables are set before LangChain is loaded for the first time in this process, as an operator's shell would. All
 * their addresses lead to a trap.
 */
const { db } = aDatabase()
const server = aModelServer()
const trap = aTrap()
const SECRET = 'xylophonist'

const noisy = (): Readonly<Record<string, string>> => ({
  LANGSMITH_TRACING: 'true',
  LANGSMITH_TRACING_V2: 'true',
  LANGCHAIN_TRACING: 'true',
  LANGCHAIN_TRACING_V2: 'true',
  LANGSMITH_API_KEY: 'ls-key',
  LANGCHAIN_API_KEY: 'ls-key',
  LANGSMITH_ENDPOINT: trap.url(),
  LANGCHAIN_ENDPOINT: trap.url(),
  LANGSMITH_RUNS_ENDPOINTS: JSON.stringify([{ api_url: trap.url(), api_key: 'ls-key' }]),
  LANGSMITH_GATEWAY: trap.url(),
  LANGSMITH_GATEWAY_API_KEY: 'ls-key',
  LANGCHAIN_CALLBACKS_BACKGROUND: 'false',
  LANGCHAIN_VERBOSE: 'true',
  LC_OUTPUT_VERSION: 'v1',
  OTEL_ENABLED: 'true',
  OTEL_EXPORTER_OTLP_ENDPOINT: trap.url(),
  OPENAI_LOG: 'debug',
  OPENAI_API_KEY: 'sk-of-the-shell',
  OPENAI_ADMIN_KEY: 'sk-admin',
  OPENAI_API_BASE: trap.url(),
  OPENAI_BASE_URL: trap.url(),
  OPENAI_ORG_ID: 'org-of-the-shell',
  OPENAI_ORGANIZATION: 'org-of-the-shell',
  OPENAI_PROJECT_ID: 'project-of-the-shell',
  OPENAI_CUSTOM_HEADERS: 'x-of-the-shell: yes',
  AZURE_OPENAI_ENDPOINT: trap.url(),
})

const written: string[] = []
const listen = () => {
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0)
  for (const way of ['debug', 'log', 'info', 'warn', 'error', 'trace', 'dir'] as const)
    vi.spyOn(console, way).mockImplementation(
      (...words: unknown[]) => void written.push(JSON.stringify(words)),
    )
}

beforeAll(() => {
  for (const [name, value] of Object.entries(noisy())) vi.stubEnv(name, value)
})
afterAll(() => vi.unstubAllEnvs())

test('only the model is contacted, as configured, and nothing is written, whatever the shell has set', async () => {
  server.play(says(SECRET), answer(RIGHT))
  listen()
  const asking = anAskModel(db(), server.baseUrl())
  const variables = { topics: 'TOPICS', conversation: SECRET }
  const given = await asking.ask({ variables })
  await trap.atRest()
  vi.restoreAllMocks()
  expect(given.answer).toEqual({ kind: 'answer', value: RIGHT })
  expect(trap.caught).toEqual([])
  expect(written.join('')).not.toContain(SECRET)
  expect(server.heard).toHaveLength(2)
  for (const { headers } of server.heard) {
    expect(headers.authorization).toBe('Bearer sk-of-ours')
    expect(JSON.stringify(headers)).not.toMatch(/of-the-shell|admin|openai-organization|openai-project/)
  }
})

test('without an address, OpenAI itself is asked, and no gateway', async () => {
  for (const [name, value] of Object.entries(noisy())) vi.stubEnv(name, value)
  const urls: string[] = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (url) => {
    urls.push(String(url))
    return Response.json({ error: { message: 'no' } }, { status: 401 })
  })
  const openAi = { apiKey: 'sk-of-ours', strong: 'a', fast: 'b' }
  await anAskModel(db(), '', { replaceConfig: openAi }).ask()
  vi.restoreAllMocks()
  expect(urls).toEqual(['https://api.openai.com/v1/chat/completions'])
})

test('left alone, LangChain would have told the trap, and the terminal', async () => {
  server.play(answer(RIGHT))
  for (const [name, value] of Object.entries(noisy())) vi.stubEnv(name, value)
  const { initChatModel } = await import('langchain/chat_models/universal')
  listen()
  const configuration = { baseURL: server.baseUrl() }
  const chat = await initChatModel('openai:x', { apiKey: 'sk', configuration, maxRetries: 0 })
  await chat.invoke(SECRET).catch(() => undefined)
  await trap.first()
  vi.restoreAllMocks()
  quietLibraries()
  expect(trap.caught.length).toBeGreaterThan(0)
  expect(written.join('')).toContain(SECRET)
})

test.each([
  ['OPENAI_API_KEY', false],
  ['OPENAI_BASE_URL', false],
  ['OPENAI_MODEL', false],
  ['OPENAI_FAST_MODEL', false],
  ['OPENAI_EMBEDDING_MODEL', false],
  ['OPENAI_LOG', true],
  ['LANGSMITH_ANYTHING_NEW', true],
  ['LC_OUTPUT_VERSION', true],
  ['LC_ALL', false],
  ['LANG', false],
  ['PATH', false],
  ['NODE_ENV', false],
  ['DATABASE_URL', false],
])('takes %s away: %s', (name, taken) => {
  expect(isReadByLibraries(name)).toBe(taken)
})
