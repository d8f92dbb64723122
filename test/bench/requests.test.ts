import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { hasValidSignature } from '../../src/intercom/signature.ts'
import { parseNotification } from '../../src/intercom/notification.ts'
import { openConnection, statusOfWhole } from './connection.ts'
import { createRequests, SIZES } from './notifications.ts'

const SIGNER = { appId: 'app1', clientSecret: 'secret' }

test('knocks with signed notifications of realistic size that nobody has seen before', async () => {
  const next = await createRequests(1, SIGNER)
  const seen = new Set<string>()
  for (const nth of [0, 1, 2, 3, 4, 5]) {
    const [head, body] = next(nth)
    const signature = createHmac('sha1', 'secret').update(body).digest('hex')
    expect(head.toString()).toContain(
      `X-Hub-Signature: sha1=${signature}\r\nContent-Length: ${body.length}\r\n\r\n`,
    )
    expect(hasValidSignature(body, `sha1=${signature}`, 'secret')).toBe(true)
    expect(body.length).toBe(SIZES[nth % SIZES.length])
    const parsed = parseNotification(body)
    if (parsed.kind !== 'event') throw new Error(parsed.problem)
    const { id, conversationId, entryIds, appId, topic } = parsed.event
    expect([appId, topic]).toEqual(['app1', 'conversation.user.created'])
    for (const one of [id, conversationId ?? '', ...entryIds]) seen.add(one)
  }
  expect(seen.size).toBe(18)
})

test.each([
  ['HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}', 200],
  ['HTTP/1.1 503 Service Unavailable\r\ncontent-length: 3\r\nx: y\r\n\r\nabc', 503],
  ['HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{', undefined],
  ['HTTP/1.1 200 OK\r\nContent-Le', undefined],
  ['', undefined],
])('reads the status of an answer once it is whole: %j', (received, status) => {
  expect(statusOfWhole(received)).toBe(status)
})

test('sends one request after the other over one connection, and tells when it is closed', async () => {
  const bodies: string[] = []
  const server = createServer(async (request, response) => {
    bodies.push(String(await buffer(request)))
    if (bodies.length === 3) request.socket.destroy()
    response.writeHead(bodies.length === 1 ? 200 : 401).end('{"ok":true}')
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const address = server.address()
  const connection = await openConnection(typeof address === 'object' ? (address?.port ?? 0) : 0)
  const request = (body: string) => [
    Buffer.from(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n`),
    Buffer.from(body),
  ]
  expect(await connection.send(request('one'))).toBe(200)
  expect(await connection.send(request('two'))).toBe(401)
  await expect(connection.send(request('three'))).rejects.toThrow('closed')
  expect(bodies).toEqual(['one', 'two', 'three'])
})
