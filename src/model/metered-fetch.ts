import type { Allowance } from './allowance.ts'

/** What became of the HTTP requests of one call. */
export type Meter = {
  readonly fetch: typeof fetch
  readonly requests: () => number
  /** The status of the last answer, if there was one. */
  readonly status: () => number | undefined
  /** Whether a request was not made because the allowance is used up. */
  readonly refused: () => boolean
}

/**
 * Takes each request from the allowance, retries included. The body is read to its end in here: the client's time limit
 * covers the fetch alone, so that a server which sends headers and then nothing would hold it for ever. No request
 * outlives `end`, whatever the client says.
 */
export function createMeter(allowance: Allowance, end: AbortSignal): Meter {
  let requests = 0
  let refused = false
  let status: number | undefined
  const send: typeof fetch = async (url, init) => {
    // A retry that was planned before the call was given up.
    init?.signal?.throwIfAborted()
    if (!allowance.takeRequest()) {
      refused = true
      throw new Error('No request is left in the allowance.')
    }
    requests += 1
    status = undefined
    const signal = init?.signal ? AbortSignal.any([init.signal, end]) : end
    // A redirect would carry people's words to an address that nobody configured.
    const response = await fetch(url, { ...init, signal, redirect: 'manual' })
    const body = await response.arrayBuffer()
    status = response.status
    const { headers, statusText } = response
    return new Response(body.byteLength > 0 ? body : null, { status, statusText, headers })
  }
  return { fetch: send, requests: () => requests, status: () => status, refused: () => refused }
}
