import { createServer, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { AdminId, ConversationId } from '../../src/domain/ids.ts'
import { createIntercom } from '../../src/intercom/create-intercom.ts'
import { CONFIG } from './an-intercom.ts'

const ID = ConversationId.parse('100')
const BOT = AdminId.parse('900')

/** What became of a note, written to a server that treats every connection like this. */
async function writeTo(host: string, treat: 'refuse' | ((socket: Socket) => void)) {
  const connections: Socket[] = []
  const server = createServer((socket) => {
    connections.push(socket)
    if (treat !== 'refuse') treat(socket)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const stop = () => new Promise((done) => server.close(done))
  if (treat === 'refuse') await stop()
  const written = await createIntercom({ ...CONFIG, baseUrl: `http://${host}:${port}` }).writeNote(
    ID,
    BOT,
    'x',
  )
  if (treat !== 'refuse') await stop()
  return { written, attempts: connections.length }
}

test.each(['127.0.0.1', 'localhost'])(
  'knows that nothing happened when %s refuses the connection',
  async (host) => {
    expect((await writeTo(host, 'refuse')).written).toMatchObject({
      kind: 'refused',
      error: { status: 0, code: 'ECONNREFUSED' },
    })
  },
)

test.each<[string, (socket: Socket) => void]>([
  ['is cut before the answer', (socket) => socket.once('data', () => socket.destroy())],
  ['is cut at once', (socket) => socket.resetAndDestroy()],
  [
    'is cut within the answer',
    (socket) =>
      socket.once('data', () =>
        socket.end('HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"type":"conversation"'),
      ),
  ],
])('does not know what became of a write whose connection %s, and writes once', async (_case, treat) => {
  const { written, attempts } = await writeTo('127.0.0.1', treat)
  expect(written).toMatchObject({ kind: 'unknown', error: { status: 0 } })
  expect(attempts).toBe(1)
})
