import { courtesyPatterns } from './courtesy-patterns.ts'
import { foldText } from './fold-text.ts'
import { isMadeOf } from './is-made-of.ts'

/** Whether a text says hello, or that a question will follow, and nothing else. */
export function isGreeting(text: string): boolean {
  const folded = foldText(text)
  return courtesyPatterns.some(({ greetings, fillers }) =>
    isMadeOf(folded, { core: greetings, around: fillers }),
  )
}
