import { isStopWord } from './stop-words.ts'

/** Lower case, without accents. */
export const fold = (text: string): string =>
  text.toLowerCase().replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}/gu, '')

/** The words of a text, folded; a number stays whole, "1,200" included. */
export const wordsOf = (text: string): readonly string[] =>
  fold(text).match(/\d+(?:[.,:]\d+)*|[\p{L}\p{N}]+/gu) ?? []

/** Endings of English, Spanish and German, the longest first. Wrong now and then, as a light stemmer is. */
const ENDINGS =
  /(?:aciones|iciones|amiento|imiento|ations|itions|acion|icion|ation|ition|mente|ungen|ments|ment|ando|iendo|ings|ung|ing|ies|ado|ido|lich|ar|er|ir|ed|en|em|es|ly|os|as|al|y|s|e|n|o|a)$/
const LONGEST_STEM = 7
const SHORTEST_STEM = 4

/** A word without its ending, so that "export", "exports" and "exported" are one. */
export const stem = (word: string): string => {
  if (/\d/.test(word)) return word
  const cut = word.replace(ENDINGS, '')
  return (cut.length < SHORTEST_STEM ? word.replace(/s$/, '') : cut).slice(0, LONGEST_STEM)
}

/** The stems of the words that name a subject, in their order; a letter by itself names none. */
export const subjectsOf = (text: string): readonly string[] =>
  wordsOf(text)
    .filter((word) => (word.length > 1 || /\d/.test(word)) && !isStopWord(word))
    .map(stem)

/** The numbers of a text, as written. */
export const numbersOf = (text: string): readonly string[] => text.match(/\d+(?:[.,:]\d+)*/g) ?? []

/** The addresses of a text. */
export const linksOf = (text: string): readonly string[] =>
  (text.match(/\bhttps?:\/\/[^\s)\]"'<>]+/g) ?? []).map((link) => link.replace(/[.,;:!?]+$/, ''))
