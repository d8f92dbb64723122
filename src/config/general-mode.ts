import type { Mode } from '../domain/mode.ts'

type Given = { readonly mode: Mode | undefined; readonly token: string | undefined }

/** The mode of everything that has none of its own: as set, or `suggest`, and `auto` in the sandbox. */
export const generalMode = ({ mode, token }: Given): Mode =>
  mode ?? (token === undefined || isSandboxToken(token) ? 'auto' : 'suggest')

/** `sandbox-` tokens belong to the simulated workspace; any other token is a real one (CONTRACT). */
export const isSandboxToken = (token: string): boolean => token.startsWith('sandbox-')
