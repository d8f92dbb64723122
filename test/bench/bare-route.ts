import { createHmac, timingSafeEqual } from 'node:crypto'
import { PGlite } from '@electric-sql/pglite'
import fastify from 'fastify'
import pg from 'pg'
import { z } from 'zod'
import { playRole } from './role.ts'
import { BareAsk } from './roles.ts'

const Body = z.object({ id: z.string(), app_id: z.string(), topic: z.string() })

const TABLE = 'create table bare (app_id text, id text, topic text not null, primary key (app_id, id))'
const INSERT = 'insert into bare values ($1, $2, $3) on conflict do nothing'

/**
 * What a webhook receiver cannot do without: the signature over the raw bytes, the JSON, one INSERT, and 200 after its
 * commit. Our own door is quoted as a share of this one, measured in the same run on the same machine.
 */
playRole(BareAsk, async ({ databaseUrl, clientSecret }) => {
  const run = await openBare(databaseUrl)
  await run(TABLE, [])
  const http = fastify({ forceCloseConnections: true })
  http.removeAllContentTypeParsers()
  http.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  http.post('/webhooks/intercom', async (request, reply) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    if (!isSigned(body, request.headers['x-hub-signature'], clientSecret)) return reply.code(401).send()
    const { app_id, id, topic } = Body.parse(JSON.parse(body.toString()))
    await run(INSERT, [app_id, id, topic])
    return { ok: true }
  })
  const url = await http.listen({ host: '127.0.0.1', port: 0 })
  return { port: Number(new URL(url).port) }
})

function isSigned(body: Buffer, header: unknown, secret: string): boolean {
  const expected = Buffer.from(`sha1=${createHmac('sha1', secret).update(body).digest('hex')}`)
  const given = Buffer.from(String(header))
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** The drivers themselves: nothing between the route and the database. */
async function openBare(url: string): Promise<(query: string, values: unknown[]) => Promise<unknown>> {
  if (url.startsWith('pglite:')) {
    const client = await PGlite.create(url.slice('pglite:'.length))
    return (query, values) => client.query(query, values)
  }
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  return (query, values) => pool.query(query, values)
}
