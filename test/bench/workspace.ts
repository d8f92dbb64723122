import diagnostics from 'node:diagnostics_channel'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { toEnvironment } from '../../src/commands/sandbox-config.ts'
import { startSandbox, type Sandbox } from '../../src/sandbox/start-sandbox.ts'
import { playRole } from './role.ts'
import { type WorkspaceAnswer, WorkspaceAsk } from './roles.ts'
import { dueTimes, openLoop } from './schedule.ts'

const ASKED = 'How do I reset my password?'
/** Whoever has no reply by then counts as unanswered. */
const PATIENCE_MS = 10_000
/** Faster than any number of instances works it off. */
const BACKLOG_PER_SECOND = 100

const Webhook = z.object({ topic: z.string(), data: z.object({ item: z.object({ id: z.string() }) }) })
const Started = z.object({ conversation_id: z.string() })

type Times = Map<string, number>

/** A sandbox in a process of its own that notes when each webhook left it, and when the reply to it arrived. */
const sandbox = await startSandbox({ requestsPerWindow: 1_000_000 })
const left = noteWebhooks()
const replied = noteReplies()

playRole(WorkspaceAsk, async (ask): Promise<WorkspaceAnswer> => {
  const { appId, clientSecret } = sandbox
  const environment = Object.fromEntries(toEnvironment(sandbox).split('\n').map(toPair))
  if (ask.kind === 'open') return { environment, appId, clientSecret, latenciesMs: [], unanswered: 0 }
  sandbox.setServiceUrl(ask.serviceUrl)
  if (ask.kind === 'backlog') {
    const ids = await converse(sandbox, BACKLOG_PER_SECOND, ask.conversations / BACKLOG_PER_SECOND, 120_000)
    return { environment, appId, clientSecret, ...answered(ids) }
  }
  await converse(sandbox, ask.perSecond, ask.warmUpSeconds)
  const started = await converse(sandbox, ask.perSecond, ask.seconds)
  return { environment, appId, clientSecret, ...answered(started) }
})

function answered(ids: readonly string[]) {
  const latenciesMs = ids.flatMap(latencyOf)
  return { latenciesMs, unanswered: ids.length - latenciesMs.length }
}

/** Contacts begin conversations at a steady rate; the ids, once all have had their time to be answered. */
async function converse(
  { url, contacts }: Sandbox,
  perSecond: number,
  seconds: number,
  patienceMs = PATIENCE_MS,
) {
  const ids: string[] = []
  const begin = async (nth: number) => {
    const response = await fetch(`${url}/play/conversations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ contact_id: contacts[nth % contacts.length]?.id, body: ASKED }),
    })
    ids.push(Started.parse(await response.json()).conversation_id)
  }
  await openLoop(dueTimes(perSecond, seconds), begin)
  const giveUpAt = performance.now() + patienceMs
  while (ids.some((id) => !replied.has(id)) && performance.now() < giveUpAt) await wait(50)
  return ids
}

const latencyOf = (id: string): readonly number[] => {
  const [from, to] = [left.get(id), replied.get(id)]
  return from === undefined || to === undefined ? [] : [to - from]
}

/** The webhooks and our own play calls are all that this process fetches. */
function noteWebhooks(): Times {
  const times: Times = new Map()
  const send = globalThis.fetch
  globalThis.fetch = (url, init) => {
    if (String(url).endsWith('/webhooks/intercom')) {
      const { topic, data } = Webhook.parse(JSON.parse(String(init?.body)))
      if (topic === 'conversation.user.created') times.set(data.item.id, performance.now())
    }
    return send(url, init)
  }
  return times
}

const Arriving = z.object({ request: z.object({ method: z.string(), url: z.string() }) })

/** The first reply of each conversation, when its request has arrived and before anything is done with it. */
function noteReplies(): Times {
  const times: Times = new Map()
  diagnostics.subscribe('http.server.request.start', (message) => {
    const { method, url } = Arriving.parse(message).request
    const id = /^\/conversations\/([^/]+)\/reply$/.exec(url)?.[1]
    if (method === 'POST' && id && !times.has(id)) times.set(id, performance.now())
  })
  return times
}

function toPair(line: string): readonly [string, string] {
  const at = line.indexOf('=')
  return [line.slice(0, at), line.slice(at + 1)]
}
