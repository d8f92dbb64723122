import { randomBytes } from 'node:crypto'
import { isSameSecret } from '../is-same-secret.ts'

export type OneTimeKey = {
  /** The key that works now. */
  readonly current: () => string
  /** Whether this was the key; if so, it is not any more. */
  readonly use: (given: string) => boolean
}

/** A key that opens once and is then replaced by the next one. Held in memory alone: a restart makes a new one. */
export function createOneTimeKey(onNext?: (key: string) => void): OneTimeKey {
  const fresh = () => randomBytes(32).toString('base64url')
  let key = fresh()
  return {
    current: () => key,
    use: (given) => {
      if (!isSameSecret(given, key)) return false
      key = fresh()
      onNext?.(key)
      return true
    },
  }
}
