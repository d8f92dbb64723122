import fastify from 'fastify'
import { z } from 'zod'

/** A notification as it came: what is signed may not be changed by a byte. */
export type Heard = { readonly id: string; readonly body: Buffer; readonly signature: string }

/** The one address that the workspace knows, before however many instances there are at a moment. */
export type FrontDoor = {
  readonly url: string
  readonly enter: (instanceUrl: string) => void
  readonly leave: (instanceUrl: string) => void
  /** Every notification that has come so far, each once. */
  readonly heard: () => readonly Heard[]
  /** Hands one to the next instance and answers its status; 503 where there is none, 502 where it died meanwhile. */
  readonly hand: (heard: Heard) => Promise<number>
  readonly close: () => Promise<void>
}

const PATH = '/webhooks/intercom'
const BODY_LIMIT_BYTES = 20 * 1024 * 1024
const Envelope = z.object({ id: z.string() })

/** Opens the door. Instances take turns; whoever has left is not asked. */
export async function openFrontDoor(): Promise<FrontDoor> {
  const instances: string[] = []
  const heard = new Map<string, Heard>()
  const leave = (url: string) => {
    const at = instances.indexOf(url)
    if (at >= 0) instances.splice(at, 1)
  }
  const hand = async ({ body, signature }: Heard) => {
    const url = instances.shift()
    if (!url) return 503
    instances.push(url)
    const headers = { 'content-type': 'application/json; charset=utf-8', 'x-hub-signature': signature }
    return fetch(`${url}${PATH}`, { method: 'POST', headers, body: new Uint8Array(body) }).then(
      ({ status }) => status,
      () => 502,
    )
  }
  const app = fastify({ bodyLimit: BODY_LIMIT_BYTES, forceCloseConnections: true })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) => body)
  app.post<{ Body: Buffer }>(PATH, async ({ headers, body }, reply) => {
    const { id } = Envelope.parse(JSON.parse(body.toString()))
    const one = { id, body, signature: String(headers['x-hub-signature']) }
    heard.set(id, one)
    return reply.code(await hand(one)).send()
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  return {
    url,
    enter: (instanceUrl) => void instances.push(instanceUrl),
    leave,
    heard: () => [...heard.values()],
    hand,
    close: () => app.close(),
  }
}
