/** A call that got no usable answer: `status` is 0 when there was none at all. Never carries a body or a token. */
export class IntercomError extends Error {
  override readonly name = 'IntercomError'
  readonly status: number
  readonly code: string
  constructor(call: string, status: number, code: string, cause?: unknown) {
    super(`${call}: ${status === 0 ? 'no answer' : `HTTP ${status}`} (${code})${advice(status)}`, { cause })
    this.status = status
    this.code = code
  }
}

function advice(status: number): string {
  if (status === 401) return '. Check INTERCOM_ACCESS_TOKEN and INTERCOM_REGION.'
  if (status === 403)
    return ". Check the app's permissions in the Developer Hub, and that the bot's teammate has an inbox seat."
  return ''
}
