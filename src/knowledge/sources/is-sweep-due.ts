const HOUR_MS = 3_600_000
/** UTC; long before anybody reads the nightly summary. */
const NIGHTLY_HOUR = 2
const LONGEST_MS = 26 * HOUR_MS
const NOT_TWICE_MS = 20 * HOUR_MS

export type SweepFacts = {
  readonly now: Date
  readonly sweptAt?: Date | undefined
  /** Lists that are not sorted by time can only be read as a whole: they are, once an hour. */
  readonly isSorted: boolean
}

/** Whether everything is to be read now: every night, and whenever the last time is more than a day ago. */
export function isSweepDue({ now, sweptAt, isSorted }: SweepFacts): boolean {
  if (!sweptAt) return true
  const agoMs = now.getTime() - sweptAt.getTime()
  if (!isSorted) return agoMs > HOUR_MS
  return agoMs > LONGEST_MS || (agoMs > NOT_TWICE_MS && now.getUTCHours() === NIGHTLY_HOUR)
}
