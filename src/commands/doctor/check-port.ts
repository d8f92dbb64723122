import { once } from 'node:events'
import { createServer } from 'node:net'
import { z } from 'zod'
import { type Finding, findingsOf } from './finding.ts'

const Health = z.object({ ok: z.literal(true) })
const ANSWERS_WITHIN_MS = 2_000

export type PortCase = {
  /** What the line is called: `Port`, `Sandbox port`. */
  readonly check: string
  readonly host: string
  readonly port: number
  /** The variable to change: `PORT`. */
  readonly variable: string
  /** What of ours may answer there: `Firstline itself`. */
  readonly ours: string
  /** Whether what answers there is ours. */
  readonly isOurs: (url: string) => Promise<boolean>
}

/** Free, ours, or somebody else's. */
export async function checkPort({
  check,
  host,
  port,
  variable,
  ours,
  isOurs,
}: PortCase): Promise<readonly Finding[]> {
  const { ok, fail } = findingsOf(check)
  if (port === 0) return [ok('any free port')]
  const address = `${host}:${port}`
  const code = await tryToListen(host, port)
  switch (code) {
    case undefined:
      return [ok(`${address} is free`)]
    case 'EADDRINUSE':
      return (await isOurs(`http://${onThisMachine(host)}:${port}`))
        ? [ok(`${ours} answers at ${address}`)]
        : [fail(`another program listens at ${address}`, `Stop it, or set ${variable} to a free port.`)]
    case 'EACCES':
      return [fail(`${address} needs more rights`, `Set ${variable} to a port above 1023, behind a proxy.`)]
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return [fail(`${host} is no address of this machine`, 'Set HOST to 127.0.0.1, or to 0.0.0.0 for all.')]
    default:
      return [fail(`nothing can listen at ${address} (${code})`, `Check HOST and ${variable}.`)]
  }
}

const Coded = z.object({ code: z.string() })

/** Listens for a moment, and answers the error's code. */
async function tryToListen(host: string, port: number): Promise<string | undefined> {
  const server = createServer()
  try {
    server.listen({ host, port })
    await once(server, 'listening')
    return undefined
  } catch (error) {
    return Coded.safeParse(error).data?.code ?? 'unknown'
  } finally {
    server.close()
  }
}

/** Who listens everywhere is asked on loopback; IPv6 stands in brackets. */
function onThisMachine(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}

/** Our service says so at `/healthz`. */
export async function isFirstline(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/healthz`, {
      signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
      redirect: 'error',
    })
    return response.ok && Health.safeParse(await response.json()).success
  } catch {
    return false
  }
}

/** The sandbox's page is known by its state. */
export async function isSandbox(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/play/state`, {
      signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
      redirect: 'error',
    })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}
