import { type HtmlToken, readHtml } from './read-html.ts'

const PARAGRAPHS = new Set(['p', 'ul', 'ol', 'blockquote', 'pre', 'h1', 'h2', 'h3', 'h4', 'div'])

const write = (token: HtmlToken, address: string | null) => {
  if (token.kind === 'text') return token.text.replaceAll('\n', ' ')
  if (PARAGRAPHS.has(token.name)) return '\n\n'
  if (token.kind === 'close') return token.name === 'a' && address ? ` (${address})` : ''
  if (token.name === 'br') return '\n'
  return token.name === 'li' ? '\n- ' : ''
}

/** A stored body as text: how `display_as=plaintext` and webhooks since 2.15 show it, links as "label (address)". */
export const plainText = (html: string): string => {
  let address: string | null = null
  const pieces = readHtml(html).map((token) => {
    if (token.kind === 'open' && token.name === 'a') address = token.address
    return write(token, address)
  })
  return pieces
    .join('')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
