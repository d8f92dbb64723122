import { rememberTexts } from '../../domain/remember-texts.ts'

/**
 * A text as the phrase rules see it: lower case, accents and invisible characters gone, one space around every word, and
 * ` . ` where a sentence ends. `Don't!` becomes ` dont . `.
 */
export const foldText: (text: string) => string = rememberTexts((text) => {
  const folded = foldLetters(text.toWellFormed())
    .replaceAll('␞', ' ')
    .replace(/(?<=\p{L}n)['’ʼ`´](?=t\b)/gu, '')
    .replace(/[.!?;:。！？；…¡¿؟]+(?=\s|$)|[!?。！？；…¡¿]|\n+/gu, ' ␞ ')
    .replace(/[^\p{L}\p{M}\p{N}␞]+/gu, ' ')
    .replaceAll('␞', '.')
    .replace(/(?:^| )\.(?: \.)*(?= |$)/g, ' .')
  return ` ${folded.trim()} `
})

/** Marks of Latin letters only: in other scripts they are part of the word. */
const foldLetters = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC')
    .replaceAll('ß', 'ss')
