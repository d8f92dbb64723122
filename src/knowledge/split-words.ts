import type { Language } from '../domain/language.ts'
import { segmenterOf } from '../domain/segmenter-of.ts'

/** The longest word that is kept: Postgres indexes no key above 2.7 kB, and nobody asks for base64. */
const LONGEST_WORD = 64

/**
 * The words of a text in reading order, lower case, with Latin accents folded and apostrophe tails cut. Works
 * for scripts without spaces. Words never hold white space, so that pairs can be told from words.
 */
export const splitWords = (text: string, language: Language): readonly string[] =>
  [
    ...segmenterOf(language, 'word').segment(
      joinPrefixes(text.toWellFormed().normalize('NFKC').toLowerCase()),
    ),
  ]
    .filter(({ isWordLike }) => isWordLike)
    .flatMap(({ segment }) => cutApostrophes(foldAccents(segment), language))
    .map((word) => (word.length > LONGEST_WORD ? [...word].slice(0, LONGEST_WORD).join('') : word))
    .filter((word) => word !== '')

/** `e-mail` is `email`: people write both. */
const joinPrefixes = (text: string): string =>
  text.replace(/(?<![\p{L}\p{N}-])(\p{L})[-\u2010\u2011](?=\p{L}{3})/gu, '$1')

/**
 * People leave accents out when they type, and nobody types a soft hyphen, a joiner or a direction mark: both sides lose
 * them. Marks of other scripts carry meaning and stay.
 */
const foldAccents = (word: string): string => (/^\p{ASCII}*$/u.test(word) ? word : foldLetters(word))

const foldLetters = (word: string): string =>
  word
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin}\p{M}*)\p{M}/gu, '')
    .normalize('NFC')
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae')
    .replaceAll('œ', 'oe')
    .replaceAll('ł', 'l')
    .replaceAll('ı', 'i')

/** `user's` -> `user`, `don't` -> `not`; in Romance languages the head goes: `l'abonnement` -> `abonnement`. */
function cutApostrophes(word: string, language: Language): readonly string[] {
  const [head = '', ...tail] = word.split(/['’ʼ]/)
  if (tail.length === 0) return [word]
  if (language === 'en') return tail.at(-1) === 't' ? ['not'] : [head]
  return head.length <= 2 ? tail : [head]
}
