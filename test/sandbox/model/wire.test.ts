import { request } from 'node:http'
import { initChatModel } from 'langchain'
import { OpenAI } from 'openai'
import { expect, test } from 'vitest'
import { DraftForm, SummaryForm, UnderstoodForm, VerifiedForm } from '../../../src/drafting/model/forms.ts'
import {
  aModel,
  chatBody,
  draftPrompt,
  formOf,
  passagesOf,
  SYSTEM,
  understandPrompt,
  verifyPrompt,
} from './a-model.ts'

const PROMPT = understandPrompt(['How do I export all my data?'])

test('answers with one tool call and what it cost', async () => {
  const { chat } = await aModel()
  const { status, json } = await chat('understand', PROMPT)
  expect(status).toBe(200)
  expect(json).toMatchObject({ object: 'chat.completion', model: 'scripted-strong' })
  expect(json.id).toMatch(/^chatcmpl-/)
  const [choice] = json.choices
  expect(choice).toMatchObject({ index: 0, finish_reason: 'tool_calls', message: { role: 'assistant' } })
  expect(choice.message.tool_calls[0]).toMatchObject({ type: 'function', function: { name: 'understand' } })
  const { prompt_tokens, completion_tokens, total_tokens } = json.usage
  expect(prompt_tokens).toBeGreaterThan(50)
  expect(total_tokens).toBe(prompt_tokens + completion_tokens)
})

test('counts instructions that it has seen before as cached', async () => {
  const { chat } = await aModel()
  const cached = async () => (await chat('understand', PROMPT)).json.usage.prompt_tokens_details.cached_tokens
  expect(await cached()).toBe(0)
  expect(await cached()).toBe(Math.ceil(SYSTEM.length / 4))
})

test('reads content in parts, and the name of a tool as its prompt is named', async () => {
  const { post } = await aModel()
  const messages = [{ role: 'user', content: [{ type: 'text', text: PROMPT }] }]
  expect(
    formOf(await post('/chat/completions', { ...chatBody('understand', ''), messages })).question,
  ).toContain('export')
  expect((await post('/chat/completions', chatBody('draft-reply', ''))).status).toBe(200)
})

test('says something without a tool, and lists its models', async () => {
  const { post, get } = await aModel()
  const { json } = await post('/chat/completions', {
    model: 'm',
    messages: [{ role: 'user', content: 'Hi' }],
  })
  expect(json.choices[0]).toMatchObject({ finish_reason: 'stop', message: { role: 'assistant' } })
  expect((await get('/models')).json.data.map(({ id }: { id: string }) => id)).toContain('scripted-fast')
})

const closed = { type: 'object', additionalProperties: false }
const strict = (parameters: object) => ({
  tools: [{ type: 'function', function: { name: 'understand', strict: true, parameters } }],
})

test.each([
  ['streaming', { stream: true }, 'does not stream'],
  ['a tool that is not there', { tools: [] }, "no function 'understand' in 'tools'"],
  ['a message of nobody', { messages: [{ role: 'nobody', content: '' }] }, 'messages.0.role'],
  ['an open strict schema', strict({ type: 'object', properties: {} }), "'additionalProperties'"],
  [
    'an optional field in a strict schema',
    strict({
      ...closed,
      properties: { a: { type: 'array', items: { ...closed, properties: { b: {} } } } },
      required: ['a'],
    }),
    "Missing 'b'",
  ],
])('refuses %s', async (_, more, message) => {
  const { chat } = await aModel()
  const { status, json } = await chat('understand', PROMPT, more)
  expect([status, json.error.type]).toEqual([400, 'invalid_request_error'])
  expect(json.error.message).toContain(message)
})

test('refuses an unknown tool, a body that is no JSON, a wrong key and a wrong address', async () => {
  const { model, chat, headers, get } = await aModel()
  expect((await chat('book_a_flight', PROMPT)).json.error).toMatchObject({ code: 'unknown_tool' })
  const url = `${model.url}/chat/completions`
  const broken = await fetch(url, { method: 'POST', headers, body: '{"model":' })
  expect([broken.status, JSON.parse(await broken.text()).error.type]).toEqual([400, 'invalid_request_error'])
  const stranger = await fetch(url, {
    method: 'POST',
    headers: { ...headers, Authorization: 'Bearer no' },
    body: '{}',
  })
  expect([stranger.status, JSON.parse(await stranger.text()).error.code]).toEqual([401, 'invalid_api_key'])
  expect((await get('/nothing')).status).toBe(404)
  expect(model.requests().map(({ status }) => status)).toEqual([400, 400, 401])
})

