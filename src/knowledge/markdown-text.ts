import { convert } from 'html-to-text'
import { lexer, type Token, type Tokens } from 'marked'

/**
 * Markdown as plain text whose paragraphs stand apart, so that any sentence of it may be quoted. Headings are lines
 * of their own, list items begin with "- " or their number, a table row reads "Plan: Starter; Price: 9 EUR", and
 * links keep their address: "label (https://...)".
 */
export const markdownText = (markdown: string): string =>
  blocksText(lexer(markdown)).replaceAll('\u00a0', ' ').replaceAll('\0', '').toWellFormed().trim()

const blocksText = (tokens: readonly Token[]): string =>
  tokens
    .map(blockText)
    .filter((text) => text !== '')
    .join('\n\n')

function blockText(token: Token): string {
  if (isList(token)) return listText(token)
  if (isTable(token)) return tableText(token)
  if (token.type === 'blockquote') return blocksText(childrenOf(token))
  if (token.type === 'code') return textOf(token)
  if (token.type === 'html') return convert(textOf(token), { wordwrap: false }).trim()
  if (token.type === 'heading') return inlineText(childrenOf(token)).replace(/[.。]+$/u, '')
  if (['paragraph', 'text'].includes(token.type)) return inlineText(childrenOf(token))
  return ''
}

const isList = (token: Token): token is Tokens.List => token.type === 'list'
const isTable = (token: Token): token is Tokens.Table => token.type === 'table'
const isLink = (token: Token): token is Tokens.Link => token.type === 'link'
/** A text block without inline tokens stands for itself. */
const childrenOf = (token: Token): readonly Token[] =>
  'tokens' in token ? (token.tokens ?? [token]) : [token]

const textOf = (token: Token): string => ('text' in token && typeof token.text === 'string' ? token.text : '')

const listText = ({ items, ordered, start }: Tokens.List): string =>
  items
    .map((item, index) => {
      const mark = ordered ? `${Number(start) + index}. ` : '- '
      const [first = '', ...rest] = item.tokens.map(blockText).filter((text) => text !== '')
      return [mark + first, ...rest.map((text) => text.replace(/^/gm, '  '))].join('\n')
    })
    .join('\n')

const tableText = ({ header, rows }: Tokens.Table): string =>
  rows
    .map((row) =>
      row
        .map((cell, index) => [inlineText(header[index]?.tokens ?? []), inlineText(cell.tokens)])
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (name ? `${name}: ${value}` : value))
        .join('; '),
    )
    .join('\n')

const inlineText = (tokens: readonly Token[]): string =>
  tokens
    .map(pieceText)
    .join('')
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim()

function pieceText(token: Token): string {
  if (isLink(token)) return linkText(token)
  if (token.type === 'br') return '\n'
  if (token.type === 'html') return /^<br\b/i.test(textOf(token)) ? '\n' : ''
  if (token.type === 'codespan') return textOf(token)
  const children = 'tokens' in token ? (token.tokens ?? []) : []
  if (children.length > 0) return children.map(pieceText).join('')
  return decodeEntities(textOf(token)).replaceAll('\n', ' ')
}

/** An address within the folder means nothing to a contact: only the label stays. */
function linkText({ href, tokens }: Tokens.Link): string {
  const label = tokens.map(pieceText).join('')
  const address = href.replace(/^mailto:/i, '')
  if (!/^(https?|mailto):/i.test(href) || label === address) return label
  return label ? `${label} (${address})` : address
}

const decodeEntities = (text: string): string =>
  text.replace(/&(?:#\d+|#x[\da-f]+|[a-z][a-z\d]*);/gi, (entity) => convert(entity) || ' ')
