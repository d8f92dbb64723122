import { createHmac } from 'node:crypto'

/** How one POST ended: a status, no answer within the deadline, or no connection. */
export type PostResult = number | 'timeout' | 'failed'

// Later counts as failed (reference, 1.3).
const DEADLINE_MS = 5_000

/** The signature of a body: HMAC-SHA1 of the raw bytes under the client secret (reference, 1.2). */
export const signatureOf = (body: string, clientSecret: string): string =>
  `sha1=${createHmac('sha1', clientSecret).update(body).digest('hex')}`

/** Posts one signed notification. */
export const postWebhook = async (
  url: string,
  message: { readonly body: string; readonly clientSecret: string; readonly stop: AbortSignal },
): Promise<PostResult> => {
  const deadline = AbortSignal.timeout(DEADLINE_MS)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'User-Agent': 'intercom-parrot-service-client/1.0',
        'X-Hub-Signature': signatureOf(message.body, message.clientSecret),
      },
      body: message.body,
      redirect: 'manual',
      signal: AbortSignal.any([deadline, message.stop]),
    })
    await response.body?.cancel()
    return response.status
  } catch {
    return deadline.aborted ? 'timeout' : 'failed'
  }
}
