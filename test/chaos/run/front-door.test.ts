import { createHmac } from 'node:crypto'
import fastify from 'fastify'
import { afterEach, expect, test } from 'vitest'
import { type FrontDoor, openFrontDoor } from './front-door.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function anInstance() {
  const bodies: string[] = []
  const app = fastify()
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, async (_request: unknown, body: string) => body)
  app.post<{ Body: string }>('/webhooks/intercom', async ({ body, headers }, reply) => {
    bodies.push(`${body} ${headers['x-hub-signature']}`)
    return reply.code(200).send()
  })
  const url = await app.listen({ port: 0 })
  closing.push(() => app.close())
  return { url, bodies, end: () => app.close() }
}

async function aDoor() {
  const door = await openFrontDoor()
  closing.push(door.close)
  return door
}

const knock = async (door: FrontDoor, id: string) => {
  const body = `{"id": "${id}",  "odd": "\\u00e9 ü"}`
  const signature = `sha1=${createHmac('sha1', 'secret').update(body).digest('hex')}`
  const headers = { 'content-type': 'application/json', 'x-hub-signature': signature }
  const { status } = await fetch(`${door.url}/webhooks/intercom`, { method: 'POST', headers, body })
  return { status, sent: `${body} ${signature}` }
}

test('instances take turns, and get every byte that was signed', async () => {
  const [door, one, other] = [await aDoor(), await anInstance(), await anInstance()]
  door.enter(one.url)
  door.enter(other.url)
  const [first, second] = [await knock(door, 'a'), await knock(door, 'b')]
  expect([first.status, second.status]).toEqual([200, 200])
  expect([one.bodies, other.bodies]).toEqual([[first.sent], [second.sent]])
})

test('the workspace is told to come again where nobody is there, or somebody died', async () => {
  const [door, one] = [await aDoor(), await anInstance()]
  expect((await knock(door, 'a')).status).toBe(503)
  door.enter(one.url)
  await one.end()
  expect((await knock(door, 'a')).status).toBe(502)
  door.leave(one.url)
  expect((await knock(door, 'a')).status).toBe(503)
})

test('what was heard can be handed over once more', async () => {
  const [door, one] = [await aDoor(), await anInstance()]
  door.enter(one.url)
  const { sent } = await knock(door, 'a')
  await knock(door, 'a')
  const [heard, ...more] = door.heard()
  expect(more).toEqual([])
  expect(heard && (await door.hand(heard))).toBe(200)
  expect(one.bodies).toEqual([sent, sent, sent])
})
