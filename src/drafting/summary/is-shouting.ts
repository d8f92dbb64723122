/** Whether somebody shouts: whole sentences in capitals, or several marks in a row. The language does not matter. */
export function isShouting(text: string): boolean {
  if (/[!！]{3,}|[?!？！]*[!！][?？]+[!！]|(?:[?？][!！]){2,}/u.test(text)) return true
  const words = text.match(/\p{L}{2,}/gu) ?? []
  const loud = words.filter((word) => /\p{Lu}/u.test(word) && word === word.toUpperCase())
  return loud.length >= 4 && loud.length >= words.length / 2
}
