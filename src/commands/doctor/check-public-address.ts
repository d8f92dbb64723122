import { z } from 'zod'
import { type Finding, findingsOf } from './finding.ts'
import { addressInWords } from './in-words.ts'

const { ok, warn, fail } = findingsOf('Public address')

const ANSWERS_WITHIN_MS = 5_000

/** The status of a HEAD to the webhook address, or the code of the error. */
export type Reached =
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'error'; readonly code: string }

/** What Intercom asks before it saves the address (Intercom docs, "Set up Webhooks"). */
export async function checkPublicAddress(publicUrl: string, isReal: boolean): Promise<readonly Finding[]> {
  const { protocol, hostname } = new URL(publicUrl)
  const address = addressInWords(publicUrl)
  if (isLoopback(hostname)) {
    return isReal
      ? [warn(`${address}: nobody but this machine can reach it`, SET)]
      : [ok(`${address}: enough for a sandbox`)]
  }
  const reached = judgeReached(address, await reach(`${publicUrl}/webhooks/intercom`))
  if (!isReal || protocol === 'https:') return [reached]
  return [fail(`${address}: not https, and Intercom sends webhooks by https only`, SET), reached]
}

const SET =
  'Put a proxy with a certificate in front of /webhooks/intercom, and set PUBLIC_URL=https://<your host>.'

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname.endsWith('.localhost') || /^127\.|^\[::1\]$/.test(hostname)

async function reach(url: string): Promise<Reached> {
  try {
    const signal = AbortSignal.timeout(ANSWERS_WITHIN_MS)
    const { status } = await fetch(url, { method: 'HEAD', redirect: 'manual', signal })
    return { kind: 'status', status }
  } catch (error) {
    return { kind: 'error', code: codeOf(error) }
  }
}

const Coded = z.object({ code: z.string() })
const codeOf = (error: unknown): string => {
  const cause = error instanceof Error ? error.cause : undefined
  return Coded.safeParse(cause).data?.code ?? (error instanceof Error ? error.name : 'unknown')
}

const SEEN_FROM_HERE =
  'This is seen from this machine: where it cannot reach its own address, trust the line Webhooks.'

export function judgeReached(address: string, reached: Reached): Finding {
  const webhooks = `HEAD ${address}/webhooks/intercom`
  if (reached.kind === 'error') {
    const { code } = reached
    if (/CERT|SSL|TLS|SELF_SIGNED|ALTNAME/.test(code)) {
      return fail(`${address}: its certificate is not accepted (${code})`, 'Use one that browsers accept.')
    }
    return fail(`${address} cannot be reached (${code})`, `Check DNS, firewall and proxy. ${SEEN_FROM_HERE}`)
  }
  const { status } = reached
  if (status === 200) return ok(`${webhooks} answers 200`)
  if (status >= 500) {
    const fix = 'The proxy is there, Firstline behind it is not: start it (npm start), then run doctor again.'
    return warn(`${webhooks} answers ${status}`, fix)
  }
  if (status >= 300 && status < 400) {
    return fail(`${webhooks} answers ${status}, a redirect`, 'Set PUBLIC_URL to the address it leads to.')
  }
  return fail(
    `${webhooks} answers ${status}, not 200`,
    'Let the proxy pass /webhooks/intercom on to Firstline.',
  )
}
