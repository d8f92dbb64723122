import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import { refusal, refuseByError } from './refusal.ts'

/** No script may ever run here: what people wrote is shown, and none of it is trusted. */
const CONTENT_SECURITY_POLICY = {
  useDefaults: false,
  directives: {
    'default-src': ["'none'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:'],
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
  },
}

const HALF_A_YEAR_S = 182 * 24 * 3600

/** Headers of every answer, and plain words for what no route answers. Nothing of it may be kept by anybody. */
export function harden(http: FastifyInstance, publicUrl: string): void {
  http.register(helmet, {
    contentSecurityPolicy: CONTENT_SECURITY_POLICY,
    // With `no-referrer`, browsers would send `Origin: null` with our own forms.
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
    // Only for the address itself: what else lives under this domain is none of our business.
    strictTransportSecurity: publicUrl.startsWith('https:') && {
      maxAge: HALF_A_YEAR_S,
      includeSubDomains: false,
    },
  })
  http.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'))
  http.setErrorHandler(refuseByError)
  http.setNotFoundHandler((request, reply) => refuseUnknown(http, request, reply))
}

const METHODS: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST']

function refuseUnknown(http: FastifyInstance, { url: address }: FastifyRequest, reply: FastifyReply) {
  const url = address.replace(/[?#].*/s, '')
  const allowed = METHODS.filter((method) => http.hasRoute({ method, url }))
  if (allowed.length === 0) return reply.code(404).send(refusal(404))
  return reply.code(405).header('allow', allowed.join(', ')).send(refusal(405))
}
