import { watch } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type { Log } from '../../telemetry/create-log.ts'

export type WatchFolderDeps = {
  readonly folder: string
  readonly onChange: () => void
  readonly log: Log
  readonly signal: AbortSignal
  /** Editors write a file in several steps, and a checkout many files. */
  readonly quietMs?: number
}

/**
 * Tells of every change below a folder, once it has been quiet for a moment. For development: mounted folders often tell
 * nothing. Whatever goes wrong with the watching is written down, and the service goes on without.
 */
export async function watchFolder({
  folder,
  onChange,
  log,
  signal,
  quietMs = 300,
}: WatchFolderDeps): Promise<void> {
  let quiet = new AbortController()
  const later = async (stop: AbortSignal) => {
    await wait(quietMs, undefined, { signal: stop, ref: false })
    onChange()
  }
  try {
    for await (const _change of watch(folder, { recursive: true, signal, persistent: false })) {
      quiet.abort()
      quiet = new AbortController()
      void later(quiet.signal).catch(() => {})
    }
  } catch (error) {
    if (!signal.aborted) log.warn({ err: error, folder }, 'the knowledge folder is not watched any more')
  } finally {
    quiet.abort()
  }
}
