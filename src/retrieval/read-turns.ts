import type { Language } from '../domain/language.ts'
import type { EarlierTurn } from '../domain/understanding.ts'
import { toTerms } from '../knowledge/analyse-text.ts'
import { splitWords } from '../knowledge/split-words.ts'
import { weighTurns } from './weigh-turns.ts'

/** One turn as it is searched for: its words as they were typed (folded), its content words (as stems), its weight. */
export type ReadTurn = {
  readonly typed: readonly string[]
  readonly words: readonly string[]
  readonly weight: number
}

/** Letters; text beyond this is not read: a log that somebody pasted is no question. */
const LONGEST_TEXT = 8_000

/** The question (weight 1), and what was said before it with the weight that a question of its length leaves to that. */
export function readTurns(
  question: string,
  earlier: readonly EarlierTurn[],
  locale: Language,
): readonly [ReadTurn, ...ReadTurn[]] {
  const asked = readTurn({ text: question, weight: 1 }, locale)
  const before = weighTurns(earlier, asked.words.length).map((turn) => readTurn(turn, locale))
  return [asked, ...before.filter(({ words }) => words.length > 0)]
}

function readTurn({ text, weight }: { text: string; weight: number }, locale: Language): ReadTurn {
  const typed = splitWords(text.slice(0, LONGEST_TEXT), locale)
  return { typed, words: toTerms(typed, locale), weight }
}
