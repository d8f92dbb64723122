/** What Postgres can keep of a text: no NUL, and no half of a character. */
export const keepable = (text: string): string => text.replaceAll('\0', '').toWellFormed()
