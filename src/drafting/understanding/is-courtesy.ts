import { courtesyPatterns } from './courtesy-patterns.ts'
import { foldText } from './fold-text.ts'
import { isMadeOf } from './is-made-of.ts'

/** Whether a text is thanks, approval or a good-bye, with nothing else in it. A greeting alone is not. */
export function isCourtesy(text: string): boolean {
  const folded = foldText(text)
  return courtesyPatterns.some(({ closings, greetings, fillers }) =>
    isMadeOf(folded, { core: closings, around: [...greetings, ...fillers] }),
  )
}
