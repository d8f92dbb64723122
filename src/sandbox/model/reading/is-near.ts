const SHORTEST_SWAPPED = 4
const SHORTEST_LACKING = 5
const SHORTEST_CHANGED = 6

/**
 * Whether two stems differ by one typing error: two letters swapped, or in a longer word one wrong, extra or missing. Long
 * stems are cut, so that one letter more at the front is one less at the end.
 */
export const isNear = (a: string, b: string): boolean => {
  if (Math.min(a.length, b.length) < SHORTEST_SWAPPED || Math.abs(a.length - b.length) > 1) return false
  const start = firstDifference(a, b)
  const [restA, restB] = [a.slice(start), b.slice(start)]
  if (restA.length === restB.length && isSwapped(restA, restB)) return true
  const shorter = Math.min(a.length, b.length)
  if (shorter >= SHORTEST_LACKING && (lacksFirst(restA, restB) || lacksFirst(restB, restA))) return true
  return shorter >= SHORTEST_CHANGED && restA.slice(1) === restB.slice(1)
}

const firstDifference = (a: string, b: string): number => {
  const at = [...a].findIndex((letter, index) => letter !== b[index])
  return at < 0 ? a.length : at
}

const lacksFirst = (short: string, long: string): boolean =>
  short === long.slice(1) ||
  (short.length === long.length && short.length > 2 && short.startsWith(long.slice(1)))

const isSwapped = (a: string, b: string): boolean =>
  a.length > 1 && a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2)
