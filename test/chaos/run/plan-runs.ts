import { crashPoints, placesAt } from '../schedule/crash-points.ts'

/** One run: a workspace and a database of its own, everything drawn from one seed. */
export type RunPlan = {
  readonly seed: number
  readonly mind: 'extractive' | 'model'
  readonly instances: number
  /** How long contacts go on beginning conversations. */
  readonly playMs: number
  readonly scenes: number
  readonly databaseRestarts: number
  /** How many times shorter than in the wild everything is that the service waits for. */
  readonly hurry: number
  /** Where alone instances are sent to die. Absent: everywhere. */
  readonly at?: readonly string[]
}

export type PlanOptions = {
  /** One run of this seed. Absent: the seeds that belong to the length. */
  readonly seed?: number
  /** Minutes of play, over all runs; real waits. Absent: short. */
  readonly minutes?: number
  /** Where alone instances are sent to die. Absent: everywhere. */
  readonly at?: readonly string[]
}

/** How many conversations begin in a second. */
const SCENES_PER_SECOND = { short: 4, long: 3.3, longer: 1.6 } as const
/** Ten minutes have turns enough; what is longer is for deaths, and a quieter machine starts more instances. */
const LONG_MINUTES = 10
/** Minutes of play to a seed, and at least two seeds. */
const MINUTES_PER_SEED = 12
const SHORT_SEEDS = [1, 2]
const SHORT_PLAY_MS = 12_000
const SHORT_HURRY = 4
const RESTART_EVERY_MS = 50_000

/**
 * The same options give the same plan. Every third seed, from the first, quotes by rules with two instances; the others ask
 * a model, with three, and so does a run whose only places to die at are the model's.
 */
export function planRuns({ seed, minutes, at }: PlanOptions): readonly RunPlan[] {
  const seeds = seed === undefined ? (minutes === undefined ? SHORT_SEEDS : longSeeds(minutes)) : [seed]
  const playMs = minutes === undefined ? SHORT_PLAY_MS : (minutes * 60_000) / seeds.length
  const hurry = minutes === undefined ? SHORT_HURRY : 1
  return seeds.map((one) => ({
    seed: one,
    ...(one % 3 === 1 && canDie('extractive', at)
      ? { mind: 'extractive' as const, instances: 2 }
      : { mind: 'model' as const, instances: 3 }),
    playMs,
    scenes: Math.round((playMs / 1_000) * scenesPerSecond(minutes)),
    databaseRestarts: Math.max(1, Math.floor(playMs / RESTART_EVERY_MS)),
    hurry,
    ...(at && { at }),
  }))
}

const canDie = (mind: RunPlan['mind'], at: PlanOptions['at']): boolean =>
  placesAt(crashPoints(mind), at).length > 0

function scenesPerSecond(minutes?: number): number {
  const { short, long, longer } = SCENES_PER_SECOND
  if (minutes === undefined) return short
  return minutes > LONG_MINUTES ? longer : long
}

const longSeeds = (minutes: number): readonly number[] =>
  Array.from({ length: Math.max(2, Math.ceil(minutes / MINUTES_PER_SEED)) }, (_, index) => index + 1)
