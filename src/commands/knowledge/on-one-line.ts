/** A text of somebody else for a terminal: what it would take for a command has no place in it. */
export const onOneLine = (text: string): string => text.replaceAll(/[\s\p{Cc}]+/gu, ' ')
