import type { IntercomConfig } from '../../config/parse-config.ts'
import type { Access } from '../access.ts'
import { type CallOptions, createCall } from '../call.ts'
import type { ReadContent } from './content.ts'
import { createReadContent } from './create-read-content.ts'

export type ContentReaderOptions = CallOptions & {
  /** While the token is refused nothing is asked. What is refused here alone stops nobody else. */
  readonly access?: Pick<Access, 'stopOf'>
  /** Once it is aborted nothing is asked any more. */
  readonly signal?: AbortSignal
}

/** Reads the content of a workspace. It says nothing to `access`: a permission that is missing here is needed nowhere else. */
export function createContentReader(
  config: IntercomConfig,
  { access, signal, ...options }: ContentReaderOptions = {},
): ReadContent {
  const { get } = createCall(config, options)
  return createReadContent(async (path) => {
    signal?.throwIfAborted()
    const stop = access?.stopOf()
    if (stop) throw stop
    return get(path)
  })
}
