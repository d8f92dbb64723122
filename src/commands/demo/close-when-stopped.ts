const SIGNALS = ['SIGINT', 'SIGTERM'] as const
const STOPPED = 130

/** Closes also when somebody stops the process; a second signal ends it at once. Returns what ends the listening. */
export function closeWhenStopped(close: () => Promise<void>): () => void {
  const stop = () => {
    forget()
    void close().finally(() => process.exit(STOPPED))
  }
  const forget = () => {
    for (const signal of SIGNALS) process.removeListener(signal, stop)
  }
  for (const signal of SIGNALS) process.once(signal, stop)
  return forget
}
