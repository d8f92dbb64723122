import { createHmac, randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import { z } from 'zod'
import { startSandbox } from '../../src/sandbox/start-sandbox.ts'

const Sent = z.looseObject({
  data: z.looseObject({
    item: z.looseObject({ source: z.looseObject({ body: z.string() }) }),
  }),
})
type Sent = z.infer<typeof Sent>

export type Signer = { readonly appId: string; readonly clientSecret: string }

/** What conversations weigh on their way here: 5 to 20 kB. */
export const SIZES = [5_000, 10_000, 20_000] as const
const PLACE = '@id@'
/** Digits of an id, the same for all, so that a template's size is its requests' size. */
const FIRST_ID = 1e14

/** A signed webhook request, head and body, with ids that nobody has seen; `nth` chooses its size. */
export type NextRequest = (nth: number) => readonly [head: Buffer, body: Buffer]

/**
 * Notifications as the sandbox sends them, of realistic size, each with a notification, a conversation and a source of
 * its own. Only the ids are written anew for each request, so that making one costs the load generator little.
 */
export async function createRequests(port: number, { appId, clientSecret }: Signer): Promise<NextRequest> {
  const sent = await captureNotification()
  const templates = SIZES.map((bytes) => toTemplate(sent, appId, bytes).split(PLACE))
  let id = FIRST_ID + randomInt(1e9) * 10_000
  return (nth) => {
    id += 1
    const body = Buffer.from(templates[nth % templates.length]?.join(String(id)) ?? '')
    const signature = createHmac('sha1', clientSecret).update(body).digest('hex')
    return [Buffer.from(headOf(port, body.length, signature)), body]
  }
}

const headOf = (port: number, length: number, signature: string) =>
  [
    'POST /webhooks/intercom HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'Content-Type: application/json; charset=utf-8',
    `X-Hub-Signature: sha1=${signature}`,
    `Content-Length: ${length}`,
    '\r\n',
  ].join('\r\n')

/** The sandbox's own notification, filled up to a size with what the contact wrote. */
function toTemplate(sent: Sent, appId: string, bytes: number): string {
  const { data } = sent
  const { item } = data
  const fill = (body: string) =>
    JSON.stringify({
      ...sent,
      id: `notif_${PLACE}`,
      app_id: appId,
      data: { ...data, item: { ...item, id: PLACE, source: { ...item.source, id: PLACE, body } } },
    })
  const idBytes = 3 * (String(FIRST_ID).length - PLACE.length)
  return fill('Where is my invoice? '.repeat(bytes).slice(0, bytes - fill('').length - idBytes))
}

/** One notification of a sandbox that lives as long as that takes. */
async function captureNotification(): Promise<Sent> {
  const received = Promise.withResolvers<Sent>()
  const listener = createServer((request, response) => {
    json(request).then((body) => received.resolve(Sent.parse(body)), received.reject)
    response.end()
  }).listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const sandbox = await startSandbox({ serviceUrl: `http://127.0.0.1:${port}` })
  try {
    await fetch(`${sandbox.url}/play/conversations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ contact_id: sandbox.contacts[0]?.id, body: 'Where is my invoice?' }),
    })
    return await received.promise
  } finally {
    listener.close()
    await sandbox.close()
  }
}
