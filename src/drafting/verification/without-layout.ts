/** A list marker and white space are layout: a claim may lack them and is still the quote. */
export const withoutLayout = (text: string): string =>
  text
    .replace(/^\s*(?:[-*•–]|\d{1,3}[.)])\s+/gmu, '')
    .replace(/\s+/g, ' ')
    .trim()
