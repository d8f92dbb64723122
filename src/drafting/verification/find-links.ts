const ADDRESSED = String.raw`(?:https?:\/\/|www\.)[^\s<>"'）」]+`
const BARE = String.raw`(?<![\p{L}\p{N}@.\/-])[\p{L}\p{N}][\p{L}\p{N}-]{0,60}(?:\.[\p{L}\p{N}-]{1,60}){0,4}\.[a-z]{2,12}(?:\/[^\s<>"']*)?(?![\p{L}\p{N}@])`
const LINK = new RegExp(`${ADDRESSED}|${BARE}`, 'giu')
const EMAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/giu

/** Web addresses in a text, with or without their scheme, as they would be opened. */
export const findLinks = (text: string): readonly string[] =>
  (text.replace(EMAIL, ' ').match(LINK) ?? []).map(bareLink)

/** E-mail addresses in a text, lower case. */
export const findEmails = (text: string): readonly string[] =>
  (text.match(EMAIL) ?? []).map((email) => email.toLowerCase().replace(/[.-]+$/, ''))

/** A text without its addresses, so that their digits are not taken for numbers. */
export const withoutAddresses = (text: string): string => text.replace(EMAIL, ' ').replace(LINK, ' ')

const bareLink = (link: string): string =>
  link
    .replace(/[.,;:!?)\]}»”]+$/u, '')
    .replace(/^https?:\/\//i, '')
    .replace(/\/$/, '')