test('embeds the same text the same way, near to texts that share its words', async () => {
  const { model } = await aModel()
  const client = new OpenAI({ apiKey: model.apiKey, baseURL: model.url, maxRetries: 0 })
  const input = ['Refunds on the monthly plan', 'refund, monthly plans', 'Webhook signatures']
  const embed = async (encoding_format?: 'float') =>
    (
      await client.embeddings.create({ model: 'e', input, ...(encoding_format && { encoding_format }) })
    ).data.map(({ embedding }) => embedding)
  const [a = [], b = [], c = []] = await embed('float')
  const likeness = (one: readonly number[], other: readonly number[]) =>
    one.reduce((sum, number, index) => sum + number * (other[index] ?? 0), 0)
  expect(a).toHaveLength(64)
  expect(likeness(a, a)).toBeCloseTo(1)
  expect(likeness(a, b)).toBeGreaterThan(likeness(a, c) + 0.5)
  // The client asks for base64 unless told otherwise.
  const [packed = []] = await embed()
  packed.forEach((number, index) => {
    expect(number).toBeCloseTo(a[index] ?? 2, 6)
  })
})

test('fills in the forms that the service reads, through its own client', async () => {
  const { model } = await aModel()
  const chat = await initChatModel('openai:scripted-strong', {
    apiKey: model.apiKey,
    configuration: { baseURL: model.url },
    maxRetries: 0,
  })
  const passages = await passagesOf('data/export.md')
  const [passage] = passages
  if (!passage) throw new Error('no passage')
  const question = 'How do I export all my data?'
  const forms = [
    { name: 'understand', form: UnderstoodForm, prompt: understandPrompt([question]) },
    { name: 'draft_reply', form: DraftForm, prompt: draftPrompt(question, passages) },
    { name: 'verify_reply', form: VerifiedForm, prompt: verifyPrompt(question, [{ text: 'No.', passage }]) },
    {
      name: 'summarise_conversation',
      form: SummaryForm,
      prompt: `<conversation><turn by="contact" at="2026-11-01T08:00:00Z">${question}</turn></conversation>`,
    },
  ]
  for (const { name, form, prompt } of forms) {
    const ask = chat.withStructuredOutput(form, {
      name,
      method: 'functionCalling',
      strict: true,
      includeRaw: true,
    })
    const { parsed, raw } = await ask.invoke([
      { role: 'system', content: SYSTEM },
      { role: 'user', content: prompt },
    ])
    expect(form.safeParse(parsed).success).toBe(true)
    expect(raw).toMatchObject({ usage_metadata: { input_tokens: expect.any(Number) } })
  }
  expect(model.requests().map(({ tool }) => tool)).toEqual(forms.map(({ name }) => name))
})

test('notes what it was asked, and a client that does not wait', async () => {
  const { model, chat } = await aModel()
  await chat('understand', PROMPT)
  expect(model.requests()).toMatchObject([
    {
      number: 1,
      path: 'chat/completions',
      model: 'scripted-strong',
      tool: 'understand',
      messageSizes: [SYSTEM.length, PROMPT.length],
      closedEarly: false,
      status: 200,
    },
  ])
  model.misbehave({ does: 'slow', delay_ms: 600_000 })
  const impatient = request(`${model.url}/chat/completions`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${model.apiKey}`, 'Content-Type': 'application/json' },
  })
  impatient.on('error', () => undefined)
  impatient.end(JSON.stringify(chatBody('understand', PROMPT)))
  await expect.poll(() => model.requests().at(-1)?.misbehaved).toBe('slow')
  impatient.destroy()
  await expect.poll(() => model.requests().at(-1)?.closedEarly).toBe(true)
  expect(model.requests().at(-1)?.status).toBeUndefined()
})

test('closes although somebody waits for it', async () => {
  const { model, chat } = await aModel()
  model.misbehave({ does: 'slow', delay_ms: 600_000 })
  const waiting = chat('understand', PROMPT).catch(() => 'cut off')
  await expect.poll(() => model.requests().length).toBe(1)
  await model.close()
  expect(await waiting).toBe('cut off')
})
