import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { z } from 'zod'

const Body = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  tools: z
    .array(
      z.object({
        type: z.string(),
        function: z.object({ name: z.string(), strict: z.boolean(), parameters: z.looseObject({}) }),
      }),
    )
    .optional(),
  tool_choice: z.unknown().optional(),
  stream: z.boolean().optional(),
})

export type Heard = {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: z.infer<typeof Body>
}

/** Answers one request. Never ending the response is an answer, too. */
export type Play = (response: ServerResponse, heard: Heard) => void

/** A model server on this machine: what is scripted is answered one after the other, the last for ever. */
export function aModelServer() {
  const heard: Heard[] = []
  const gone: string[] = []
  let script: Play[] = []
  const server = createServer((request, response) => {
    void text(request).then((written) => {
      const { method = '', url: path = '', headers } = request
      const call = { method, path, headers, body: Body.parse(JSON.parse(written)) }
      heard.push(call)
      response.on('close', () => {
        if (!response.writableEnded) gone.push(path)
      })
      const play = script.length > 1 ? script.shift() : script[0]
      if (play) play(response, call)
      else response.writeHead(501).end()
    })
  })
  // A connection that the client keeps must not be found closed by the next test.
  server.keepAliveTimeout = 300_000
  let port = 0
  beforeAll(
    () =>
      new Promise<void>((done) => {
        server.listen(0, '127.0.0.1', () => {
          const address = server.address()
          port = typeof address === 'object' ? (address?.port ?? 0) : 0
          done()
        })
      }),
  )
  afterEach(() => {
    script = []
    heard.length = 0
    gone.length = 0
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    baseUrl: () => `http://127.0.0.1:${port}/v1`,
    play: (...plays: readonly Play[]) => {
      script = [...plays]
    },
    heard,
    /** Requests whose connection the other side closed before they were answered. */
    gone,
  }
}

const USAGE = {
  prompt_tokens: 1_000,
  completion_tokens: 100,
  total_tokens: 1_100,
  prompt_tokens_details: { cached_tokens: 400 },
}

export const json =
  (body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Play =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  }

const completion = (message: object, more: object = {}, usage: object | undefined = USAGE) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'as-served',
  choices: [{ index: 0, finish_reason: 'tool_calls', message: { role: 'assistant', ...message }, ...more }],
  ...(usage && { usage }),
})

/** The form, filled in with these words. */
export const filledIn = (args: string, more: object = {}, usage?: object): Play =>
  json(
    completion(
      {
        content: null,
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'form', arguments: args } }],
      },
      more,
      usage,
    ),
  )

export const answer = (value: unknown, usage?: object): Play => filledIn(JSON.stringify(value), {}, usage)

/** Plain words instead of a form. */
export const says = (content: string, message: object = {}, more: object = {}): Play =>
  json(completion({ content, ...message }, { finish_reason: 'stop', ...more }))

export const error = (
  status: number,
  headers: Readonly<Record<string, string>> = {},
  code = 'some_code',
): Play => json({ error: { message: 'what went wrong', type: 'error', code } }, status, headers)

export const silence: Play = () => {}
