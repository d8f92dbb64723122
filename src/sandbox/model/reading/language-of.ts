import { STOP_WORDS } from './stop-words.ts'
import { wordsOf } from './words.ts'

const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['ko', /\p{Script=Hangul}/u],
  ['zh', /\p{Script=Han}/u],
  ['ru', /\p{Script=Cyrillic}/u],
  ['el', /\p{Script=Greek}/u],
  ['ar', /\p{Script=Arabic}/u],
]

/** Letters that only one of the known languages has count like three of its words. */
const LETTERS: readonly (readonly [string, RegExp])[] = [
  ['es', /[¿¡ñ]/gi],
  ['de', /[äöüß]/gi],
  ['pt', /[ãõ]/gi],
]
const LETTER_WORTH = 3

/** The language of a text as two letters; `undefined` when fewer than `least` of its words tell. */
export const languageOf = (text: string, least = 1): string | undefined => {
  const script = SCRIPTS.find(([, letters]) => letters.test(text))
  if (script) return script[0]
  const words = wordsOf(text)
  const scores = Object.entries(STOP_WORDS).map(([language, known]) => {
    const letters = LETTERS.find(([of]) => of === language)?.[1]
    const special = letters ? (text.match(letters)?.length ?? 0) * LETTER_WORTH : 0
    return { language, score: special + words.filter((word) => known.has(word)).length }
  })
  const [best] = scores.toSorted((a, b) => b.score - a.score)
  return best && best.score >= least ? best.language : undefined
}
