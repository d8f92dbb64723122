import type { Mode } from '../domain/mode.ts'

type Given = { readonly mode: Mode | undefined; readonly token: string | undefined }

/** The mode of everything that has none of its own: as set, or `suggest`, and `auto` in the sandbox. */
export const generalMode = ({ mode, token }: Given): Mode =>
  mode ?? (token === undefined || token.startsWith('sandbox-') ? 'auto' : 'suggest')
