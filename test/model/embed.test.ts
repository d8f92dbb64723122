import { createServer, type IncomingHttpHeaders } from 'node:http'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { AppId } from '../../src/domain/ids.ts'
import { createAllowance } from '../../src/model/allowance.ts'
import type { RecordedEmbedRequest } from '../../src/model/create-embed.ts'
import { createEmbedTexts } from '../../src/model/embed-texts.ts'
import type { MisbehaviourInput } from '../../src/sandbox/model/misbehaviour/misbehaviour.ts'
import { asBase64 } from '../../src/sandbox/model/wire/embed-text.ts'
import { modelCall } from '../../src/store/schema/model-calls.ts'
import { aTurnId } from '../store/a-ref.ts'
import { aDatabase } from '../support/a-database.ts'
import { anEmbedder, aScriptedModel, countEmbeddings } from './an-embedder.ts'

const { db } = aDatabase()
const server = aScriptedModel()
const MODEL = 'scripted-embedding'
const PRICES = { [MODEL]: { input: 20, output: 0 } }

const aRequest = (overrides: Partial<RecordedEmbedRequest> = {}): RecordedEmbedRequest => ({
  what: 'embed-question',
  model: MODEL,
  texts: ['a question about xylophones'],
  about: { appId: AppId.parse(`app-${aTurnId()}`), turnId: aTurnId() },
  allowance: createAllowance({ requests: 1, timeMs: 5_000 }),
  signal: new AbortController().signal,
  ...overrides,
})

test('gives one vector for each text, and leaves a row with tokens, cost and no text behind', async () => {
  const { embed, lines } = anEmbedder(db(), server(), { prices: PRICES })
  const request = aRequest({ texts: ['refunds', 'prices and plans'] })
  const answer = await embed(request)
  expect(answer.kind === 'vectors' && answer.vectors.map(({ length }) => length)).toEqual([64, 64])
  const [row] = await db().select().from(modelCall).where(eq(modelCall.appId, request.about.appId))
  expect(row).toMatchObject({
    turnId: request.about.turnId,
    prompt: 'embed-question',
    role: 'embedding',
    model: MODEL,
    outcome: 'answered',
    input: null,
    output: null,
    usage: { input: 6, cachedInput: 0, output: 0 },
    httpRequests: 1,
  })
  expect(row?.costUsd).toBeCloseTo((6 * 20) / 1e6)
  expect(lines().join('')).not.toMatch(/refunds|prices and/)
})

test('knows no cost where it knows no price', async () => {
  const request = aRequest()
  await anEmbedder(db(), server()).embed(request)
  const [row] = await db().select().from(modelCall).where(eq(modelCall.appId, request.about.appId))
  expect(row?.costUsd).toBeNull()
})

test('asks nothing any more once the day has cost what it may', async () => {
  const options = { prices: PRICES, limits: { model_spend_per_day: 0.000_01 } }
  const { embed } = anEmbedder(db(), server(), options)
  const { about } = aRequest()
  expect((await embed(aRequest({ about }))).kind).toBe('vectors')
  const before = countEmbeddings(server())
  expect(await embed(aRequest({ about }))).toEqual({ kind: 'failed', because: 'over_budget' })
  expect(countEmbeddings(server())).toBe(before)
})

const FAILURES: readonly (readonly [MisbehaviourInput, object])[] = [
  [
    { does: 'rate_limited', retry_after: 7 },
    { because: 'rate_limited', status: 429, retryAfterMs: 7_000 },
  ],
  [
    { does: 'rate_limited', quota: true },
    { because: 'rate_limited', status: 429 },
  ],
  [
    { does: 'server_error', status: 502 },
    { because: 'unreachable', status: 502 },
  ],
  [{ does: 'unauthorized' }, { because: 'refused', status: 401 }],
  [{ does: 'unknown_model' }, { because: 'refused', status: 404 }],
  [{ does: 'refused_text' }, { because: 'refused', status: 400 }],
  [{ does: 'html' }, { because: 'nonsense' }],
  [{ does: 'half_batch' }, { because: 'nonsense', detail: '1 texts were sent, 0 vectors came back' }],
  [{ does: 'slow', delay_ms: 60_000 }, { because: 'timeout' }],
]

