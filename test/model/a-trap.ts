import { createServer } from 'node:http'
import { afterAll, beforeAll } from 'vitest'

/** A server that nobody should ever contact, and who did. */
export function aTrap() {
  const caught: string[] = []
  const waiting: (() => void)[] = []
  const server = createServer((request, response) => {
    caught.push(`${request.method} ${request.url}`)
    for (const tell of waiting.splice(0)) tell()
    request.resume()
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  let port = 0
  beforeAll(
    () =>
      new Promise<void>((done) => {
        server.listen(0, '127.0.0.1', () => {
          const address = server.address()
          port = typeof address === 'object' ? (address?.port ?? 0) : 0
          done()
        })
      }),
  )
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: () => `http://127.0.0.1:${port}`,
    caught,
    first: () => new Promise<void>((tell) => (caught.length > 0 ? tell() : void waiting.push(tell))),
    /** Traces are sent in the background, a moment later. */
    atRest: () => new Promise<void>((done) => setTimeout(done, 500)),
  }
}
