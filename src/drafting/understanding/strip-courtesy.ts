import { courtesyPatterns } from './courtesy-patterns.ts'
import { foldText } from './fold-text.ts'
import { isCourtesy } from './is-courtesy.ts'
import { stripSignature } from './strip-signature.ts'

/** No greeting has more words. */
const LONGEST_GREETING_WORDS = 7
/** "Maya," after a greeting. */
const ADDRESSEE = /^\p{Lu}[\p{L}'’-]+\s?[,!:\n]\s*/u
const STRAY_MARKS = /^[\s,;:!.–—-]+(?=[\p{L}\p{N}¿¡])/u

/** A message as its bare question: no greeting, no thanks in advance, no signature. Never empty unless the text is. */
export function stripCourtesy(text: string): string {
  const asked = stripClosing(stripGreeting(stripSignature(text.trim())))
  return asked === '' ? text.trim() : asked
}

function stripGreeting(text: string): string {
  const words = text.split(/(?<=\s)(?=\S)/)
  const length = longestFirst(words.length).find((count) => isGreeting(words.slice(0, count).join('')))
  if (!length) return text
  const rest = words.slice(length).join('')
  return stripGreeting(rest.replace(ADDRESSEE, '').replace(STRAY_MARKS, ''))
}

const longestFirst = (words: number): readonly number[] =>
  Array.from({ length: Math.min(words, LONGEST_GREETING_WORDS) }, (_, index) => index + 1).reverse()

const isGreeting = (text: string): boolean => {
  const folded = foldText(text).replace(/(?: \.)+ $/, ' ')
  return courtesyPatterns.some(({ greetings }) => greetings.some((greeting) => isWhole(folded, greeting)))
}

/** Polite sentences at the end, and polite words after its last comma. */
function stripClosing(text: string): string {
  const pieces = text.split(/(?<=[.!?,;\n。！？、，])(?=[^.!?,;\n。！？、，])/)
  const last = pieces.findLastIndex(
    (piece) => piece.trim() !== '' && (piece.includes('?') || !isCourtesy(piece)),
  )
  return pieces
    .slice(0, last + 1)
    .join('')
    .replace(/[\s,;]+$/, '')
}

function isWhole(folded: string, pattern: RegExp): boolean {
  pattern.lastIndex = 1
  return folded.length > 1 && pattern.exec(folded)?.[0].length === folded.length - 1
}
