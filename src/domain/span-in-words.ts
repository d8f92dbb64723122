const STEPS = [
  { name: 'day', ms: 86_400_000, from: 2 },
  { name: 'hour', ms: 3_600_000, from: 1 },
  { name: 'minute', ms: 60_000, from: 1 },
] as const

/** How long something has been going on, as people say it: "40 minutes", "26 hours", "3 days". */
export function spanInWords(ms: number): string {
  const step = STEPS.find((candidate) => ms >= candidate.ms * candidate.from)
  if (!step) return 'less than a minute'
  const count = Math.floor(ms / step.ms)
  return `${count} ${step.name}${count === 1 ? '' : 's'}`
}
