/** One worker's side of the nudges. */
export type Nudged = {
  readonly begin: () => void
  readonly end: () => void
}

export type Nudge = {
  /** A worker that can be nudged from now on; `notify` makes it look for a job at once. */
  readonly add: (notify: () => void) => Nudged
  /** Lets one idle worker look for a job after `waitMs`. */
  readonly nudge: (waitMs: number) => void
}

/** The database's clock tells when a deferred job is due: at this very millisecond by ours it may not be found yet. */
const MARGIN_MS = 5

/**
 * Lets idle workers look in turn, one for each job: if all of them looked, seven of eight would ask the database in vain.
 * A worker that has ended its job looks again by itself, so that with all of them busy no nudge is lost.
 */
export function createNudge(): Nudge {
  const idle = new Set<() => void>()
  const toTheEnd = (notify: () => void) => {
    idle.delete(notify)
    idle.add(notify)
  }
  const nudgeOne = () => {
    const [next] = idle
    if (!next) return
    toTheEnd(next)
    next()
  }
  return {
    add: (notify) => {
      idle.add(notify)
      return {
        begin: () => void idle.delete(notify),
        end: () => {
          idle.add(notify)
          notify()
        },
      }
    },
    nudge: (waitMs) => void setTimeout(nudgeOne, waitMs > 0 ? waitMs + MARGIN_MS : 0).unref(),
  }
}
