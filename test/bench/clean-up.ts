/** What must be ended or removed when the bench is over, however that comes about. */
export type CleanUp = {
  readonly later: (end: () => Promise<unknown> | unknown) => void
  /** Does it now, the newest first, each once; an end that fails does not keep the others from being done. */
  readonly now: () => Promise<void>
}

export function createCleanUp(): CleanUp {
  const ends: (() => Promise<unknown> | unknown)[] = []
  const now = async () => {
    for (let end = ends.pop(); end; end = ends.pop()) {
      try {
        await end()
      } catch (error) {
        process.stderr.write(`could not be cleaned up: ${String(error)}\n`)
      }
    }
  }
  return { later: (end) => void ends.push(end), now }
}

/** Ctrl-C and SIGTERM end the bench, and everything that it has started. */
export function endOnSignals(cleanUp: CleanUp): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(signal, () => void cleanUp.now().finally(() => process.exit(code)))
  }
}
