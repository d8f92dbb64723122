import type { Server } from 'node:http'
import type { FastifyHttpOptions } from 'fastify'
import { refuseByError } from './refusal.ts'

/**
 * Sizes and times that a sender must keep to; Fastify's own let a slow one hold a connection for ever. A route that takes
 * more says so (webhooks: 2 MB), one that answers later, too (the commands of an operator).
 */
export const HTTP_OPTIONS = {
  bodyLimit: 64 * 1024,
  /** The whole request has arrived by then. */
  requestTimeout: 20_000,
  /** Nothing was sent in either direction for so long. */
  connectionTimeout: 60_000,
  /** Longer than proxies keep theirs (60 s is common): the side that closes first must be the proxy. */
  keepAliveTimeout: 72_000,
  http: { headersTimeout: 10_000, connectionsCheckingInterval: 5_000 },
  frameworkErrors: refuseByError,
  forceCloseConnections: true,
} satisfies FastifyHttpOptions<Server>
