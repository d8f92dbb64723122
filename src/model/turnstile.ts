export type Leave = () => void

/** Lets so many in at a time; the others wait in line until somebody leaves, or until they give up. */
export function createTurnstile(places: number): (signal: AbortSignal) => Promise<Leave> {
  let free = places
  const line: (() => void)[] = []

  const leave = () => {
    const next = line.shift()
    if (next) next()
    else free += 1
  }
  return async (signal) => {
    signal.throwIfAborted()
    if (free > 0) free -= 1
    else await waitInLine(line, signal)
    return leave
  }
}

const waitInLine = (line: (() => void)[], signal: AbortSignal): Promise<void> =>
  new Promise((enter, giveUp) => {
    const called = () => {
      signal.removeEventListener('abort', left)
      enter()
    }
    const left = () => {
      line.splice(line.indexOf(called), 1)
      giveUp(signal.reason)
    }
    line.push(called)
    signal.addEventListener('abort', left, { once: true })
  })
