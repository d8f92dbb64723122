import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'

/** Compares in constant time. Hashed first: the comparison needs two of one length, and so tells nothing of the secret's. */
export function isSameSecret(given: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(secret))
}

/** Whether a request carries this token as `Authorization: Bearer`. */
export const hasBearer = ({ headers }: Pick<FastifyRequest, 'headers'>, token: string): boolean =>
  isSameSecret(headers.authorization ?? '', `Bearer ${token}`)
