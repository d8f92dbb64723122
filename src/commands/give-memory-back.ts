import { cpuUsage } from 'node:process'
import { getHeapStatistics } from 'node:v8'

/** What a burst has left behind is worth a collection from here on, in bytes. */
const WORTH_BYTES = 24 * 1_024 * 1_024
/** Whoever uses more of a core than this has better things to do: a collection holds everything up for 40 to 90 ms. */
const IDLE_SHARE = 0.08
const LOOK_EVERY_MS = 500
/** So long nothing has happened, so that it hits nobody between two webhooks. */
const IDLE_LOOKS = 4

/** A process as it is now: the share of a core that it used since the last look, and what V8 holds of the system. */
export type MemoryFacts = { readonly cpuShare: number; readonly heapBytes: number }

/** Decides at each look whether to collect: when nothing happens for a while, once for what has come since the last time. */
export function createMemoryWatch(): (facts: MemoryFacts) => boolean {
  let [leastBytes, isFresh, idleLooks] = [0, false, 0]
  return ({ cpuShare, heapBytes }) => {
    // The first look after a collection tells what remains when everything was given back.
    leastBytes = isFresh ? heapBytes : Math.min(leastBytes, heapBytes)
    idleLooks = cpuShare < IDLE_SHARE ? idleLooks + 1 : 0
    isFresh = idleLooks >= IDLE_LOOKS && heapBytes - leastBytes > WORTH_BYTES
    return isFresh
  }
}

/**
 * Gives back what a burst has made V8 take: by itself it keeps it for good, although nobody uses it. Only with
 * `--expose-gc`, as `npm start` and the image have it; without, memory stays with the process.
 */
export function giveMemoryBack(collect = globalThis.gc): void {
  if (!collect) return
  const isWorthIt = createMemoryWatch()
  let before = cpuUsage()
  const look = () => {
    const { user, system } = cpuUsage(before)
    before = cpuUsage()
    const cpuShare = (user + system) / (LOOK_EVERY_MS * 1_000)
    const { total_heap_size: heapBytes } = getHeapStatistics()
    if (isWorthIt({ cpuShare, heapBytes }))
      collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  }
  setInterval(look, LOOK_EVERY_MS).unref()
}
