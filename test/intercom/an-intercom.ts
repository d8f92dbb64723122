import { type HttpHandler, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll } from 'vitest'
import type { IntercomConfig } from '../../src/config/parse-config.ts'
import { createIntercom } from '../../src/intercom/create-intercom.ts'

export const TOKEN = 'dG9rOnZlcnktc2VjcmV0'
export const BASE = 'https://api.intercom.test'
export const CONFIG: IntercomConfig = {
  accessToken: TOKEN,
  clientSecret: 'client-secret',
  baseUrl: BASE,
  apiVersion: '2.16',
}

/** Intercom as these handlers play it; any other request is an error. */
export function anIntercom() {
  const server = setupServer()
  const requests: Request[] = []
  const pauses: number[] = []
  const pause = async (ms: number) => void pauses.push(ms)
  server.events.on('request:start', ({ request }) => void requests.push(request.clone()))
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
  afterEach(() => {
    server.resetHandlers()
    requests.length = 0
    pauses.length = 0
  })
  afterAll(() => server.close())
  return {
    intercom: createIntercom(CONFIG, { pause }),
    /** The same without any patience. */
    hasty: createIntercom(CONFIG, { pause, getTimeoutMs: 20, postTimeoutMs: 20 }),
    play: (...handlers: readonly HttpHandler[]) => server.use(...handlers),
    requests,
    pauses,
  }
}

/** An error as Intercom words it. */
export const anError = (status: number, code: string) =>
  HttpResponse.json(
    { type: 'error.list', request_id: 'r1', errors: [{ code, message: 'what went wrong' }] },
    { status },
  )
