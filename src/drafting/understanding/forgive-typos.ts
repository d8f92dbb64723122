import { isOneEditAway } from '../../retrieval/is-one-edit-away.ts'
import { phraseBooks } from '../phrases/phrase-books.ts'

const meantWords = phraseBooks.flatMap((book) => book.typos)
/** Every word of every phrase: what somebody wrote down is not a typing error of something else ("personal", "persona"). */
const properWords = new Set(JSON.stringify(phraseBooks).match(/\p{L}+/gu))

/** Puts words of a folded text right that are one typing error away from a word of the commonest demands. */
export const forgiveTypos = (folded: string): string =>
  folded.replace(/[^ .]{4,}/g, (word) =>
    properWords.has(word) ? word : (meantWords.find((meant) => isTypoOf(word, meant)) ?? word),
  )

/** The first letter is rarely wrong, and asking for it keeps other words out. */
const isTypoOf = (word: string, meant: string): boolean =>
  word[0] === meant[0] && Math.abs(word.length - meant.length) <= 1 && isOneEditAway(word, meant)
