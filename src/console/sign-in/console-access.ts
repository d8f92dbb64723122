import { isSandboxToken } from '../../config/general-mode.ts'
import { createOneTimeKey, type OneTimeKey } from './one-time-key.ts'

/**
 * Who may see the console (docs/decisions/0024).
 * - `password`: whoever signs in, from anywhere
 * - `link`: this machine, with a session that a one-time link has opened: other users of the machine stay outside
 * - `open`: this machine; a sandbox workspace is invented from end to end
 */
export type ConsoleAccess =
  | { readonly kind: 'password'; readonly password: string }
  | { readonly kind: 'link'; readonly token: string; readonly key: OneTimeKey }
  | { readonly kind: 'open' }

export type AccessFacts = {
  readonly password: string | undefined
  readonly accessToken: string
  /** Told the next key when one was used. */
  readonly onNextKey?: (key: string) => void
}

export function createConsoleAccess({ password, accessToken, onNextKey }: AccessFacts): ConsoleAccess {
  if (password) return { kind: 'password', password }
  if (isSandboxToken(accessToken)) return { kind: 'open' }
  return { kind: 'link', token: accessToken, key: createOneTimeKey(onNextKey) }
}

/** Where a key opens the console. */
export const linkTo = (serviceUrl: string, key: string): string => `${serviceUrl}/console/open/${key}`
