import type { FastifyRequest } from 'fastify'

/**
 * Whether a POST was made by a form of ours: a page of another site can send one, but not under our name. Browsers put
 * `Origin` on every POST; a program that leaves it out carries nobody's cookie.
 */
export function isOwnForm({ headers }: Pick<FastifyRequest, 'headers'>, publicUrl: string): boolean {
  const { origin, host } = headers
  if (origin === undefined) return headers['sec-fetch-site'] !== 'cross-site'
  // A proxy may pass on its own name as Host, so that the address from outside counts, too.
  const given = URL.parse(origin)?.host
  return given !== undefined && (given === host || given === URL.parse(publicUrl)?.host)
}
