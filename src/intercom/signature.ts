import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Whether `X-Hub-Signature: sha1=<40 hex>` is the HMAC-SHA1 of the raw body under the app's client secret,
 * compared in constant time (Intercom docs, "Signed notifications").
 */
export function hasValidSignature(rawBody: Buffer, header: unknown, clientSecret: string): boolean {
  if (typeof header !== 'string') return false
  const expected = createHmac('sha1', clientSecret).update(rawBody).digest()
  const given = Buffer.from(/^sha1=([0-9a-f]{40})$/i.exec(header)?.[1] ?? '', 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
