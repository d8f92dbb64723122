/** A code in plain English; one that nobody wrote words for (an older or a newer record) is shown as it is. */
export const inWords = (words: Readonly<Record<string, string>>, code: string): string =>
  (Object.hasOwn(words, code) ? words[code] : undefined) ?? code.replaceAll(/[_-]/g, ' ')
