import { compile } from 'html-to-text'
import type { Token, Tokens } from 'marked'
import { keepable } from '../domain/keepable.ts'

/** Spans of Markdown as plain text on as few lines as they ask for. */
export const inlineText = (tokens: readonly Token[]): string =>
  tokens
    .map(spanText)
    .join('')
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim()

/** Spaces that are plain, and none of the soft hyphens, word joiners and byte order marks: nobody would quote them, or miss them. */
export const plainly = (text: string): string =>
  text.replaceAll('\u00a0', ' ').replace(/[\u00ad\u2060\ufeff]/g, '')

/** Without what Postgres and a contact's screen can do without. */
export const tidy = (text: string): string => keepable(plainly(text))

export const textOf = (token: Token): string =>
  'text' in token && typeof token.text === 'string' ? token.text : ''

/** Made once: reading its options takes longer than a small piece of HTML does. */
const convert = compile({ wordwrap: false })

/** A piece of HTML as plain text. The cells of a table that is no table any more must not run together: "Pro9 EUR". */
export const htmlText = (html: string): string =>
  convert(html.replace(/<\/t[dh]>\s*(?=<t[dh]\b)/gi, '; ').replace(/<\/tr>/gi, '<br>')).trim()

const isLink = (token: Token): token is Tokens.Link => token.type === 'link'

function spanText(token: Token): string {
  if (isLink(token)) return linkText(token)
  if (token.type === 'br') return '\n'
  if (token.type === 'html') return /^<br\b/i.test(textOf(token)) ? '\n' : ''
  if (token.type === 'codespan') return textOf(token)
  const children = 'tokens' in token ? (token.tokens ?? []) : []
  if (children.length > 0) return children.map(spanText).join('')
  return decodeEntities(textOf(token)).replaceAll('\n', ' ')
}

/** An address within the folder means nothing to a contact: only the label stays. */
function linkText({ href, tokens }: Tokens.Link): string {
  const label = tokens.map(spanText).join('')
  const address = href.replace(/^mailto:/i, '')
  if (!/^(https?|mailto):/i.test(href) || label === address) return label
  return label ? `${label} (${address})` : address
}

const decodeEntities = (text: string): string =>
  text.replace(/&(?:#\d+|#x[\da-f]+|[a-z][a-z\d]*);/gi, (entity) => convert(entity) || ' ')
