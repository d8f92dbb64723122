import { once } from 'node:events'
import { connect } from 'node:net'

/** A kept-alive connection that has one request in flight at a time. */
export type Connection = {
  /** Sends a request as it stands and resolves with the status once its answer has come in full. */
  readonly send: (request: readonly Buffer[]) => Promise<number>
  readonly close: () => void
}

/**
 * HTTP/1.1 over a bare socket, for answers with a content-length: on a small machine a real client would take a good part
 * of the processor from what it measures.
 */
export async function openConnection(port: number, host = '127.0.0.1'): Promise<Connection> {
  const socket = connect({ port, host, noDelay: true })
  await once(socket, 'connect')
  let waiting: PromiseWithResolvers<number> | undefined
  let received = ''
  socket.setEncoding('latin1')
  socket.on('data', (chunk) => {
    received += String(chunk)
    const status = statusOfWhole(received)
    if (status === undefined) return
    received = ''
    waiting?.resolve(status)
  })
  const fail = (cause?: Error) => waiting?.reject(new Error('the connection was closed', { cause }))
  socket.on('error', fail)
  socket.on('close', () => fail())
  return {
    send: (request) => {
      waiting = Promise.withResolvers<number>()
      socket.cork()
      for (const piece of request) socket.write(piece)
      socket.uncork()
      return waiting.promise
    },
    close: () => socket.destroy(),
  }
}

/** The status of an answer that has come in full; nothing while some of it is missing. */
export function statusOfWhole(received: string): number | undefined {
  const headEnd = received.indexOf('\r\n\r\n')
  if (headEnd < 0) return undefined
  const head = received.slice(0, headEnd)
  const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0)
  return received.length >= headEnd + 4 + length ? Number(head.slice(9, 12)) : undefined
}

/** Connections that are opened as they are needed and used again. */
export function createConnections(port: number) {
  const idle: Connection[] = []
  return {
    send: async (request: readonly Buffer[]): Promise<number> => {
      const connection = idle.pop() ?? (await openConnection(port))
      const status = await connection.send(request)
      idle.push(connection)
      return status
    },
    close: () => {
      for (const connection of idle) connection.close()
    },
  }
}