test.each(FAILURES)('asks once, and says why there is nothing: %j', async (trouble, expected) => {
  server().misbehave(trouble)
  const before = countEmbeddings(server())
  const allowance = createAllowance({ requests: 6, timeMs: 300 })
  const answer = await anEmbedder(db(), server()).embed(aRequest({ allowance }))
  expect(answer).toMatchObject({ kind: 'failed', ...expected })
  expect(countEmbeddings(server()) - before).toBe(1)
})

test('ends with whoever has asked', async () => {
  server().misbehave({ does: 'slow', delay_ms: 60_000 })
  const stop = new AbortController()
  const asking = anEmbedder(db(), server()).embed(aRequest({ signal: stop.signal }))
  stop.abort()
  expect(await asking).toEqual({ kind: 'failed', because: 'aborted' })
})

test('a server that is not there is unreachable', async () => {
  const { embed } = anEmbedder(db(), server(), { baseUrl: 'http://127.0.0.1:9/v1' })
  expect(await embed(aRequest())).toEqual({ kind: 'failed', because: 'unreachable' })
})

const heard: { headers?: IncomingHttpHeaders; body?: string } = {}
const listener = createServer((request, response) => {
  heard.headers = request.headers
  request.on('data', (bytes) => {
    heard.body = String(bytes)
  })
  request.on('end', () => {
    const data = [{ object: 'embedding', index: 0, embedding: asBase64([3, 4]) }]
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data }))
  })
})
const portOf = () => {
  const address = listener.address()
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}
beforeAll(() => new Promise<void>((done) => void listener.listen(0, '127.0.0.1', done)))
afterAll(() => {
  vi.unstubAllEnvs()
  listener.closeAllConnections()
  listener.close()
})

test('sends the key that is configured, and nothing that the shell has set for the library', async () => {
  const noisy = {
    OPENAI_API_KEY: 'sk-of-the-shell',
    OPENAI_ADMIN_KEY: 'sk-of-the-shell',
    OPENAI_BASE_URL: 'http://127.0.0.1:9/of-the-shell',
    OPENAI_ORG_ID: 'of-the-shell',
    OPENAI_PROJECT_ID: 'of-the-shell',
    OPENAI_CUSTOM_HEADERS: 'x-of-the-shell: yes',
    OPENAI_LOG: 'debug',
  }
  for (const [name, value] of Object.entries(noisy)) vi.stubEnv(name, value)
  const written: unknown[] = []
  for (const way of ['debug', 'log', 'info', 'warn', 'error'] as const) {
    vi.spyOn(console, way).mockImplementation((...words) => void written.push(...words))
  }
  const embedTexts = createEmbedTexts({ apiKey: 'sk-of-ours', baseUrl: `http://127.0.0.1:${portOf()}/v1` })
  const { answer } = await embedTexts(aRequest())
  vi.restoreAllMocks()
  expect(answer).toEqual({ kind: 'vectors', vectors: [[3, 4]] })
  expect(heard.headers?.authorization).toBe('Bearer sk-of-ours')
  expect(JSON.stringify(heard.headers)).not.toMatch(/of-the-shell|openai-organization|openai-project/)
  expect(JSON.parse(heard.body ?? '')).toEqual({
    model: MODEL,
    input: ['a question about xylophones'],
    encoding_format: 'float',
  })
  expect(written).toEqual([])
})

test('asks OpenAI itself where no address is configured, for the shorter encoding', async () => {
  const asked: string[] = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
    asked.push(String(url), String(init?.body))
    return Response.json({ error: { message: 'no' } }, { status: 401 })
  })
  await createEmbedTexts({ apiKey: 'sk-of-ours' })(aRequest())
  vi.restoreAllMocks()
  expect(asked[0]).toBe('https://api.openai.com/v1/embeddings')
  expect(asked[1]).toContain('"encoding_format":"base64"')
})
