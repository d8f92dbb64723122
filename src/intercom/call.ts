import { setTimeout as wait } from 'node:timers/promises'
import type { IntercomConfig } from '../config/parse-config.ts'
import { PATIENCE } from '../domain/patience.ts'
import type { ApiCall } from '../telemetry/create-metrics.ts'
import {
  type Answer,
  type AnswerFacts,
  errorOf,
  isUsedUp,
  networkCode,
  parseBody,
  pauseOf,
} from './answer.ts'
import { IntercomError, NOT_JSON } from './intercom-error.ts'
import { HELD_BACK, RateLimitedError } from './rate-limited-error.ts'

const GET_ATTEMPTS = 4

/** What became of a call that changes something. `unknown` = it may or may not have happened. */
export type PostResult =
  | { readonly kind: 'done'; readonly body: unknown }
  | { readonly kind: 'refused'; readonly error: IntercomError }
  | { readonly kind: 'unknown'; readonly error: IntercomError }

/** What the limiter says to a call: go, and tell what was answered; or come again after a while. */
export type Entry =
  | { readonly kind: 'go'; readonly answered: (answer: AnswerFacts) => void }
  | { readonly kind: 'wait'; readonly waitMs: number }

/**
 * Asks the limiter before a call. A read may be kept waiting, a write never is: a read that `writesAhead` follow at once
 * asks for them, too.
 */
export type Admit = (kind: 'read' | 'write', writesAhead?: number) => Promise<Entry>

const FREE: Entry = { kind: 'go', answered: () => {} }

/** How long to wait for what; tests have less patience. */
export type CallOptions = {
  readonly postTimeoutMs?: number
  readonly getTimeoutMs?: number
  readonly pause?: (ms: number) => Promise<unknown>
  /** How often a GET is tried. */
  readonly attempts?: number
  /** Told of every answer, good or bad. */
  readonly onAnswer?: (answer: AnswerFacts) => void
  /** Told of each request (metrics). */
  readonly onCall?: (call: ApiCall) => void
  /** Absent: nobody counts, and nobody is kept waiting. */
  readonly admit?: Admit
}

/** The two ways to talk to Intercom: a GET may be repeated, a POST never blindly (there is no idempotency key). */
export const createCall = (
  intercom: IntercomConfig,
  {
    postTimeoutMs = PATIENCE.postTimeoutMs,
    getTimeoutMs = PATIENCE.getTimeoutMs,
    pause = wait,
    attempts = GET_ATTEMPTS,
    onAnswer,
    onCall,
    admit,
  }: CallOptions = {},
) => {
  const headers = {
    authorization: `Bearer ${intercom.accessToken}`,
    accept: 'application/json',
    'content-type': 'application/json',
    'intercom-version': intercom.apiVersion,
  }

  async function send(kind: 'read' | 'write', request: ApiRequest): Promise<Answer> {
    const call = `${request.method} ${withoutIds(request.path)}`
    const entry = (await admit?.(kind, request.writesAhead)) ?? FREE
    if (entry.kind === 'wait') throw new RateLimitedError(call, HELD_BACK, entry.waitMs)
    const startedMs = performance.now()
    const told = (status: number) =>
      onCall?.({ call, status, seconds: (performance.now() - startedMs) / 1000 })
    try {
      const answer = await exchange(request)
      entry.answered(answer.facts)
      told(answer.status)
      return answer
    } catch (error) {
      told(0)
      throw error
    }
  }

  async function exchange({ method, path, timeoutMs, body }: ApiRequest): Promise<Answer> {
    const askedAtMs = Date.now()
    const response = await fetch(`${intercom.baseUrl}${path}`, {
      method,
      headers,
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const { status } = response
    const facts = { status, headers: response.headers, askedAtMs, answeredAtMs: Date.now() }
    onAnswer?.(facts)
    return { status, body: parseBody(await response.text()), facts }
  }

  /** Repeats on 429, 5xx and lost connections, then throws `IntercomError`. `undefined` for a 404. */
  async function read(call: string, ask: () => Promise<Answer>, attempt = 1): Promise<unknown> {
    const answer = await ask().catch((cause): Answer | IntercomError => {
      // Held back by our own limiter: whoever asked comes again.
      if (cause instanceof RateLimitedError) throw cause
      return new IntercomError(call, 0, networkCode(cause), cause)
    })
    const failed = answer instanceof IntercomError
    if (!failed && answer.status < 300 && answer.body !== undefined) return answer.body
    const error = failed ? answer : errorOf(call, answer)
    // Told by Intercom itself: the page of a proxy that knows no such address must not pass for a deletion.
    if (error.status === 404 && error.code !== NOT_JSON) return undefined
    const mayHelp = error.status === 0 || error.status === 429 || error.status >= 500
    if (!mayHelp || attempt >= attempts) throw error
    // Where calls are counted, the limiter has heard that nothing is left, and holds the next try back itself.
    const isPaused = !failed && !(admit && isUsedUp(answer.facts.headers))
    await pause(Math.max(isPaused ? pauseOf(answer.facts) : 0, 200 * 2 ** attempt * (0.5 + Math.random())))
    return read(call, ask, attempt + 1)
  }

  const get = (path: string, writesAhead = 0) =>
    read(`GET ${path}`, () => send('read', { method: 'GET', path, timeoutMs: getTimeoutMs, writesAhead }))

  /** A POST that only asks (search): repeated like a GET. */
  const query = (path: string, body: unknown) =>
    read(`POST ${path}`, () => send('read', { method: 'POST', path, timeoutMs: getTimeoutMs, body }))

  /** Changes something. A 429 or a refused connection proves that nothing happened; a 5xx proves nothing. */
  async function post(path: string, body: unknown): Promise<PostResult> {
    const call = `POST ${path}`
    try {
      const answer = await send('write', { method: 'POST', path, timeoutMs: postTimeoutMs, body })
      if (answer.status < 300 && answer.body !== undefined) return { kind: 'done', body: answer.body }
      const error = errorOf(call, answer)
      return answer.status >= 400 && answer.status < 500 && answer.status !== 408
        ? { kind: 'refused', error }
        : { kind: 'unknown', error }
    } catch (cause) {
      if (cause instanceof RateLimitedError) return { kind: 'refused', error: cause }
      const error = new IntercomError(call, 0, networkCode(cause), cause)
      return { kind: NEVER_SENT.has(error.code) ? 'refused' : 'unknown', error }
    }
  }

  return { get, query, post }
}

type ApiRequest = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly timeoutMs: number
  readonly body?: unknown
  readonly writesAhead?: number
}

/** The path as the API's description writes it. */
const withoutIds = (path: string) =>
  path
    .replace(/\?.*/, '')
    .replace(/^\/conversations\/(?!search$)[^/]+/, '/conversations/{id}')
    .replace(/^\/(articles|internal_articles|content_snippets|macros)\/[^/]+/, '/$1/{id}')

/** The connection was never made, so nothing can have happened. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])
