import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { IntercomConfig } from '../config/parse-config.ts'
import { IntercomError } from './intercom-error.ts'

/** A POST whose outcome is unknown after this long is settled by looking (CONTRACT). */
export const POST_TIMEOUT_MS = 10_000
const GET_TIMEOUT_MS = 10_000
const GET_ATTEMPTS = 4
const LONGEST_PAUSE_MS = 20_000

/** What became of a call that changes something. `unknown` = it may or may not have happened. */
export type PostResult =
  | { readonly kind: 'done'; readonly body: unknown }
  | { readonly kind: 'refused'; readonly error: IntercomError }
  | { readonly kind: 'unknown'; readonly error: IntercomError }

type Answer = { readonly status: number; readonly body: unknown; readonly pauseMs: number }

const ErrorList = z.object({ errors: z.array(z.object({ code: z.string() })).min(1) })

export type CallOptions = { readonly postTimeoutMs?: number }

/** The two ways to talk to Intercom: a GET may be repeated, a POST never blindly (there is no idempotency key). */
export const createCall = (
  intercom: IntercomConfig,
  { postTimeoutMs = POST_TIMEOUT_MS }: CallOptions = {},
) => {
  const headers = {
    authorization: `Bearer ${intercom.accessToken}`,
    accept: 'application/json',
    'content-type': 'application/json',
    'intercom-version': intercom.apiVersion,
  }

  async function send(method: string, path: string, timeoutMs: number, body?: unknown): Promise<Answer> {
    const response = await fetch(`${intercom.baseUrl}${path}`, {
      method,
      headers,
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: parse(await response.text()), pauseMs: pauseOf(response.headers) }
  }

  /** Reads; `undefined` for a 404. Repeats on 429, 5xx and lost connections, then throws `IntercomError`. */
  async function get(path: string, attempt = 1): Promise<unknown> {
    return readAgain(`GET ${path}`, () => send('GET', path, GET_TIMEOUT_MS), attempt)
  }

  /** A POST that only asks (search): repeated like a GET. */
  const query = (path: string, body: unknown) =>
    readAgain(`POST ${path}`, () => send('POST', path, GET_TIMEOUT_MS, body), 1)

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

/** The connection was never made, so nothing can have happened. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

async function readAgain(call: string, ask: () => Promise<Answer>, attempt: number): Promise<unknown> {
  const answer = await ask().catch(
    (cause): Answer | IntercomError => new IntercomError(call, 0, networkCode(cause), cause),
  )
  const failed = answer instanceof IntercomError
  if (!failed && answer.status < 300 && answer.body !== undefined) return answer.body
  if (!failed && answer.status === 404) return undefined
  const error = failed ? answer : new IntercomError(call, answer.status, codeOf(answer.body))
  const mayHelp = error.status === 0 || error.status === 429 || error.status >= 500
  if (!mayHelp || attempt >= GET_ATTEMPTS) throw error
  await wait(Math.max(failed ? 0 : answer.pauseMs, 200 * 2 ** attempt * (0.5 + Math.random())))
  return readAgain(call, ask, attempt + 1)
}

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

const codeOf = (body: unknown): string => ErrorList.safeParse(body).data?.errors[0]?.code ?? 'no_error_code'

const Coded = z.object({ code: z.string() })
function networkCode(cause: unknown): string {
  const inner = cause instanceof Error ? cause.cause : undefined
  return Coded.safeParse(inner).data?.code ?? (cause instanceof Error ? cause.name : 'unknown')
}
