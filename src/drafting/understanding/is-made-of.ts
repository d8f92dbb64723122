/** What a text has to be made of: at least one piece of `core`, and anything of `around` besides. */
export type Pieces = { readonly core: readonly RegExp[]; readonly around: readonly RegExp[] }

/**
 * Whether a folded text holds nothing but the given pieces (sticky patterns). The longest piece that fits is taken
 * and never given back, so that the time grows with the length of the text and not with the ways to read it.
 */
export function isMadeOf(folded: string, { core, around }: Pieces): boolean {
  let at = 1
  let cores = 0
  while (at < folded.length) {
    const own = longestAt(folded, at, core)
    const length = Math.max(own, longestAt(folded, at, around), gapAt(folded, at))
    if (length === 0) return false
    if (own === length) cores += 1
    at += length
  }
  return cores > 0
}

const longestAt = (text: string, at: number, patterns: readonly RegExp[]): number =>
  Math.max(0, ...patterns.map((pattern) => lengthAt(text, at, pattern)))

function lengthAt(text: string, at: number, pattern: RegExp): number {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0].length ?? 0
}

/** A sentence's end, or the space after a word of a script that is written without them. */
function gapAt(text: string, at: number): number {
  if (text.startsWith('. ', at)) return 2
  return text[at] === ' ' ? 1 : 0
}
