import type { Language } from '../../domain/language.ts'
import { splitWords } from '../../knowledge/split-words.ts'
import { isStopWord } from '../../knowledge/stop-words.ts'
import { openLanguageStatistics } from './language-statistics.ts'

const statistics = await openLanguageStatistics()

/** Scripts that tell the language by themselves. Kana comes first: Japanese also uses Han. */
const SCRIPTS: readonly (readonly [RegExp, Language])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/\p{Script=Han}/u, 'zh'],
  [/\p{Script=Thai}/u, 'th'],
  [/\p{Script=Greek}/u, 'el'],
  [/\p{Script=Hebrew}/u, 'he'],
]
/** What says nothing of the language: addresses, numbers and names of invoices. */
const NO_WORDS = /https?:\S+|\S+@\S+|\S*\d\S*|\b\p{Lu}{2,}\b/gu
/** A share of the letters; a foreign word or two change nothing. */
const SCRIPT_SHARE = 0.3
/** From so many letters on, the statistics decide alone. */
const ENOUGH_LETTERS = 40
const SAMPLE = 3_000
/** What a short text is taken for; the statistics know sixty languages, and would find Catalan in "hi". */
const COMMON: readonly Language[] = ['en', 'es', 'de', 'fr', 'pt', 'it', 'nl']
const FALLBACK: Language = 'en'
/** On the scale of the statistics' scores, which reach about .85: "ok" stays with what was spoken before. */
const TRUST_IN_BEFORE = 0.7
const TRUST_IN_FALLBACK = 0.15

/**
 * The language of what the contact wrote. `earlier` is their text before this turn: it decides when the new text
 * is too short to tell ("ok", "INV-2041").
 */
export function detectLanguage(text: string, earlier: string): Language {
  const words = text.slice(0, SAMPLE).toWellFormed().replace(NO_WORDS, ' ')
  const letters = words.match(/\p{L}/gu)?.length ?? 0
  const byScript = scriptLanguage(words, letters)
  if (byScript) return byScript
  const found = statistics.detect(words)
  const isEnough = letters >= ENOUGH_LETTERS && found.isReliable()
  if (found.language && (isEnough || !/\p{Script=Latin}/u.test(words))) return found.language
  const before = earlier.trim() === '' ? undefined : detectLanguage(earlier, '')
  return shortTextLanguage(words, before)
}

function scriptLanguage(words: string, letters: number): Language | undefined {
  const found = SCRIPTS.find(([script]) => script.test(words))
  if (!found) return undefined
  const [script, language] = found
  const count = words.match(new RegExp(script, 'gu'))?.length ?? 0
  return count >= letters * SCRIPT_SHARE ? language : undefined
}

/** Statistics and small words together, with some trust in what the contact wrote before. */
function shortTextLanguage(words: string, before: Language | undefined): Language {
  const scores = statistics.detect(words).getScores()
  const candidates = [...new Set([...(before ? [before] : []), ...COMMON])]
  const rated = candidates.map((language) => ({
    language,
    score: (scores[language] ?? 0) + smallWordShare(words, language) + trustIn(language, before),
  }))
  return rated.toSorted((a, b) => b.score - a.score)[0]?.language ?? FALLBACK
}

/** How many of the words are small words of the language, 0 to 1. */
function smallWordShare(words: string, language: Language): number {
  const split = splitWords(words, language)
  return split.filter((word) => isStopWord(word, language)).length / Math.max(2, split.length)
}

function trustIn(language: Language, before: Language | undefined): number {
  if (before) return language === before ? TRUST_IN_BEFORE : 0
  return language === FALLBACK ? TRUST_IN_FALLBACK : 0
}
