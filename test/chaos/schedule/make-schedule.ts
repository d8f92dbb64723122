import { crashPoints, placesAt, toOrder } from './crash-points.ts'
import { createDice, type Dice } from './dice.ts'
import { makeScene } from './make-scene.ts'
import type { Launch, Schedule } from './schedule.ts'

export type ScheduleOptions = {
  readonly seed: number
  readonly scenes: number
  readonly playMs: number
  readonly mind: 'extractive' | 'model'
  readonly databaseRestarts: number
  /** How many times faster than in the wild things happen that the service waits for. */
  readonly hurry: number
  /** Where alone instances are sent to die: see `placesAt`. Absent: everywhere. */
  readonly at?: readonly string[]
}

/** More than any run needs: each place to die at comes up once before any comes up again. */
const LAUNCHES = 4_000

/** The same seed and sizes give the same schedule; how it interleaves is left to the machine. */
export function makeSchedule(options: ScheduleOptions): Schedule {
  const { seed, scenes, playMs, mind, databaseRestarts, hurry, at } = options
  const dice = createDice(seed, hurry)
  const starts = Array.from({ length: scenes }, () => dice.between(0, playMs)).toSorted((a, b) => a - b)
  return {
    seed,
    scenes: starts.map((startsAtMs, index) => makeScene(dice, { number: index + 1, startsAtMs })),
    launches: makeLaunches(dice, placesAt(crashPoints(mind), at)),
    databaseRestartsAtMs: Array.from({ length: databaseRestarts }, () =>
      dice.between(5_000, playMs),
    ).toSorted((a, b) => a - b),
  }
}

/** One in eight is killed at random, and so is who does not come by its place to die. */
function makeLaunches(dice: Dice, places: readonly string[]): readonly Launch[] {
  const rounds = Math.ceil(LAUNCHES / places.length)
  return Array.from({ length: rounds }, () => dice.shuffled(places))
    .flat()
    .flatMap((place) => {
      const ordered = { order: toOrder(dice, place), livesMs: dice.ms(4_000, 9_000) }
      return dice.chance(0.14) ? [{ livesMs: dice.between(200, 2_500) }, ordered] : [ordered]
    })
}
