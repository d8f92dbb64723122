import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const OperatorKey = z.object({
  address: z.url({ protocol: /^http$/ }),
  key: z.string().regex(/^[\w-]{43}$/),
})
/** Where a running service can be reached, and what shows that one may read its owner's files. */
export type OperatorKey = z.infer<typeof OperatorKey>

export type KeyReading =
  | { readonly kind: 'key'; readonly value: OperatorKey }
  | { readonly kind: 'missing' | 'forbidden' | 'malformed' }

const MODE = 0o600

/** Beside the folder, not in it: the folder is the database's. */
export const keyFile = (folder: string): string => `${folder}.key`

export const createKey = (): string => randomBytes(32).toString('base64url')

/** Made anew and renamed into place: whatever lay there, nobody else can read it, and nobody reads half of it. */
export function writeKey(folder: string, value: OperatorKey): void {
  const fresh = `${keyFile(folder)}.${process.pid}`
  rmSync(fresh, { force: true })
  writeFileSync(fresh, JSON.stringify(value), { mode: MODE, flag: 'wx' })
  renameSync(fresh, keyFile(folder))
}

export const removeKey = (folder: string): void => rmSync(keyFile(folder), { force: true })

export function readKey(folder: string): KeyReading {
  try {
    const parsed = OperatorKey.safeParse(JSON.parse(readFileSync(keyFile(folder), 'utf8')))
    return parsed.success ? { kind: 'key', value: parsed.data } : { kind: 'malformed' }
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: 'malformed' }
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') return { kind: 'missing' }
    if (code === 'EACCES' || code === 'EPERM') return { kind: 'forbidden' }
    throw error
  }
}
