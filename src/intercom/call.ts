import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { IntercomConfig } from '../config/parse-config.ts'
import { PATIENCE } from '../domain/patience.ts'
import type { ApiCall } from '../telemetry/create-metrics.ts'
import { IntercomError, NOT_JSON } from './intercom-error.ts'

const GET_ATTEMPTS = 4
const LONGEST_PAUSE_MS = 20_000

/** What became of a call that changes something. `unknown` = it may or may not have happened. */
export type PostResult =
  | { readonly kind: 'done'; readonly body: unknown }
  | { readonly kind: 'refused'; readonly error: IntercomError }
  | { readonly kind: 'unknown'; readonly error: IntercomError }

type Answer = { readonly status: number; readonly body: unknown; readonly pauseMs: number }

const ErrorList = z.object({ errors: z.array(z.object({ code: z.string() })).min(1) })

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
}

/** What stands above an answer's body. */
export type AnswerFacts = {
  readonly status: number
  readonly headers: Headers
  /** The moments between which it was written, in unix milliseconds of this machine. */
  readonly askedAtMs: number
  readonly answeredAtMs: number
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
  }: CallOptions = {},
) => {
  const headers = {
    authorization: `Bearer ${intercom.accessToken}`,
    accept: 'application/json',
    'content-type': 'application/json',
    'intercom-version': intercom.apiVersion,
  }

  async function send(method: string, path: string, timeoutMs: number, body?: unknown): Promise<Answer> {
    const startedMs = performance.now()
    const told = (status: number) =>
      onCall?.({
        call: `${method} ${withoutIds(path)}`,
        status,
        seconds: (performance.now() - startedMs) / 1000,
      })
    try {
      const answer = await exchange(method, path, timeoutMs, body)
      told(answer.status)
      return answer
    } catch (error) {
      told(0)
      throw error
    }
  }

  async function exchange(method: string, path: string, timeoutMs: number, body?: unknown): Promise<Answer> {
    const askedAtMs = Date.now()
    const response = await fetch(`${intercom.baseUrl}${path}`, {
      method,
      headers,
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const { status, headers: told } = response
    onAnswer?.({ status, headers: told, askedAtMs, answeredAtMs: Date.now() })
    return { status, body: parse(await response.text()), pauseMs: pauseOf(told) }
  }

  /** Repeats on 429, 5xx and lost connections, then throws `IntercomError`. `undefined` for a 404. */
  async function read(call: string, ask: () => Promise<Answer>, attempt = 1): Promise<unknown> {
    const answer = await ask().catch(
      (cause): Answer | IntercomError => new IntercomError(call, 0, networkCode(cause), cause),
    )
    const failed = answer instanceof IntercomError
    if (!failed && answer.status < 300 && answer.body !== undefined) return answer.body
    const error = failed ? answer : new IntercomError(call, answer.status, codeOf(answer.body))
    // Told by Intercom itself: the page of a proxy that knows no such address must not pass for a deletion.
    if (error.status === 404 && error.code !== NOT_JSON) return undefined
    const mayHelp = error.status === 0 || error.status === 429 || error.status >= 500
    if (!mayHelp || attempt >= attempts) throw error
    await pause(Math.max(failed ? 0 : answer.pauseMs, 200 * 2 ** attempt * (0.5 + Math.random())))
    return read(call, ask, attempt + 1)
  }

  const get = (path: string) => read(`GET ${path}`, () => send('GET', path, getTimeoutMs))

  /** A POST that only asks (search): repeated like a GET. */
  const query = (path: string, body: unknown) =>
    read(`POST ${path}`, () => send('POST', path, getTimeoutMs, body))

  /** Changes something. A 429 or a refused connection proves that nothing happened; a 5xx proves nothing. */
  async function post(path: string, body: unknown): Promise<PostResult> {
    const call = `POST ${path}`
    try {
      const answer = await send('POST', path, postTimeoutMs, body)
      if (answer.status < 300 && answer.body !== undefined) return { kind: 'done', body: answer.body }
      const error = new IntercomError(call, answer.status, codeOf(answer.body))
      return answer.status >= 400 && answer.status < 500 && answer.status !== 408
        ? { kind: 'refused', error }
        : { kind: 'unknown', error }
    } catch (cause) {
      const error = new IntercomError(call, 0, networkCode(cause), cause)
      return { kind: NEVER_SENT.has(error.code) ? 'refused' : 'unknown', error }
    }
  }

  return { get, query, post }
}

/** The path as the API's description writes it. */
const withoutIds = (path: string) =>
  path.replace(/\?.*/, '').replace(/^\/conversations\/(?!search$)[^/]+/, '/conversations/{id}')

/** The connection was never made, so nothing can have happened. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

/** `X-RateLimit-Reset` is a unix time in seconds (Intercom docs, "Rate Limiting"). */
function pauseOf(headers: Headers): number {
  const reset = Number(headers.get('x-ratelimit-reset') ?? 0)
  if (headers.get('x-ratelimit-remaining') !== '0' || !Number.isFinite(reset)) return 0
  return Math.min(Math.max(reset * 1000 - Date.now(), 0), LONGEST_PAUSE_MS)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const codeOf = (body: unknown): string =>
  body === undefined ? NOT_JSON : (ErrorList.safeParse(body).data?.errors[0]?.code ?? 'no_error_code')

const Coded = z.object({ code: z.string() })
function networkCode(cause: unknown): string {
  const inner = cause instanceof Error ? cause.cause : undefined
  return Coded.safeParse(inner).data?.code ?? (cause instanceof Error ? cause.name : 'unknown')
}
