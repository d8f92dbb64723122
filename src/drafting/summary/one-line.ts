/** Whatever people wrote, on one line, without control characters, cut at a word. */
export function oneLine(text: string, longest = 200): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .toWellFormed()
    .trim()
  if (line.length <= longest) return line
  const cut = line.slice(0, longest)
  const atWord = cut.replace(/\s+\S*$/u, '')
  // Some scripts have no blanks; half a surrogate pair must not stay behind.
  return `${(atWord.length > longest / 2 ? atWord : cut.replace(/[\ud800-\udbff]$/u, '')).trimEnd()}…`
}
