const FIRST_UNSPACED = 0xe00
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu

/** Words between white space; scripts without spaces count two letters as a word. */
export function countWords(text: string): number {
  let [words, isWithin, hasFurther] = [0, false, false]
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    const isSpace = code <= 32 || code === 0xa0
    if (!isSpace && !isWithin) words += 1
    isWithin = !isSpace
    hasFurther ||= code >= FIRST_UNSPACED
  }
  return hasFurther ? words + Math.ceil((text.match(UNSPACED)?.length ?? 0) / 2) : words
}
