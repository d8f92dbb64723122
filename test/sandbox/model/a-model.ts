import { onTestFinished } from 'vitest'
import { chunkText } from '../../../src/knowledge/chunk-text.ts'
import { readArticles } from '../../../src/knowledge/read-articles.ts'
import { startModelServer } from '../../../src/sandbox/model/start-model-server.ts'
import type { Shape } from '../a-sandbox.ts'

export type Answer = { readonly status: number; readonly headers: Headers; readonly json: Shape }

export const SYSTEM = 'You write replies. Never speak of the secret word: albatross.'

const answerOf = async (response: Response): Promise<Answer> => ({
  status: response.status,
  headers: response.headers,
  json: JSON.parse(await response.text()),
})

/** A request for a completion that calls this tool. */
export const chatBody = (tool: string, user: string, more: object = {}) => ({
  model: 'scripted-strong',
  messages: [
    { role: 'system', content: SYSTEM },
    { role: 'user', content: user },
  ],
  tools: [{ type: 'function', function: { name: tool, parameters: {} } }],
  tool_choice: { type: 'function', function: { name: tool } },
  ...more,
})

/** A scripted model that ends with the test, with ways to ask it. */
export const aModel = async () => {
  const model = await startModelServer()
  onTestFinished(() => model.close())
  const headers = { Authorization: `Bearer ${model.apiKey}`, 'Content-Type': 'application/json' }
  const post = async (path: string, body: unknown, more: RequestInit = {}) =>
    answerOf(
      await fetch(`${model.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body), ...more }),
    )
  const chat = (tool: string, user: string, more: object = {}) =>
    post('/chat/completions', chatBody(tool, user, more))
  const play = async (method: string, path: string, body?: unknown) =>
    answerOf(
      await fetch(new URL(path, model.url), {
        method,
        headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
        body: body === undefined ? null : JSON.stringify(body),
      }),
    )
  const get = async (path: string) => answerOf(await fetch(`${model.url}${path}`, { headers }))
  return {
    model,
    headers,
    post,
    get,
    chat,
    play,
    ask: async (tool: string, user: string) => formOf(await chat(tool, user)),
  }
}

/** The form that an answer holds. */
export const formOf = ({ json }: Answer): Shape => {
  const { message } = json.choices[0]
  return JSON.parse(message.tool_calls[0].function.arguments)
}

const asData = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

type Shown = { readonly title: string; readonly text: string }

/** The passages of sample articles, cut as the index cuts them. */
export const passagesOf = async (...paths: readonly string[]): Promise<readonly Shown[]> => {
  const articles = await readArticles('knowledge', { samples: 'use' })
  const cut = paths.map(async (path) => {
    const article = articles.find((one) => one.path === path)
    if (!article) throw new Error(`no article ${path}`)
    return (await chunkText(article)).map(({ text }) => ({ title: article.title, text }))
  })
  return (await Promise.all(cut)).flat()
}

export const understandPrompt = (messages: readonly string[], before: readonly string[] = []): string =>
  [
    'The topics:\n<topics>',
    ...['account', 'billing', 'data', 'developers', 'security'].map(
      (name) => `<topic name="${name}"></topic>`,
    ),
    '<topic name="travel">Trains &amp; hotels</topic>',
    '<topic name="other">everything else</topic>\n</topics>',
    `<before>\n${before.map((text) => `<turn by="contact">${asData(text)}</turn>`).join('\n')}\n</before>`,
    `<messages>\n${messages.map((text) => `<message>${asData(text)}</message>`).join('\n')}\n</messages>`,
  ].join('\n')

export const draftPrompt = (question: string, passages: readonly Shown[], language = 'en'): string =>
  [
    `The channel is chat; write in this language: ${language}.`,
    '<before></before>',
    '<passages>',
    ...passages.map(
      ({ title, text }, index) =>
        `<passage id="p${index + 1}" title="${asData(title).replaceAll('"', '&quot;')}" topic="x">${asData(text)}</passage>`,
    ),
    `</passages>\n<question>${asData(question)}</question>`,
  ].join('\n')

type Claimed = { readonly text: string; readonly passage: Shown }

export const verifyPrompt = (question: string, claims: readonly Claimed[], language = 'en'): string =>
  [
    `The reply should be in this language: ${language}.`,
    `<question>${asData(question)}</question>`,
    '<claims>',
    ...claims.map(
      ({ text, passage }, index) =>
        `<claim number="${index + 1}">\n<text>${asData(text)}</text>\n<passage title="${passage.title}">${asData(passage.text)}</passage>\n</claim>`,
    ),
    '</claims>',
  ].join('\n')
