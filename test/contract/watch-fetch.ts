/** A call to Intercom's API as it was made, and the answer that came, if one did. */
export type Call = {
  readonly kind: 'call'
  /** Tests that ask the sandbox themselves, rightly or wrongly, mark what they send. */
  readonly by: 'firstline' | 'test'
  readonly method: string
  readonly url: string
  readonly version: string | null
  readonly body: string
  readonly answer?: Answer
}

export type Answer = {
  readonly status: number
  /** Only the sandbox has to answer as Intercom does, and only where no fault was asked for. */
  readonly from: 'sandbox' | 'other'
  readonly body: string
}

/** A webhook that the sandbox sent. */
export type Webhook = { readonly kind: 'webhook'; readonly body: string }

export type Seen = Call | Webhook

/** The header of requests that a test sends itself. */
export const SENT_BY_TEST = { 'x-sent-by': 'test' } as const

const SANDBOX_TOKEN = 'Bearer sandbox-'
const SANDBOX_SENDER = /^intercom-parrot-service-client\//

export type Watch = {
  /** Waits for answers that are on their way. */
  readonly settled: () => Promise<unknown>
  readonly stop: () => void
}

/**
 * Looks at every call to Intercom's API and every webhook of the sandbox that this process makes from now on, through
 * the one door they all take. Nothing about a call changes.
 */
export function watchFetch(note: (seen: Seen) => void): Watch {
  const real = globalThis.fetch
  const reading = new Set<Promise<unknown>>()
  const keep = (work: Promise<unknown>) => {
    reading.add(work)
    void work.finally(() => reading.delete(work)).catch(() => {})
  }
  globalThis.fetch = (input, init) => {
    const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : {}))
    const kind = kindOf(headers)
    if (!kind) return real(input, init)
    const asked = input instanceof Request ? input.clone() : new Request(input, { ...init, signal: null })
    const answered = real(input, init)
    if (kind === 'webhook') keep(asked.text().then((body) => note({ kind, body })))
    else keep(readCall(asked, answered).then(note))
    return answered
  }
  return {
    settled: () => Promise.allSettled(reading),
    stop: () => {
      globalThis.fetch = real
    },
  }
}

function kindOf(headers: Headers): Seen['kind'] | undefined {
  if (headers.has('x-hub-signature') && SANDBOX_SENDER.test(headers.get('user-agent') ?? '')) return 'webhook'
  const isCall = headers.has('intercom-version') || headers.get('authorization')?.startsWith(SANDBOX_TOKEN)
  return isCall ? 'call' : undefined
}

async function readCall(asked: Request, answered: Promise<Response>): Promise<Call> {
  const { method, url, headers } = asked
  const isSandbox = headers.get('authorization')?.startsWith(SANDBOX_TOKEN) === true
  // Cloned at once: whoever asked reads the answer, too.
  const answer = answered.then((response) => readAnswer(response.clone(), isSandbox)).catch(() => undefined)
  const [body, given] = await Promise.all([asked.text(), answer])
  return {
    kind: 'call',
    by: headers.get('x-sent-by') === 'test' ? 'test' : 'firstline',
    method,
    url,
    version: headers.get('intercom-version'),
    body,
    ...(given && { answer: given }),
  }
}

async function readAnswer(response: Response, isSandbox: boolean): Promise<Answer> {
  const isFault = response.headers.has('x-sandbox-fault')
  const body = await response.text()
  return { status: response.status, from: isSandbox && !isFault ? 'sandbox' : 'other', body }
}
