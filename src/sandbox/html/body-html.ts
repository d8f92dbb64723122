import { escapeHtml } from './escape-html.ts'
import { readHtml } from './read-html.ts'
import { writeHtml } from './write-html.ts'

const BLOCK = /<(?:p|ul|ol|blockquote|pre|h[1-4])>/

const wrap = (html: string) =>
  html
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br>')}</p>`)
    .join('\n')

/** What a contact typed, as Intercom stores it: escaped, in paragraphs. Nothing typed becomes null. */
export const htmlFromText = (text: string): string | null => {
  const trimmed = text.replace(/\r\n?/g, '\n').trim()
  return trimmed === '' ? null : wrap(escapeHtml(trimmed))
}

/** What a program posted, as Intercom stores it: cleaned, and in a paragraph if it isn't in a block already. */
export const htmlFromApi = (body: string): string | null => {
  const cleaned = writeHtml(readHtml(body.trim()))
  if (cleaned === '') return null
  return BLOCK.test(cleaned) ? cleaned : wrap(cleaned)
}
