/** Whether one letter was left out, added, replaced, or swapped with its neighbour. */
export function isOneEditAway(typed: string, known: string): boolean {
  if (typed === known) return false
  const [from, to] = [[...typed], [...known]]
  const same = from.findIndex((letter, index) => letter !== to[index])
  const start = same === -1 ? from.length : same
  const rest = (letters: readonly string[], skip: number) => letters.slice(start + skip).join('')
  const swapped = from[start] === to[start + 1] && from[start + 1] === to[start]
  return (
    rest(from, 1) === rest(to, 1) ||
    rest(from, 1) === rest(to, 0) ||
    rest(from, 0) === rest(to, 1) ||
    (swapped && rest(from, 2) === rest(to, 2))
  )
}
