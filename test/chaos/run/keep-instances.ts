import { setMaxListeners } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { placeOf } from '../schedule/crash-points.ts'
import type { Launch } from '../schedule/schedule.ts'
import type { Told } from '../service/told.ts'
import type { FrontDoor } from './front-door.ts'
import type { Instance, InstanceOptions } from './start-instance.ts'

/** The instances of a run: as long as they are hunted, each lives for a while, dies, and is started again. */
export type Instances = {
  readonly counts: () => InstanceCounts
  /** All die once more; those that follow live on, until the next rest. */
  readonly rest: () => Promise<void>
  /** All die, and nobody follows. */
  readonly end: () => Promise<void>
}

export type InstanceCounts = {
  readonly kills: number
  /** Endings that nobody ordered, of an instance that had been ready. */
  readonly exits: number
  /** Calls that were come by. */
  readonly reached: readonly string[]
  /** How often an instance died at a place: `turn/db:3:before`. */
  readonly died: Readonly<Record<string, number>>
}

export type KeepOptions = {
  readonly slots: number
  readonly launches: readonly Launch[]
  readonly door: Pick<FrontDoor, 'enter' | 'leave'>
  readonly start: (options: Pick<InstanceOptions, 'name' | 'order' | 'onTold'>) => Instance
  /** A database that is being restarted lets no instance start. */
  readonly pauseMs?: number
}

/** Where nothing is to happen any more. */
const UNTOUCHED: Launch = { livesMs: 60_000 }
const READY_WITHIN_MS = 60_000

/** Starts as many as there are slots. */
export function keepInstances(options: KeepOptions): Instances {
  const { slots, launches, door, start, pauseMs = 200 } = options
  const ahead = [...launches]
  const missed: Launch[] = []
  const sentAgain = new Set<Launch>()
  const counted = { kills: 0, exits: 0 }
  const reached = new Set<string>()
  const died = new Map<string, number>()
  const alive = new Set<Instance>()
  const resting = new AbortController()
  setMaxListeners(0, resting.signal)

  const deathsAt = ({ order }: Pick<Launch, 'order'>) => (order && died.get(placeOf(order))) ?? 0
  /**
   * Every other one is sent again, for longer, to a place that somebody did not come by and that was died at less often.
   * Once only: some places are seldom come by, and each has its turn again in the next round.
   */
  const nextLaunch = () => {
    const launch = ahead.shift() ?? UNTOUCHED
    const isSecond = ahead.length % 2 === 0
    const place = isSecond ? missed.findIndex((other) => deathsAt(other) < deathsAt(launch)) : -1
    const [again] = place >= 0 ? missed.splice(place, 1) : []
    if (!again) return launch
    const longer = { ...again, livesMs: 2 * again.livesMs }
    sentAgain.add(longer)
    return longer
  }

  const onTold = (told: Told) => {
    if (told.kind === 'reached') reached.add(told.point)
    if (told.kind === 'died') died.set(placeOf(told.order), deathsAt(told) + 1)
  }
  const open = async (slot: number, { order }: Launch) => {
    const instance = start({ name: `instance-${slot}`, onTold, ...(order && { order }) })
    alive.add(instance)
    void instance.ended.then(() => alive.delete(instance))
    const url = await readyInTime(instance)
    if (url) door.enter(url)
    return { instance, url }
  }
  /** One life, from the start to the end. */
  const liveOnce = async (slot: number) => {
    const launch = nextLaunch()
    const before = deathsAt(launch)
    const { instance, url } = await open(slot, launch)
    const atRest = wait(launch.livesMs, undefined, { signal: resting.signal, ref: false }).catch(() => {})
    await Promise.race([atRest, instance.ended])
    if (url) door.leave(url)
    await instance.kill()
    const { kind } = await instance.ended
    if (launch.order && deathsAt(launch) === before && !sentAgain.has(launch)) missed.push(launch)
    if (kind === 'killed') counted.kills += 1
    else if (url) counted.exits += 1
    else await wait(pauseMs)
  }
  const live = async (slot: number) => {
    while (!resting.signal.aborted) await liveOnce(slot)
  }
  const lives = Array.from({ length: slots }, (_, slot) => live(slot + 1))
  // Who cannot live is told of by the next rest.
  const allLived = Promise.all(lives)
  allLived.catch(() => {})
  return {
    counts: () => ({ ...counted, reached: [...reached].toSorted(), died: Object.fromEntries(died) }),
    rest: async () => {
      resting.abort()
      await allLived
      counted.kills += alive.size
      for (const instance of alive) await instance.kill()
      const opened = await Promise.all(lives.map((_, slot) => open(slot + 1, UNTOUCHED)))
      for (const { instance, url } of opened) {
        if (!url) throw new Error('an instance does not start although nobody kills it any more')
        void instance.ended.then(({ kind }) => {
          if (kind === 'by_itself') counted.exits += 1
          door.leave(url)
        })
      }
    },
    end: async () => {
      resting.abort()
      for (const instance of alive) await instance.kill()
      await allLived.catch(() => {})
    },
  }
}

async function readyInTime(instance: Instance): Promise<string | undefined> {
  const patience = new AbortController()
  const tooLong = wait(READY_WITHIN_MS, 'too_long' as const, { signal: patience.signal, ref: false }).catch(
    () => undefined,
  )
  const url = await Promise.race([instance.ready, tooLong])
  patience.abort()
  if (url === 'too_long') throw new Error(`an instance is not ready after ${READY_WITHIN_MS / 1_000} s`)
  return url
}
