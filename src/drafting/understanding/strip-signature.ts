import { courtesyPatterns } from './courtesy-patterns.ts'
import { foldText } from './fold-text.ts'

/** A signature is short; a longer ending is part of the message. */
const MOST_LINES = 8
const LONGEST_LINE = 70
/** Up to four words, each with a capital: a name or a company. */
const NAME = /^(?:[\p{Lu}\p{Lo}][\p{L}\p{M}.'’-]*[\s,]*){1,4}$/u

/** Cuts what stands under "-- ", or under a line that is only a sign-off and is followed by a name or nothing. */
export function stripSignature(text: string): string {
  const lines = text.split(/\r?\n/)
  const at = lines.findIndex((_, index) => index > 0 && beginsSignature(lines, index))
  return at < 1 ? text : lines.slice(0, at).join('\n').trim()
}

function beginsSignature(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? ''
  const below = lines.slice(at + 1).filter((next) => next.trim() !== '')
  if (below.length > MOST_LINES || below.some((next) => next.length > LONGEST_LINE || next.includes('?')))
    return false
  if (line.trimEnd() === '--') return true
  return isSignOff(line) && NAME.test(below[0]?.trim() ?? 'Name')
}

function isSignOff(line: string): boolean {
  if (line.length > LONGEST_LINE) return false
  const folded = foldText(line).replace(/(?: \.)+ $/, ' ')
  return courtesyPatterns.some(({ signOffs }) =>
    signOffs.some((pattern) => {
      pattern.lastIndex = 1
      return folded.length > 1 && pattern.exec(folded)?.[0].length === folded.length - 1
    }),
  )
}
