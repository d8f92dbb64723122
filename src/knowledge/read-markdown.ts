import { lexer, type Token, type Tokens } from 'marked'
import type { Block } from '../domain/article.ts'
import { htmlMarkdown } from './html-markdown.ts'
import { joinHtml } from './join-html.ts'
import { htmlText, inlineText, textOf, tidy } from './inline-text.ts'

/**
 * Markdown as blocks; tables, lists, headings and code that are written as HTML in it are read as what they are. Throws a
 * `RangeError` for what is nested too deep.
 */
export async function readMarkdown(markdown: string): Promise<readonly Block[]> {
  return markdownBlocks(STRUCTURED.test(markdown) ? await withoutHtml(markdown) : markdown)
}

/**
 * Markdown as blocks of plain text, so that any sentence of it may be quoted: list items begin with "- " or their number,
 * a table row reads "Plan: Starter; Price: 9 EUR", and links keep their address: "label (https://...)". HTML in it is prose.
 */
export const markdownBlocks = (markdown: string): readonly Block[] =>
  lexer(markdown).flatMap(toBlocks).map(tidyBlock).filter(hasText)

const STRUCTURED = /<(?:table|[uo]l|pre|h[1-6])\b/i

async function withoutHtml(markdown: string): Promise<string> {
  const pieces = joinHtml(lexer(markdown)).map(async (token) => {
    const isPage = token.type === 'html' && STRUCTURED.test(token.raw)
    return isPage ? `${await htmlMarkdown(token.raw)}\n\n` : token.raw
  })
  return (await Promise.all(pieces)).join('')
}

function toBlocks(token: Token): readonly Block[] {
  if (isHeading(token)) return [{ kind: 'heading', level: token.depth, parts: [headingText(token)] }]
  if (isList(token)) return [{ kind: 'list', parts: itemsOf(token) }]
  if (isTable(token)) return [{ kind: 'table', parts: rowsOf(token) }]
  if (token.type === 'code') return [{ kind: 'code', parts: textOf(token).split('\n') }]
  if (token.type === 'blockquote') return childrenOf(token).flatMap(toBlocks).map(withoutLevel)
  return [{ kind: 'prose', parts: [plainText(token)] }]
}

/** What is no list, table, code or quotation. */
function plainText(token: Token): string {
  if (token.type === 'html') return htmlText(textOf(token))
  return ['paragraph', 'text'].includes(token.type) ? inlineText(childrenOf(token)) : ''
}

const isHeading = (token: Token): token is Tokens.Heading => token.type === 'heading'
const isList = (token: Token): token is Tokens.List => token.type === 'list'
const isTable = (token: Token): token is Tokens.Table => token.type === 'table'

/** A text block without inline tokens stands for itself. */
const childrenOf = (token: Token): readonly Token[] =>
  'tokens' in token ? (token.tokens ?? [token]) : [token]

const headingText = ({ tokens }: Tokens.Heading): string => inlineText(tokens).replace(/[.。]+$/u, '')

/** A heading inside of a quotation heads nothing beyond it. */
const withoutLevel = ({ kind, parts }: Block): Block => ({ kind, parts })

const itemsOf = ({ items, ordered, start }: Tokens.List): readonly string[] =>
  items.map((item, index) => {
    const mark = ordered ? `${Number(start) + index}. ` : '- '
    const [first = '', ...rest] = item.tokens
      .flatMap(toBlocks)
      .filter(hasText)
      .map(({ parts }) => parts.join('\n'))
    return [mark + first, ...rest.map((text) => text.replace(/^/gm, '  '))].join('\n')
  })

const rowsOf = ({ header, rows }: Tokens.Table): readonly string[] =>
  rows.map((row) =>
    row
      .map((cell, index) => [inlineText(header[index]?.tokens ?? []), inlineText(cell.tokens)])
      .filter(([, value]) => value !== '')
      .map(([name, value]) => (name ? `${name}: ${value}` : value))
      .join('; '),
  )

const tidyBlock = (block: Block): Block => ({ ...block, parts: block.parts.map(tidy) })

const hasText = ({ parts }: Block): boolean => parts.some((part) => part.trim() !== '')
