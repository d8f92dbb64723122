import type { Language } from '../domain/language.ts'
import { stemWord } from './stem-word.ts'

/**
 * Words that help to order results ("where is" against "why is", "can" against "can not") but name no subject:
 * they count for less, and whether a question is answered is judged without them.
 */
const FAINT_WORDS = new Map<Language, string>([
  ['en', 'how when where why who many often soon quickly up down out off over under before after not no'],
  ['es', 'cuanta cuantas cuantos'],
  ['de', 'viele wieviel lange oft'],
])

const faintStems = new Map<Language, ReadonlySet<string>>()

/** Whether a stemmed word names no subject. */
export function isFaintWord(stem: string, language: Language): boolean {
  const words = FAINT_WORDS.get(language)?.split(' ') ?? []
  const stems = faintStems.get(language) ?? new Set(words.map((word) => stemWord(word, language)))
  faintStems.set(language, stems)
  return stems.has(stem)
}
