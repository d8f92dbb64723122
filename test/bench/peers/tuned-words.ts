import { stemWord } from '../../../src/knowledge/stem-word.ts'
import { isStopWord } from '../../../src/knowledge/stop-words.ts'

/**
 * A word as a tuned peer indexes it: Porter2, and nothing for a stop word. Our own list: with it the peers come out better
 * than with the usual ones, and what is left is the ranking.
 */
export function tunedWord(word: string): string | undefined {
  const lower = word.toLowerCase()
  return isStopWord(lower, 'en') ? undefined : stemWord(lower, 'en')
}

/** The tuned words of a text. */
export const tunedWords = (text: string): string[] =>
  (text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).flatMap((word) => tunedWord(word) ?? [])
